/** From what a window asks for to a body: the intent is kept as a draft first, and goes when it was signed or declined. */
import type { Input } from "../../shared/ipc/contract.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { TxBody } from "../../shared/ledger/transactions.ts";
import { draftId } from "../outbox/drafts.ts";
import { type Intent, intentOf } from "../outbox/intent.ts";
import { compose } from "./compose.ts";
import type { Joined } from "./joined.ts";
import type { Composed, SignMethod } from "./port.ts";

/** Which draft a composed body came from, by sender, day and number of the body, which no two have in common. */
export type Drafted = Map<string, string>;

const keyOf = ({ sender, validUntil, nonce }: TxBody): string => `${sender} ${validUntil} ${nonce}`;

/**
 * Faults: those of `compose`, and "outbox.drafts", "outbox.notAgain", "outbox.noDraft". A new draft stays when trying again later can help.
 */
export async function composeDrafted<M extends SignMethod>(
  joined: Joined,
  drafted: Drafted,
  method: M,
  input: Input<M>,
  now: number,
): Promise<Composed> {
  if (method === "sign.revoke") return await compose(joined, "sign.revoke", input as Input<"sign.revoke">);
  const intent = wanted(joined, method, input);
  const before = joined.drafts.get(draftId(intent));
  const { id } = method === "sign.draft" ? (input as Input<"sign.draft">) : joined.drafts.keep(intent, now);
  try {
    const composed = await compose(joined, intent.method, intent.input as never);
    drafted.set(keyOf(composed.body), id);
    return composed;
  } catch (error) {
    const canHelp = error instanceof FaultError && error.fault.next === "retry";
    const isNew = method !== "sign.draft" && before === undefined;
    if (isNew && !canHelp) joined.drafts.drop(id);
    throw error;
  }
}

/** Signed, or declined by the reader: it is no draft any more. */
export function undraft({ drafts }: Pick<Joined, "drafts">, drafted: Drafted, body: TxBody): void {
  const id = drafted.get(keyOf(body));
  if (id === undefined) return;
  drafted.delete(keyOf(body));
  drafts.drop(id);
}

function wanted<M extends SignMethod>(joined: Joined, method: M, input: Input<M>): Intent {
  if (method === "sign.again") {
    const item = joined.outbox.get((input as Input<"sign.again">).id);
    // Anything else may still come to the ledger, or has: signed again it would be there twice.
    const isOver = item?.state === "expired" || item?.state === "withdrawn";
    const intent = isOver ? intentOf(item.tx.body) : undefined;
    if (!intent) throw new FaultError("outbox.notAgain", {}, "none");
    return intent;
  }
  if (method === "sign.draft") {
    const draft = joined.drafts.get((input as Input<"sign.draft">).id);
    if (!draft) throw new FaultError("outbox.noDraft", {}, "correct");
    return draft.intent;
  }
  return { method, input } as Intent;
}
