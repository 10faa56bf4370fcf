/** What a party tells its residual supplier of a day: its final slots, in as many sealed messages as they take, as signed transactions. */
import { randomBytes, randomInt } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { publicKeyOf } from "../../shared/codec/signature.ts";
import { toHex } from "../../shared/codec/bytes.ts";
import type { Residual } from "../../shared/ledger/history/residual.ts";
import { encodeTransaction, signTransaction, txId } from "../../shared/ledger/identity.ts";
import { NONCES_PER_DAY, nonceUsed } from "../../shared/ledger/nonces.ts";
import { utcDay } from "../../shared/ledger/time.ts";
import { TxBody } from "../../shared/ledger/transactions.ts";
import { SEED_BYTES } from "../../shared/negotiation/envelope.ts";
import { sealMessage } from "../../shared/negotiation/letter.ts";
import type { Content } from "../../shared/negotiation/message.ts";
import { Complaint } from "../command/complaint.ts";
import type { ProvedLedger } from "../light/provedLedger.ts";

/** Header seconds that a transaction waits for its block, at most. */
const VALID_FOR = 3600;
/** Slots that a message holds for certain are fewer; it is tried with these first. */
const SLOTS_TRIED = 24;

export interface Signed {
  readonly id: string;
  readonly validUntil: number;
  readonly nonce: number;
  readonly bytes: Uint8Array;
}

/** Sealed texts for the supplier; the fewer the slots that fit, the more of them. `receiverKey`: its encryption key, hex. */
export function sealedParts(
  ledger: Pick<ProvedLedger, "chainId">,
  residual: Residual,
  account: Uint8Array,
  receiverKey: string,
): readonly string[] {
  const { party: from, supplier: to } = residual;
  const sealed: string[] = [];
  let size = SLOTS_TRIED;
  for (let i = 0; i < residual.slots.length;) {
    const slots = residual.slots.slice(i, i + size);
    const content: Content = {
      chain: ledger.chainId,
      from,
      to,
      said: { what: "residual", note: "", residual: { ...residual, slots } },
    };
    const letter = sealMessage(content, account, receiverKey, randomBytes(SEED_BYTES));
    if (!letter.ok && letter.fault === "tooLong" && size > 1) {
      size -= 1;
      continue;
    }
    if (!letter.ok)
      throw new Complaint({
        en: `The message cannot be sealed (${letter.fault}).`,
        zh: `无法密封该消息（${letter.fault}）。`,
      });
    sealed.push(letter.sealed);
    i += slots.length;
  }
  return sealed;
}

/** Bodies as transactions, each with a nonce that the ledger proves to be free. */
export async function signedFor(
  ledger: ProvedLedger,
  party: string,
  account: Uint8Array,
  drafts: readonly object[],
): Promise<readonly Signed[]> {
  const validUntil = ledger.time + VALID_FOR;
  const { used } = await ledger.ask("nonces", { party, day: utcDay(validUntil) });
  const free = Array.from({ length: NONCES_PER_DAY }, (_, i) => i).filter((i) => !nonceUsed(used, i));
  if (free.length < drafts.length)
    throw new Complaint({
      en: `The party has ${free.length} transactions left today, and ${drafts.length} are needed.`,
      zh: `该主体今天还可提交 ${free.length} 笔交易，而需要 ${drafts.length} 笔。`,
    });
  // Anywhere among the free ones: whoever else signs for the party counts from the beginning.
  const start = randomInt(free.length - drafts.length + 1);
  return drafts.map((draft, i) => {
    const nonce = free[start + i] ?? 0;
    const body = TxBody.parse({ ...draft, sender: party, validUntil, nonce });
    const signed = signTransaction(body, ledger.chainId, [account]);
    return { id: txId(body, ledger.chainId), validUntil, nonce, bytes: encodeTransaction(signed) };
  });
}

/** The party of an account key; throws a Complaint for a key that is nobody's. */
export async function partyOf(ledger: ProvedLedger, account: Uint8Array): Promise<string> {
  const owner = await ledger.ask("keyOwner", { key: toHex(publicKeyOf(account)) });
  if (!owner)
    throw new Complaint({
      en: "The account key of this file is bound to no party of the chain.",
      zh: "该文件中的账户密钥在链上不属于任何主体。",
    });
  return owner.party;
}

/**
 * Sends all and waits until they stand on the ledger, proved. "refused": their nonces are used, and they do not stand. "waiting": nothing
 * of that showed in time.
 */
export async function sendAll(
  desk: {
    readonly ledger: ProvedLedger;
    readonly again: () => Promise<ProvedLedger>;
    readonly look: { readonly ms: number; readonly times: number };
  },
  party: string,
  sent: readonly Signed[],
  stands: (now: ProvedLedger) => Promise<boolean>,
): Promise<"stands" | "notSent" | "refused" | "waiting"> {
  let taken = 0;
  for (const { bytes } of sent) if (await desk.ledger.send(bytes)) taken++;
  if (taken === 0) return "notSent";
  for (let i = 0; i < desk.look.times; i++) {
    await setTimeout(desk.look.ms);
    const now = await desk.again();
    if (await stands(now)) return "stands";
    if (await areUsed(now, party, sent)) return "refused";
  }
  return "waiting";
}

async function areUsed(ledger: ProvedLedger, party: string, sent: readonly Signed[]): Promise<boolean> {
  for (const { validUntil, nonce } of sent) {
    const { used } = await ledger.ask("nonces", { party, day: utcDay(validUntil) });
    if (!nonceUsed(used, nonce)) return false;
  }
  return true;
}
