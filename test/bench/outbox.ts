/**
 * Group `outbox`: 10,000 signed entries in a wallet's database. Keeping one durably against a plain fsync of as many bytes; what the screen
 * lists; what the sender looks through at every block; and opening the file with its integrity check.
 */
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { entryView } from "../../electron/outbox/entryView.ts";
import { type Outbox, outboxOf } from "../../electron/outbox/outbox.ts";
import { openStore } from "../../electron/store/store.ts";
import { addressOf } from "../../shared/codec/address.ts";
import { publicKeyOf } from "../../shared/codec/signature.ts";
import { encodeTransaction } from "../../shared/ledger/identity.ts";
import { type Figure, median } from "./figure.ts";

const ENTRIES = 10_000;
const FEW = 100;
const CHAIN = "bench-1";
const KEY = publicKeyOf(new Uint8Array(32).fill(5));
const SENDER = addressOf(KEY);
const DAY = 86_400;

/** Its signature is none: an outbox keeps bytes and checks no signature. */
const entry = (n: number): Uint8Array =>
  encodeTransaction({
    body: {
      kind: "offer.cancel",
      sender: SENDER,
      validUntil: 20_000 * DAY + Math.floor(n / 1024) * DAY,
      nonce: n % 1024,
      offer: "ab".repeat(32),
    },
    signatures: [{ key: Buffer.from(KEY).toString("hex"), signature: "11".repeat(64) }],
  });

export function measure(report: (figure: Figure) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "wattlight-outbox-"));
  try {
    const store = openStore(folder, new Date(0));
    const outbox = outboxOf(store, CHAIN);
    const kept: number[] = [];
    for (let n = 0; n < FEW; n++) kept.push(ms(() => outbox.keep(entry(n), n)));
    const few = { list: listing(outbox), look: looking(outbox) };
    for (let n = FEW; n < ENTRIES; n++) kept.push(ms(() => outbox.keep(entry(n), n)));
    const bytes = entry(0);
    report({
      name: "outbox.keep",
      value: median(kept),
      unit: "ms",
      ratio: median(kept) / synced(folder, bytes),
      against: "an fsync of the same bytes",
    });
    report({
      name: "outbox.keepLast",
      value: median(kept.slice(-FEW)),
      unit: "ms",
      ratio: median(kept.slice(-FEW)) / median(kept.slice(0, FEW)),
      against: `the first ${FEW}`,
    });
    const many = { list: listing(outbox), look: looking(outbox) };
    report({
      name: "outbox.list",
      value: many.list,
      unit: "ms",
      ratio: many.list / few.list,
      against: `a list of ${FEW} entries`,
    });
    report({
      name: "outbox.look",
      value: many.look,
      unit: "ms",
      ratio: many.look / few.look,
      against: `a look through ${FEW} open entries`,
    });
    store.close();
    const began = performance.now();
    const again = openStore(folder, new Date(0));
    const opened = performance.now() - began;
    const check = ms(() => again.db.prepare("PRAGMA integrity_check").get());
    again.close();
    report({
      name: "outbox.open",
      value: opened,
      unit: "ms",
      ratio: opened / check,
      against: "SQLite’s integrity check alone",
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return Promise.resolve();
}

/** What the screen asks for. */
const listing = (outbox: Outbox): number =>
  median(Array.from({ length: 9 }, () => ms(() => outbox.list(200, "own").map((item) => entryView(outbox, item, 0)))));
/** What the sender asks for when a block has come. */
const looking = (outbox: Outbox): number => median(Array.from({ length: 5 }, () => ms(() => outbox.open())));

function synced(folder: string, bytes: Uint8Array): number {
  const file = openSync(join(folder, "plain"), "w");
  const times = Array.from({ length: FEW }, () =>
    ms(() => {
      writeSync(file, bytes);
      fsyncSync(file);
    }),
  );
  closeSync(file);
  return median(times);
}

function ms(run: () => unknown): number {
  const began = performance.now();
  run();
  return performance.now() - began;
}
