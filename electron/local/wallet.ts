/**
 * The worker's side of LocalPort: one wallet database, at most one network at a time. Reads are answered from verified pages and
 * own readings; what main signed is kept before it is answered.
 */
import { randomInt } from "node:crypto";
import type { Json } from "../../shared/codec/canonical.ts";
import { type PrivateKind, type Sealed, sealedOf } from "../store/sealed.ts";
import { mkdirSync } from "node:fs";
import type { Input, Output, Topic } from "../../shared/ipc/contract.ts";
import type { ImportChoices, ImportPreview, ImportReport, ImportWays } from "../../shared/ipc/energyViews.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { StreetLedger } from "../../shared/ipc/kioskViews.ts";
import type { StatusView } from "../../shared/ipc/ledgerViews.ts";
import type { ProofCheck, ProofSubject } from "../../shared/ipc/proofViews.ts";
import type { Verified } from "../../shared/ipc/verified.ts";
import type { TxBody } from "../../shared/ledger/transactions.ts";
import type { Anchor, NetworkFile } from "../../shared/network/networkFile.ts";
import type { Remote } from "../link/link.ts";
import { batchBook } from "../agent/batchBook.ts";
import { type AgentLoop, startAgent } from "../agent/agentLoop.ts";
import { noncesOf } from "../outbox/nonces.ts";
import { outboxOf } from "../outbox/outbox.ts";
import { type Sender, startSender } from "../outbox/sender.ts";
import type { DeviceReadings } from "../readings/liveReadings.ts";
import { Readings } from "../readings/readings.ts";
import { type Answers, answersOf } from "../store/answers.ts";
import { type AnchorSource, confirmedAnchorsOf } from "../store/confirmedAnchors.ts";
import { evidenceOf } from "../store/evidence.ts";
import { headersOf } from "../store/headers.ts";
import { draftsOf } from "../outbox/drafts.ts";
import { exportEntries, keepOwn, takeEntries } from "./carrying.ts";
import { keepNetwork } from "../store/networks.ts";
import { openStore, type Store } from "../store/store.ts";
import { meteredPace } from "../sync/pace.ts";
import { type Synchronizer, synchronizer } from "../sync/synchronizer.ts";
import { verifiedReads } from "../sync/verifiedReads.ts";
import { FILE_WAY, type Way } from "../sync/way.ts";
import type { AnchorCheck, AnchorState } from "../../shared/ipc/anchorViews.ts";
import { anchorState, checkAnchor, mayAnchor } from "./anchors.ts";
import { writeAccount } from "../export/account.ts";
import type { LedgerReads } from "../export/contracts.ts";
import { told } from "../export/newFolder.ts";
import type { Without } from "../export/without.ts";
import { composeDrafted, type Drafted, undraft } from "./drafting.ts";
import type { Joined } from "./joined.ts";
import type {
  Account,
  AnchorProposal,
  Composed,
  LocalHost,
  LocalPort,
  OutboxExport,
  ProofFile,
  ReadMethod,
  SignMethod,
} from "./port.ts";
import { checkProof, proofFile } from "./proofFiles.ts";
import { takeHandover } from "./handedOver.ts";
import { handedOverOf } from "./heldHandover.ts";
import { savedProofsOf } from "../store/savedProofs.ts";
import { readView } from "./reads.ts";
import { streetLedger } from "./views/street.ts";
import { topics } from "./topics.ts";

type Async<T> = { [K in keyof T]: T[K] extends (...args: infer A) => infer R ? (...args: A) => R | Promise<R> : never };

interface Running extends Joined {
  readonly builtIn: boolean;
  readonly way: Way;
  readonly answers: Answers;
  readonly sender: Sender;
  readonly agent: AgentLoop;
  readonly drafted: Drafted;
}

/** Wall clock (ms) and the pace of tests. */
export interface WalletClock {
  now(): number;
}

/** The sender looks for what it sent once in this time, ms, where the connection is metered and no block wakes it. */
const METERED_IDLE_MS = 10_000;

export class Wallet implements Async<Omit<LocalPort, "read" | "compose">> {
  readonly #host: Remote<LocalHost>;
  readonly #clock: WalletClock;
  readonly #topics: ReturnType<typeof topics>;
  #store: Store | undefined;
  #readings: Readings | undefined;
  #running: Running | undefined;
  #locked = true;

  constructor(host: Remote<LocalHost>, clock: WalletClock = { now: Date.now }) {
    this.#host = host;
    this.#clock = clock;
    this.#topics = topics((topic: Topic) => void host.changed(topic).catch(() => undefined));
  }

