/** A short name for every kind of transaction, as lists name it: those of the first market stand here, the others with their words. */
import type { TxBody, TxKind } from "../../ledger/transactions.ts";
import { actTitle } from "../acts/acts.ts";
import type { Both } from "../format.ts";
import { KIND_WORDS, type WordedKind } from "./kinds.ts";

const FIRST: Readonly<Record<Exclude<TxKind, WordedKind>, Both>> = {
  "party.register": { en: "Registration", zh: "登记" },
  "party.admit": { en: "Vote on a registration", zh: "对登记表决" },
  "offer.post": { en: "Offer", zh: "报价" },
  "offer.cancel": { en: "Cancel an offer", zh: "撤回报价" },
  "offer.accept": { en: "Accept an offer", zh: "接受报价" },
  "payment.claim": { en: "Say that a payment was made", zh: "声明已付款" },
  "payment.confirm": { en: "Confirm a payment", zh: "确认到账" },
  "payment.deny": { en: "Deny a payment", zh: "否认到账" },
  "meter.commit": { en: "Meter readings, sealed", zh: "电表读数（密封）" },
  "meter.open": { en: "Meter readings, opened", zh: "电表读数（公开）" },
};

export function kindTitle(kind: TxKind): Both {
  return isFirst(kind) ? FIRST[kind] : KIND_WORDS[kind].title;
}

/** For a name that may be no kind: undefined then. */
export function titleNamed(name: string): Both | undefined {
  return Object.hasOwn(FIRST, name) || Object.hasOwn(KIND_WORDS, name) ? kindTitle(name as TxKind) : undefined;
}

/** With what a decision is about, where the body holds it. */
export function bodyTitle(body: TxBody): Both {
  const title = kindTitle(body.kind);
  if (body.kind !== "decision.propose") return title;
  const act = actTitle(body.decide);
  return { en: `${title.en}: ${act.en}`, zh: `${title.zh}：${act.zh}` };
}

const isFirst = (kind: TxKind): kind is keyof typeof FIRST => Object.hasOwn(FIRST, kind);
