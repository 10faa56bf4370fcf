/** The worker's own side of the outbox: drafts, signing again, revoking, files that leave and come back. Without a node that answers. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { composeDrafted, undraft } from "../../../electron/local/drafting.ts";
import { exportEntries, takeEntries } from "../../../electron/local/carrying.ts";
import type { Joined } from "../../../electron/local/joined.ts";
import { DRAFTS_MAX, draftsOf, draftView } from "../../../electron/outbox/drafts.ts";
import { noncesOf } from "../../../electron/outbox/nonces.ts";
import { type OutboxItem, outboxOf } from "../../../electron/outbox/outbox.ts";
import { openStore } from "../../../electron/store/store.ts";
import { WithheldError } from "../../../electron/sync/verifiedReads.ts";
import { addressOf } from "../../../shared/codec/address.ts";
import { toHex } from "../../../shared/codec/bytes.ts";
import { publicKeyOf } from "../../../shared/codec/signature.ts";
import { FaultError } from "../../../shared/ipc/fault.ts";
import { OutboxEntry } from "../../../shared/ipc/ledgerViews.ts";
import { encodeTransaction, signTransaction } from "../../../shared/ledger/identity.ts";
import { encodeOutbox, parseOutbox } from "../../../shared/outbox/outboxFile.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";

const CHAIN = "chain-1";
const SECRET = new Uint8Array(32).fill(5);
const PUBLIC = publicKeyOf(SECRET);
const ME = addressOf(PUBLIC);

function wallet(folder = temporaryFolder()) {
  const store = openStore(folder, new Date(0));
  const joined = {
    network: { chainId: CHAIN },
    account: { address: ME, publicKey: toHex(PUBLIC) },
    outbox: outboxOf(store, CHAIN),
    drafts: draftsOf(store, CHAIN, ME),
    reads: {
      page: () => {
        throw new WithheldError("offline");
      },
    },
  } as unknown as Joined;
  const signed = (nonce: number, secret = SECRET, chain = CHAIN): Uint8Array =>
    encodeTransaction(
      signTransaction(
        {
          kind: "payment.confirm",
          sender: addressOf(publicKeyOf(secret)),
          validUntil: 2_000_000_000,
          nonce,
          debtor: ME,
          period: 3,
        },
        chain,
        [secret],
      ),
    );
  const kept = (nonce: number): OutboxItem => joined.outbox.keep(signed(nonce), 1);
  return { store, joined, signed, kept };
}
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  return error instanceof FaultError ? error.fault.code : "none";
};

test("what cannot be prepared without a connection stays as a draft, once, and over a restart", async () => {
  const folder = temporaryFolder();
  const { joined, store } = wallet(folder);
  const input = { other: ME, period: 4 };
  for (let i = 0; i < 2; i++)
    expect(await codeOf(composeDrafted(joined, new Map(), "sign.confirm", input, 5))).toBe("compose.withheld");
  store.close();
  const again = wallet(folder);
  const [draft, ...more] = again.joined.drafts.list();
  expect(more).toEqual([]);
  expect(draft?.intent).toEqual({ method: "sign.confirm", input });
  const view = OutboxEntry.parse(draft && draftView(draft));
  expect(view).toMatchObject({ state: "draft", kind: "payment.confirm", acts: ["sign", "discard"] });
  // Tried again from the list, it stays as well; discarded it is gone.
  expect(await codeOf(composeDrafted(again.joined, new Map(), "sign.draft", { id: view.id }, 6))).toBe(
    "compose.withheld",
  );
  again.joined.drafts.drop(view.id);
  expect(await codeOf(composeDrafted(again.joined, new Map(), "sign.draft", { id: view.id }, 6))).toBe(
    "outbox.noDraft",
  );
});

test("signed or declined, it is no draft any more; another one is not touched", () => {
  const { joined, kept } = wallet();
  const { body } = kept(1).tx;
  const mine = joined.drafts.keep({ method: "sign.register", input: {} }, 1);
  const other = joined.drafts.keep({ method: "sign.confirm", input: { other: ME, period: 9 } }, 1);
  const drafted = new Map([[`${body.sender} ${body.validUntil} ${body.nonce}`, mine.id]]);
  undraft(joined, drafted, body);
  expect(joined.drafts.list().map(({ id }) => id)).toEqual([other.id]);
  undraft(joined, drafted, body);
  expect(joined.drafts.list()).toHaveLength(1);
});

test("a page that asks without end fills no disk", () => {
  const { joined } = wallet();
  const keep = (period: number) => joined.drafts.keep({ method: "sign.confirm", input: { other: ME, period } }, 1);
  for (let period = 0; period < DRAFTS_MAX; period++) keep(period);
  expect(() => keep(DRAFTS_MAX)).toThrow("outbox.drafts");
  expect(keep(3).id).toBe(keep(3).id);
});

test("only what lapsed or was withdrawn is signed again", async () => {
  const { joined, kept } = wallet();
  const again = (id: string) => codeOf(composeDrafted(joined, new Map(), "sign.again", { id }, 1));
  const item = kept(1);
  expect(await again(item.id)).toBe("outbox.notAgain");
  joined.outbox.withdraw(item.id);
  expect(await again(item.id)).toBe("compose.withheld");
  expect(joined.drafts.list()[0]?.intent).toEqual({ method: "sign.confirm", input: { other: ME, period: 3 } });
  const done = kept(2);
  joined.outbox.proved(done.id, { state: "committed", height: 2, refusal: null });
  expect(await again(done.id)).toBe("outbox.notAgain");
});

test("a file has the open entries, which count as having left; taken back it changes nothing", () => {
  const { joined, kept } = wallet();
  const [first, second, over] = [kept(1), kept(2), kept(3)];
  joined.outbox.withdraw(over.id);
  const file = exportEntries(joined, null, 7);
  expect(file.name).toBe("wattlight-outbox-2-entries.watt");
  const parsed = parseOutbox(file.bytes);
  expect(parsed.ok && parsed.file.entries.map(({ id }) => id)).toEqual([first.id, second.id]);
  for (const { id } of [first, second]) {
    expect(joined.outbox.get(id)?.offered).toBe(7);
    expect(joined.outbox.withdraw(id)).toBe(false);
  }
  expect(takeEntries(joined, "f.watt", file.bytes, 8)?.words.en.title).toBe("Nothing new in this file.");
  const elsewhere = wallet().joined;
  expect(takeEntries(elsewhere, "f.watt", file.bytes, 8)?.words.en.title).toBe(
    "2 signed entries taken into the outbox.",
  );
  expect(elsewhere.outbox.get(first.id)).toMatchObject({ state: "signed", offered: 8 });
});

test("nothing open makes no file", () => {
  const { joined, kept } = wallet();
  expect(() => exportEntries(joined, null, 1)).toThrow("outbox.nothing");
  const item = kept(1);
  joined.outbox.withdraw(item.id);
  expect(() => exportEntries(joined, item.id, 1)).toThrow("outbox.nothing");
});

test("a stranger's file: other accounts are left out, another network and a changed file refused, other files left to others", async () => {
  const { joined, kept } = wallet();
  kept(1);
  const { bytes } = exportEntries(joined, null, 1);
  const stranger = wallet().joined;
  const other = { ...stranger, account: { ...stranger.account, address: "watt1other" } } as Joined;
  expect(takeEntries(other, "f.watt", bytes, 2)).toMatchObject({
    words: { en: { title: "Nothing new in this file." } },
  });
  expect(other.outbox.open()).toEqual([]);
  const elsewhere = { ...stranger, network: { chainId: "chain-2" } } as unknown as Joined;
  expect(takeEntries(elsewhere, "f.watt", bytes, 2)).toMatchObject({ verdict: "refused" });
  expect(takeEntries(undefined, "f.watt", bytes, 2)).toMatchObject({ verdict: "refused" });
  const changed = new TextEncoder().encode(new TextDecoder().decode(bytes).replace("chain-1", "chain-9"));
  expect(takeEntries(stranger, "f.watt", changed, 2)?.words.zh.title).toContain("改动过");
  expect(takeEntries(stranger, "f.watt", Uint8Array.from(readFileSync(import.meta.filename)), 2)).toBeUndefined();
  expect(stranger.outbox.open()).toEqual([]);
});

test("the number of an entry that a file brought is not handed out again", () => {
  const { joined, kept } = wallet();
  const { validUntil } = kept(4);
  const { bytes } = exportEntries(joined, null, 1);
  const elsewhere = wallet();
  takeEntries(elsewhere.joined, "f.watt", bytes, 2);
  const nonces = noncesOf(elsewhere.store, CHAIN, () => 4);
  expect(nonces.take(ME, validUntil, null)).toBe(5);
  expect(nonces.take(ME, validUntil + 86_400, null)).toBe(4);
});

test("a file with an entry in the account's name by another key is not taken in part", () => {
  const { joined, signed } = wallet();
  const body = { kind: "payment.confirm", sender: ME, validUntil: 2_000_000_000, nonce: 2, debtor: ME, period: 3 } as const; // prettier-ignore
  const foreign = encodeTransaction(signTransaction(body, CHAIN, [new Uint8Array(32).fill(6)]));
  const file = encodeOutbox(CHAIN, [signed(1), foreign]);
  expect(() => takeEntries(joined, "f.watt", file, 2)).toThrow("outbox.signature");
  expect(joined.outbox.list(10)).toEqual([]);
});
