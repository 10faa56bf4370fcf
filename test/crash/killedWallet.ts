/** A child that keeps, imports and synchronises as fast as it can and says what it has acknowledged, until it is killed. */
import { randomInt } from "node:crypto";
import { noncesOf } from "../../electron/outbox/nonces.ts";
import { outboxOf } from "../../electron/outbox/outbox.ts";
import { Readings } from "../../electron/readings/readings.ts";
import { answersOf } from "../../electron/store/answers.ts";
import { evidenceOf } from "../../electron/store/evidence.ts";
import { headersOf } from "../../electron/store/headers.ts";
import { openStore } from "../../electron/store/store.ts";
import { synchronizer } from "../../electron/sync/synchronizer.ts";
import { verifiedReads } from "../../electron/sync/verifiedReads.ts";
import { addressOf } from "../../shared/codec/address.ts";
import { fromHex } from "../../shared/codec/bytes.ts";
import { publicKeyOf } from "../../shared/codec/signature.ts";
import { encodeTransaction, signTransaction } from "../../shared/ledger/identity.ts";
import { NetworkFile } from "../../shared/network/networkFile.ts";

const [folder = "", networkText = "", secretText = "", ...files] = process.argv.slice(2);
const network = NetworkFile.parse(JSON.parse(networkText));
const secret = fromHex(secretText);
const sender = addressOf(publicKeyOf(secret));
const { chainId } = network;

const store = openStore(folder, new Date());
const headers = headersOf(store, chainId);
const outbox = outboxOf(store, chainId);
const nonces = noncesOf(store, chainId, (n) => randomInt(n));
const readings = new Readings(store.db);
const answers = answersOf(store, chainId);
const say = (line: string): void => console.log(line);
const sync = synchronizer(
  {
    network,
    builtIn: false,
    trusted: null,
    now: Date.now,
    random: Math.random,
    pollMs: 20,
    changed: (what) => what === "ledger" && say(`height ${headers.newest()?.height}`),
    log: () => undefined,
  },
  headers,
  evidenceOf(store, chainId),
);
const reads = verifiedReads(sync, answers, true);
sync.start();
say("started");

for (let round = 0; ; round++) {
  const validUntil = 2_000_000_000 + randomInt(3) * 86_400;
  const nonce = nonces.take(sender, validUntil, null);
  say(`nonce ${validUntil} ${nonce}`);
  const body = { kind: "offer.cancel" as const, sender, validUntil, nonce, offer: "ab".repeat(32) };
  const { id } = outbox.keep(encodeTransaction(signTransaction(body, chainId, [secret])), Date.now());
  say(`kept ${id}`);
  // One goes out, is called sent and proved, one is withdrawn; each step is durable before it is told.
  if (round % 5 === 1) {
    say(`leaving ${id}`);
    if (outbox.leaves(id, Date.now())) say(`left ${id}`);
    outbox.tried(id, Date.now(), 2, null);
    say(`proving ${id}`);
    outbox.proved(id, { state: "committed", height: 5, refusal: null });
    say(`committed ${id}`);
  } else if (round % 5 === 2) {
    say(`withdrawing ${id}`);
    if (outbox.withdraw(id)) say(`withdrawn ${id}`);
  }
  if (round % 4 === 0) {
    const path = files[randomInt(files.length)] as string;
    const preview = readings.previewFile(path, null);
    const report = readings.importFile(preview.handle, preview.choices, null);
    say(`imported ${report.file} ${report.readings}`);
  }
  await reads.view((page) => page.query("clock", {}));
  if (round % 3 === 0) answers.flush();
  await new Promise((resolve) => setTimeout(resolve, 1));
}