  open(folder: string): { readonly migratedFrom: number | null } {
    if (this.#store === undefined) {
      mkdirSync(folder, { recursive: true });
      this.#store = openStore(folder, new Date(this.#clock.now()));
      this.#readings = new Readings(this.#store.db);
    }
    return { migratedFrom: this.#store.migratedFrom };
  }

  async join(
    network: NetworkFile,
    account: Account,
    builtIn: boolean,
    trusted: Anchor | null,
    way: Way = FILE_WAY,
  ): Promise<void> {
    const { store, readings } = this.#opened();
    await this.#leave();
    const { chainId } = network;
    keepNetwork(store, network, this.#clock.now());
    const headers = headersOf(store, chainId);
    const now = (): number => this.#clock.now();
    const log = (line: string): void => void this.#host.log(line).catch(() => undefined);
    const answers = answersOf(store, chainId, log);
    const outbox = outboxOf(store, chainId, log);
    const { metered } = way;
    let rate: number | undefined;
    const pace = (): number =>
      meteredPace({ rate, lapses: outbox.open().map(({ validUntil }) => validUntil), now: sync.now() });
    const sync: Synchronizer = synchronizer(
      {
        network,
        nodes: way.nodes ?? network.nodes,
        proxies: way.proxies,
        ...(metered && { metered: pace }),
        builtIn,
        trusted: trusted ?? confirmedAnchorsOf(store, chainId).newest(),
        now,
        random: Math.random,
        changed: (what) => {
          this.#topics.tell(what);
          if (what !== "ledger") return;
          if (metered && rate === undefined)
            void reads
              .page()
              .query("params", {})
              .then(
                ({ clock }) => (rate = clock.rate),
                () => undefined,
              );
          this.#topics.tell("needs");
          this.#topics.tell("readings");
          this.#running?.sender.wake();
          this.#running?.agent.wake();
        },
        log,
      },
      headers,
      evidenceOf(store, chainId),
    );
    const reads = verifiedReads(sync, answers, network.simulated);
    const joined: Joined = {
      network,
      account,
      sync,
      reads,
      outbox,
      drafts: draftsOf(store, chainId, account.address),
      nonces: noncesOf(store, chainId, (n) => randomInt(n)),
      readings,
      shownIn: new Map(),
      saved: savedProofsOf(store, chainId),
      handedOver: handedOverOf((use) => this.#withSealed(use)),
    };
    const sender = startSender({
      chainId,
      outbox,
      sync,
      reads,
      now,
      changed: () => {
        this.#topics.tell("outbox");
        this.#topics.tell("needs");
        this.#running?.agent.wake();
      },
      log,
      ...(metered && { idleMs: METERED_IDLE_MS }),
    });
    const agent = startAgent({
      joined,
      // Of a watched account nobody reads here: the agent of an account without a meter has nothing to do.
      book: batchBook(store, chainId, account.meterId ?? ""),
      locked: () => this.#locked,
      host: this.#host,
      now,
      kept: () => sender.wake(),
      log,
    });
    this.#running = { ...joined, builtIn, way, answers, sender, agent, drafted: new Map() };
    sync.start();
  }

  async leave(): Promise<void> {
    await this.#leave();
    this.#topics.tell("status");
    this.#topics.tell("ledger");
  }

  anchorState(): AnchorState {
    return anchorState(this.#joined(), this.#clock.now());
  }

  checkAnchor(proposal: AnchorProposal): AnchorCheck {
    return checkAnchor(this.#joined(), proposal, this.#clock.now());
  }

  /** What a person confirmed: on disk first, then synchronising begins anew from it. Faults as for `checkAnchor`. */
  async reanchor(anchor: Anchor, source: AnchorSource): Promise<void> {
    const running = this.#joined();
    mayAnchor(running, anchor, this.#clock.now());
    const { network, account, builtIn, way } = running;
    confirmedAnchorsOf(this.#opened().store, network.chainId).add(anchor, source, this.#clock.now());
    await this.join(network, account, builtIn, anchor, way);
    this.#topics.tell("status");
    this.#topics.tell("ledger");
  }

  async street(): Promise<Verified<StreetLedger>> {
    const running = this.#running;
    if (!running) return { state: "waiting", why: "connecting" };
    return await running.reads.view((page) => streetLedger(running, page));
  }

  locked(locked: boolean): void {
    this.#locked = locked;
    if (!locked) this.#running?.agent.wake();
  }

  async read<M extends ReadMethod>(method: M, input: Input<M>): Promise<Output<M>> {
    const { readings } = this.#opened();
    return await readView(method, input, { readings, joined: this.#running, now: this.#clock.now() });
  }

  async compose<M extends SignMethod>(method: M, input: Input<M>): Promise<Composed> {
    const running = this.#joined();
    const composed = await composeDrafted(running, running.drafted, method, input, this.#clock.now());
    this.#outboxChanged();
    return composed;
  }

  unsigned(body: TxBody): void {
    if (this.#running) undraft(this.#running, this.#running.drafted, body);
    this.#running?.nonces.giveBack(body.sender, body.validUntil, body.nonce);
    this.#outboxChanged();
  }

  /** Faults: "outbox.bytes", "outbox.sender" when another account signed, "outbox.signature". */
  keep(bytes: Uint8Array): { readonly id: string } {
    const running = this.#joined();
    // Across the link bytes may arrive as a Buffer's view; SQLite and the codec want plain bytes.
    const item = keepOwn(running, Uint8Array.from(bytes), this.#clock.now());
    undraft(running, running.drafted, item.tx.body);
    running.sender.wake();
    this.#outboxChanged();
    return { id: item.id };
  }

  async putPrivate(kind: PrivateKind, id: string, value: Json): Promise<void> {
    await this.#withSealed((sealed) => sealed.put(kind, id, value));
  }

  async privateOf(kind: PrivateKind): Promise<ReturnType<Sealed["list"]>> {
    return await this.#withSealed((sealed) => sealed.list(kind));
  }

  async onePrivate(kind: PrivateKind, id: string): Promise<Json> {
    return (await this.#withSealed((sealed) => sealed.get(kind, id))) ?? null;
  }

  async removePrivate(kind: PrivateKind, id: string): Promise<void> {
    await this.#withSealed((sealed) => sealed.remove(kind, id));
  }

  withdraw(id: string): void {
    if (!this.#joined().outbox.withdraw(id)) throw new FaultError("outbox.left", {}, "none");
    this.#outboxChanged();
  }

  discard(id: string): void {
    this.#joined().drafts.drop(id);
    this.#outboxChanged();
  }

  outboxFile(id: string | null): OutboxExport {
    const file = exportEntries(this.#joined(), id, this.#clock.now());
    this.#outboxChanged();
    return file;
  }

  counted(batch: readonly DeviceReadings[]): void {
    const { fresh, refused } = this.#opened().readings.counted(batch, Math.floor(this.#clock.now() / 1000));
    for (const { device, fault } of refused)
      void this.#host.log(`device ${device}: ${fault.code} ${JSON.stringify(fault.data)}`).catch(() => undefined);
    if (fresh) this.#topics.tell("readings");
  }

  previewFile(path: string, choices: ImportChoices | null): ImportPreview {
    return this.#opened().readings.previewFile(path, choices);
  }

  async importFile(handle: string, choices: ImportChoices, ways: ImportWays): Promise<ImportReport> {
    const { readings } = this.#opened();
    const market = this.#running ? await this.#running.agent.market() : null;
    const report = readings.importFile(handle, choices, market, ways);
    this.#topics.tell("readings");
    this.#topics.tell("needs");
    this.#running?.agent.wake();
    return report;
  }

  async proofFile(subject: ProofSubject): Promise<ProofFile> {
    const running = this.#joined();
    return await proofFile(running, running.answers, subject, this.#clock.now(), running.saved);
  }

  proofSaved(subject: ProofSubject, name: string, height: number): void {
    this.#joined().saved.add({ name, about: subject, height, at: this.#clock.now() });
    this.#topics.tell("outbox");
  }

  async checkProof(file: string, bytes: Uint8Array): Promise<ProofCheck> {
    const now = this.#clock.now();
    const running = this.#running;
    const taken = takeEntries(running, file, Uint8Array.from(bytes), now);
    if (taken) {
      running?.sender.wake();
      this.#outboxChanged();
      return taken;
    }
    const handed = await takeHandover(running, file, Uint8Array.from(bytes), now);
    if (handed) {
      this.#topics.tell("jobs");
      return handed;
    }
    const check = await checkProof(running, file, Uint8Array.from(bytes), now);
    this.#outboxChanged();
    return check;
  }

  async close(): Promise<void> {
    await this.#leave();
    this.#topics.close();
    this.#store?.close();
    this.#store = undefined;
    this.#readings = undefined;
  }

  async writeAccount(into: string, from: string | null): Promise<readonly Without[]> {
    const { store, readings } = this.#opened();
    const joined = this.#running;
    const now = this.#clock.now();
    const ledger: LedgerReads | undefined = joined && {
      read: async (method, input) => await readView(method, input, { readings, joined, now }),
      proof: async (subject) => await proofFile(joined, joined.answers, subject, now, joined.saved),
    };
    const sources = {
      store,
      ledger,
      withSealed: <T>(of: Store, use: (sealed: Sealed) => T) => this.#withSealed(use, of),
    };
    return await told(into, () => writeAccount(sources, into, from, new Date(now)));
  }

  /** For tests and the status screen without a network. */
  status(): StatusView | undefined {
    return this.#running?.sync.status();
  }

  async #leave(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    if (!running) return;
    await running.sync.stop();
    await running.agent.stop();
    await running.sender.stop();
    running.answers.close();
  }

  /** The key is here for the moment of its use alone. */
  async #withSealed<T>(use: (sealed: Sealed) => T, store: Store = this.#opened().store): Promise<T> {
    const given = await this.#host.localDataKey();
    if (given === null) throw new FaultError("vault.locked", {}, "retry");
    const key = Uint8Array.from(given);
    try {
      return use(sealedOf(store, key));
    } finally {
      key.fill(0);
      given.fill(0);
    }
  }

  #outboxChanged(): void {
    this.#topics.tell("outbox");
    this.#topics.tell("needs");
  }

  #opened(): { readonly store: Store; readonly readings: Readings } {
    if (!this.#store || !this.#readings) throw new FaultError("local.notOpen", {}, "restart");
    return { store: this.#store, readings: this.#readings };
  }

  #joined(): Running {
    if (!this.#running) throw new FaultError("local.notJoined", {}, "retry");
    return this.#running;
  }
}
