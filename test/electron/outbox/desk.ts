/** Outboxes over the real node, each behind a proxy that can forget and lie; for the tests of every end of an entry. */
import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll } from "vitest";
import { noncesOf } from "../../../electron/outbox/nonces.ts";
import { type Outbox, type OutboxItem, outboxOf } from "../../../electron/outbox/outbox.ts";
import { type Sender, startSender } from "../../../electron/outbox/sender.ts";
import { addressOf } from "../../../shared/codec/address.ts";
import { toHex } from "../../../shared/codec/bytes.ts";
import { publicKeyOf } from "../../../shared/codec/signature.ts";
import { encodeTransaction, signTransaction } from "../../../shared/ledger/identity.ts";
import type { TxBody, TxOf } from "../../../shared/ledger/transactions.ts";
import { some } from "../sync/loose.ts";
import {
  openWorld,
  type Proxy,
  proxyTo,
  startNode,
  type Tamper,
  type TestNode,
  until,
  type World,
} from "../sync/world.ts";

export let node: TestNode;
export const clean: (() => Promise<void>)[] = [];
/** Starts the node of a test file, and cleans up after each of its tests. */
export function withNode(): void {
  beforeAll(async () => {
    node = await startNode();
  });
  afterAll(() => node.stop());
  afterEach(async () => {
    for (const step of clean.splice(0).reverse()) await step();
  });
}

export interface Desk {
  readonly world: World;
  readonly proxy: Proxy;
  readonly outbox: Outbox;
  readonly log: string[];
  sender: Sender;
  readonly secret: Uint8Array;
  readonly sender0: string;
}

/** `others`: nodes after the first, as they stand in the network file. */
export async function desk(
  tamper?: Tamper,
  others: readonly string[] = [],
  clock: () => number = Date.now,
): Promise<Desk> {
  const proxy = await proxyTo(node.node.url, tamper);
  const running: { sender?: Sender } = {};
  const world = openWorld(
    { ...node.network, nodes: [proxy.url, ...others] },
    { changed: () => running.sender?.wake() },
  );
  const outbox = outboxOf(world.store, node.network.chainId);
  const secret = Uint8Array.from(randomBytes(32));
  const log: string[] = [];
  const start = (): Sender =>
    startSender({
      chainId: node.network.chainId,
      outbox,
      sync: world.sync,
      reads: world.reads,
      now: clock,
      changed: () => undefined,
      log: (line) => void log.push(line),
      resendMs: 300,
    });
  running.sender = start();
  clean.push(
    () => proxy.stop(),
    () => world.close(),
    () => made.sender.stop(),
  );
  const made: Desk = {
    world,
    proxy,
    outbox,
    log,
    sender: running.sender,
    secret,
    sender0: addressOf(publicKeyOf(secret)),
  };
  await until(() => (world.sync.newest()?.header.height ?? 0) >= 2);
  return made;
}

/** A registration with the demo's own certificate: the one thing that a stranger may send. */
export async function registration(d: Desk, seconds = 600): Promise<Uint8Array> {
  const key = toHex(publicKeyOf(d.secret));
  const meter = { id: `demo-${key.slice(2, 18)}`, key: toHex(publicKeyOf(Uint8Array.from(randomBytes(32)))) };
  const { value } = await d.world.sync.ask((n) => n.demo("demo_certificate", { key, meter }));
  const { certificate, supplier } = value as Pick<TxOf<"party.register">, "certificate" | "supplier">;
  const validUntil = Math.floor(d.world.sync.now() / 1000) + seconds;
  const nonce = noncesOf(d.world.store, node.network.chainId, () => 5).take(d.sender0, validUntil, null);
  const body: TxBody = {
    kind: "party.register",
    sender: d.sender0,
    validUntil,
    nonce,
    role: "prosumer",
    supplier,
    certificate,
  };
  return encodeTransaction(signTransaction(body, node.network.chainId, [d.secret]));
}

export const ended = (d: Desk, id: string) =>
  until(() => {
    const item = some(d.outbox.get(id));
    return item.state !== "signed" && item.state !== "sent" && item;
  }, 15_000);

/** An entry of the desk's own key, signed and kept. */
export function kept(d: Desk, body: Unframed<TxBody>, seconds = 600, nonce = 9): OutboxItem {
  const validUntil = Math.floor(d.world.sync.now() / 1000) + seconds;
  const framed = { ...body, sender: d.sender0, validUntil, nonce } as TxBody;
  return d.outbox.keep(encodeTransaction(signTransaction(framed, node.network.chainId, [d.secret])), Date.now());
}
type Unframed<B> = B extends TxBody ? Omit<B, "sender" | "validUntil" | "nonce"> : never;

export const OFFER: Unframed<TxOf<"offer.post">> = {
  kind: "offer.post",
  side: "sell",
  type: "asProduced",
  carrier: "electricity",
  zone: "CD-07",
  energy: { first: 90_000_000, wh: [500] },
  price: 500_000,
  minimum: 0,
  damages: { seller: 0, buyer: 0 },
  technology: "solar",
  expires: 1,
};
