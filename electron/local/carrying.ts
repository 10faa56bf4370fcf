/**
 * Signed entries that leave in a file and come back with proofs: export of the open ones, the account's own ones taken from a file that
 * anybody may have made, and ends that a proof file proves.
 */
import { nobleSignatures } from "../../shared/codec/signature.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { ProofCheck } from "../../shared/ipc/proofViews.ts";
import { decodeTransaction, signatureBytes } from "../../shared/ledger/identity.ts";
import { utcDay } from "../../shared/ledger/time.ts";
import { hasLapsed } from "../../shared/outbox/ending.ts";
import { encodeOutbox, ENTRIES_MAX, parseOutbox } from "../../shared/outbox/outboxFile.ts";
import type { ProofVerdict } from "../../shared/proof/checkBundle.ts";
import { outboxRefusedWords, type Taken, takenWords } from "../../shared/words/outboxFiles.ts";
import type { Both } from "../../shared/words/format.ts";
import { lacksCosignature, type OutboxItem } from "../outbox/outbox.ts";
import type { Joined } from "./joined.ts";
import type { OutboxExport } from "./port.ts";

type Keeping = Pick<Joined, "account" | "outbox" | "network">;

/** The account's own signature, durable when it returns. Faults: "outbox.bytes", "outbox.sender", "outbox.signature". */
export function keepOwn(keeping: Keeping, bytes: Uint8Array, now: number): OutboxItem {
  checkOwn(keeping, bytes);
  return keeping.outbox.keep(bytes, now);
}

function checkOwn({ account, network }: Keeping, bytes: Uint8Array): void {
  const decoded = decodeTransaction(bytes, network.chainId);
  if (!decoded.ok) throw new FaultError("outbox.bytes", { problem: decoded.fault }, "correct");
  const { body, signatures } = decoded.tx;
  if (body.sender !== account.address) throw new FaultError("outbox.sender", { sender: body.sender }, "correct");
  const own = signatures.find((signed) => signed.key === account.publicKey);
  const { key, signature } = own ? signatureBytes(own) : { key: new Uint8Array(), signature: new Uint8Array() };
  if (!nobleSignatures.verify(signature, decoded.digest, key)) throw new FaultError("outbox.signature", {}, "retry");
}

/** They count as having left before the file is there: nobody could say later that it never got out. */
export function exportEntries({ outbox, network }: Keeping, id: string | null, now: number): OutboxExport {
  const one = id === null ? undefined : outbox.get(id);
  const open = id === null ? outbox.open() : isOpen(one) ? [one] : [];
  const whole = open.filter((item) => !lacksCosignature(item.tx));
  if (whole.length === 0) throw new FaultError(open.length > 0 ? "outbox.incomplete" : "outbox.nothing", {}, "none");
  const items = whole.slice(0, ENTRIES_MAX);
  try {
    const bytes = encodeOutbox(
      network.chainId,
      items.map((item) => item.bytes),
    );
    outbox.exported(
      items.map((item) => item.id),
      now,
    );
    const count = items.length === 1 ? `entry-${items[0]?.id.slice(0, 8)}` : `${items.length}-entries`;
    return { name: `wattlight-outbox-${count}.watt`, bytes };
  } catch (error) {
    if (error instanceof RangeError) throw new FaultError("outbox.tooLarge", {}, "correct");
    throw error;
  }
}

/** Undefined: it is no file of signed entries at all. Nothing is taken when it throws. Faults: "outbox.signature", "outbox.bytes". */
export function takeEntries(
  joined: Keeping | undefined,
  file: string,
  bytes: Uint8Array,
  now: number,
): ProofCheck | undefined {
  const parsed = parseOutbox(bytes);
  const said = (verdict: ProofCheck["verdict"], title: Both, lines: readonly Both[] = []): ProofCheck => {
    const words = (lang: "en" | "zh") => ({ title: title[lang], lines: lines.map((line) => line[lang]), foot: [] });
    return { file, verdict, simulated: false, words: { en: words("en"), zh: words("zh") } };
  };
  if (!parsed.ok) {
    const { fault } = parsed;
    // What is no outbox at all is looked at as a proof, which says what is wrong with it.
    return fault.fault === "codec" || fault.fault === "notOutbox"
      ? undefined
      : said("refused", outboxRefusedWords(fault));
  }
  const { chainId, entries } = parsed.file;
  if (joined?.network.chainId !== chainId) return said("refused", outboxRefusedWords({ fault: "otherChain", chainId }));
  const taken: { -readonly [K in keyof Taken]: number } = { added: 0, known: 0, others: 0 };
  const own: (typeof entries)[number][] = [];
  for (const one of entries) {
    const { id, body } = one;
    if (joined.outbox.get(id)) taken.known++;
    else if (body.sender !== joined.account.address) taken.others++;
    else own.push(one);
  }
  // All are looked at before one is kept: a file is taken whole or not at all.
  for (const { bytes: entry } of own) checkOwn(joined, entry);
  for (const { id, bytes: entry } of own) {
    joined.outbox.keep(entry, now);
    // It came from outside, so it may have gone to a node from there.
    joined.outbox.leaves(id, now);
    taken.added++;
  }
  const { title, lines } = takenWords(taken);
  return said("consistent", title, lines);
}

/** Open entries whose end a proved file proves, ended: as another computer carried it back. Returns how many. */
export function endByProof({ outbox }: Pick<Joined, "outbox">, verdict: ProofVerdict): number {
  if (verdict.verdict !== "proved") return 0;
  const { carried, answers, time, height } = verdict.shown;
  let ended = 0;
  for (const { id, height: block, refusal } of carried.transactions) {
    if (!isOpen(outbox.get(id))) continue;
    outbox.proved(id, { state: refusal ? "refused" : "committed", height: block, refusal });
    ended++;
  }
  for (const item of outbox.open()) {
    const { sender } = item.tx.body;
    for (const { query, input, answer } of answers) {
      if (query !== "nonces") continue;
      const asked = input as { readonly party?: unknown; readonly day?: unknown };
      const { used } = answer as { readonly used?: unknown };
      if (asked.party !== sender || asked.day !== utcDay(item.validUntil) || typeof used !== "string") continue;
      if (!hasLapsed(item.tx.body, time, used)) continue;
      outbox.proved(item.id, { state: "expired", height, refusal: null });
      ended++;
    }
  }
  return ended;
}

const isOpen = (item: OutboxItem | undefined): item is OutboxItem => item?.state === "signed" || item?.state === "sent";
