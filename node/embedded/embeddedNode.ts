/** The embedded node put together: folder, ledger, chain, mempool, RPC and the demo street, in one process. */
import { nobleSignatures } from "../../shared/codec/signature.ts";
import { toHex } from "../../shared/codec/bytes.ts";
import { type Json } from "../../shared/codec/canonical.ts";
import { toMs } from "../../shared/light/timestamp.ts";
import type { StreetMeters } from "../../shared/ipc/kioskViews.ts";
import type { QueryIn, QueryName, QueryOut } from "../../shared/ledger/queries.ts";
import { queryOf } from "../../shared/ledger/runQuery.ts";
import type { Refusal } from "../../shared/ledger/records.ts";
import type { Anchor, NetworkFile } from "../../shared/network/networkFile.ts";
import { LedgerApplication } from "../application/ledgerApplication.ts";
import type { Rules } from "../application/rules.ts";
import type { CommissioningHost, DemoGenesis, DemoGenesisOptions, DemoMethods } from "../demo/port.ts";
import type { RpcNode } from "../rpc/rpcNode.ts";
import { type RpcServer, serveRpc } from "../rpc/server.ts";
import type { Street, StreetHost, StreetOptions } from "../street/port.ts";
import { Chain, type Produced } from "./chain.ts";
import { openFolder, type OpenedFolder } from "./folder.ts";
import { type Admission, Mempool } from "./mempool.ts";
import { idleGap } from "./pace.ts";
import type { EmbeddedOptions } from "./port.ts";
import { Producer } from "./producer.ts";

/** What makes this node a demo; tests put less in its place. */
export interface Demo {
  readonly rules: Rules;
  genesis(options: DemoGenesisOptions): DemoGenesis;
  methods?(host: CommissioningHost): DemoMethods;
  street?(host: StreetHost, options: StreetOptions): Street;
}

export interface NodeSurroundings {
  readonly demo: Demo;
  readonly log: (line: string) => void;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

const DEMO_METHODS: ReadonlySet<string> = new Set(["demo_certificate", "demo_cosign"]);
/** Header seconds. */
const TRUSTING_PERIOD = 14 * 86_400;

export class EmbeddedNode {
  readonly resumed: boolean;
  readonly #folder: OpenedFolder;
  readonly #chain: Chain;
  readonly #producer: Producer;
  readonly #rpc: RpcServer;
  readonly #street: Street | undefined;

  private constructor(
    folder: OpenedFolder,
    chain: Chain,
    producer: Producer,
    rpc: RpcServer,
    street: Street | undefined,
  ) {
    this.resumed = folder.resumed;
    this.#folder = folder;
    this.#chain = chain;
    this.#producer = producer;
    this.#rpc = rpc;
    this.#street = street;
  }

  /** Opens or makes the chain, produces its next blocks, answers on the port. Throws a FaultError that names the file or the disk. */
  static async start(options: EmbeddedOptions, around: NodeSurroundings): Promise<EmbeddedNode> {
    const { demo, clock, log } = around;
    const { rate, seed } = options;
    const folder = openFolder(options.folder, {
      rate,
      seed,
      now: clock(),
      demoGenesis: (given) => demo.genesis(given),
    });
    let producer: Producer | undefined;
    try {
      const { store, genesis, signers } = folder;
      const app = new LedgerApplication({ store, rules: demo.rules, signatures: nobleSignatures, clock });
      const chain = new Chain({ app, store, genesis, signers, clock });
      const mempool = new Mempool((tx) => app.checkTx(tx));
      const producing = new Producer({ chain, mempool, idle: idleGap(app.params.clock.rate), clock, log });
      producer = producing;
      producing.start();
      const submit = (tx: Uint8Array): Admission => {
        const admission = mempool.add(tx);
        if (admission.added) producing.wake();
        return admission;
      };
      const keys = { master: folder.master };
      const host = streetHost(options.folder, app, demo.rules, producing, submit, log);
      const methods = demo.methods?.({ ...host, keys, seed: folder.around.seed });
      const rpcNode: RpcNode = {
        genesis,
        app,
        store,
        nodeKey: folder.nodeKey,
        validatorKey: signers[0] as (typeof signers)[number],
        height: () => chain.height,
        nextRotation: () => chain.nextRotation,
        waiting: () => ({ count: mempool.size, bytes: mempool.bytes }),
        submit,
        onBlock: (listener) => producing.onBlock(listener),
        extra: methods && { names: DEMO_METHODS, call: (method, params) => methods.call(method, params) },
      };
      const rpc = await serveRpc(rpcNode, options.port, options.exactPort);
      const street = options.street
        ? demo.street?.(host, { seed: folder.around.seed, keys, played: options.played })
        : undefined;
      return new EmbeddedNode(folder, chain, producing, rpc, street);
    } catch (error) {
      producer?.stop();
      folder.store.close();
      throw error;
    }
  }

  get url(): string {
    return this.#rpc.url;
  }

  get port(): number {
    return this.#rpc.port;
  }

  get height(): number {
    return this.#chain.height;
  }

  onBlock(listener: (produced: Produced) => void): () => void {
    return this.#producer.onBlock(listener);
  }

  /** What the street's own meters have of the day; null without a street. */
  streetToday(): StreetMeters | null {
    return this.#street?.today() ?? null;
  }

  latest(): Anchor {
    return { height: this.#chain.height, hash: toHex(this.#chain.id.hash) };
  }

  /** The network file of this chain: its anchor is the first block, its only node this one. */
  network(): NetworkFile {
    const { genesis, around, store } = this.#folder;
    const first = store.block(1);
    if (!first) throw new Error("the chain has no first block");
    return {
      format: "wattlight-network-1",
      chainId: genesis.chain_id,
      name: { en: "Demo street", zh: "演示街区" },
      simulated: true,
      anchor: { height: 1, hash: toHex(first.hash) },
      nodes: [this.#rpc.url],
      regulators: around.regulators,
      trustingPeriod: TRUSTING_PERIOD,
      cards: around.cards,
    };
  }

  async stop(): Promise<void> {
    this.#street?.stop();
    this.#producer.stop();
    await this.#rpc.close();
    this.#folder.store.close();
  }
}

function streetHost(
  folder: string,
  app: LedgerApplication,
  rules: Rules,
  producer: Producer,
  submit: (tx: Uint8Array) => Admission,
  log: (line: string) => void,
): StreetHost {
  const { params } = app;
  return {
    chainId: params.chainId,
    params,
    folder,
    submit(tx) {
      const admission = submit(tx);
      if (admission.added || admission.why === "seen") return undefined;
      return admission.why === "invalid" ? (JSON.parse(admission.log) as Refusal) : { rule: `node.${admission.why}` };
    },
    query<N extends QueryName>(name: N, input: QueryIn<N>): QueryOut<N> {
      return rules.runQuery(app.state, name, queryOf(name).version, input as Json) as unknown as QueryOut<N>;
    },
    onBlock: (listener) => producer.onBlock(({ block }) => listener(block.header.height, toMs(block.header.time))),
    log,
  };
}
