/**
 * Sealed messages under way (DESIGN §4, Negotiation): the ledger carries them until they expire and sees sender, receiver, size and
 * expiry alone. How many one party has under way is bounded, to one receiver and in all; old blocks keep every message.
 */
import type { Reader } from "../../state/reader.ts";
import { type Context, stamp } from "../context.ts";
import { knownParty } from "../contracts.ts";
import { schedule } from "../deadlines.ts";
import { KEY } from "../keys.ts";
import type { Evidence, PartyStatus, Refusal, Stamp } from "../records.ts";
import { atMost, earlier, holds, refusalOf, type Verdict } from "../rules.ts";
import { load, save } from "../stored.ts";
import type { TxOf } from "../transactions.ts";

/** `mail/<to>/<id>`: a message until it expires. */
export interface MailRecord {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Hex, see shared/negotiation. */
  readonly sealed: string;
  /** Market time, seconds. */
  readonly expires: number;
  readonly at: Stamp;
}

/** Whose contracts may still be talked about. */
const ADMITTED: ReadonlySet<PartyStatus> = new Set<PartyStatus>(["active", "suspended"]);

export const mailCounts = (state: Reader, from: string, to: string): { toReceiver: number; inAll: number } => ({
  toReceiver: countAt(state, KEY.mailTo(from, to)),
  inAll: countAt(state, KEY.mailFrom(from)),
});

const countAt = (state: Reader, key: string): number => (state.get(key) as number | undefined) ?? 0;

export function send(context: Context, signed: Evidence<TxOf<"mail.send">>): Refusal | undefined {
  const { body, id } = signed;
  const refusal = refusalOf(mailRules(context, body));
  if (refusal) return refusal;
  const { sender: from, to, sealed, expires } = body;
  save(context.state, KEY.mail(to, id), { id, from, to, sealed, expires, at: stamp(context) } satisfies MailRecord);
  count(context, from, to, 1);
  schedule(context.state, "m", expires, { what: "mail", to, id });
  return undefined;
}

function* mailRules(context: Context, body: TxOf<"mail.send">): Iterable<Verdict> {
  const { state, params, market } = context;
  const { perReceiver, perSender, keep } = params.mail;
  yield holds("mail.sender", ADMITTED.has(knownParty(context, body.sender).status));
  yield holds("mail.self", body.to !== body.sender);
  yield holds("mail.receiver", load.party(state, body.to)?.status === "active");
  yield earlier("mail.expired", market, body.expires);
  yield atMost("mail.expires", body.expires, market + keep, "s");
  const { toReceiver, inAll } = mailCounts(state, body.sender, body.to);
  yield atMost("mail.toReceiver", toReceiver + 1, perReceiver, "count");
  yield atMost("mail.inAll", inAll + 1, perSender, "count");
}

/** A message has expired. */
export function dropMail(context: Context, to: string, id: string): void {
  const mail = context.state.get(KEY.mail(to, id)) as MailRecord | undefined;
  if (!mail) return;
  context.state.delete(KEY.mail(to, id));
  count(context, mail.from, to, -1);
}

function count({ state }: Context, from: string, to: string, change: 1 | -1): void {
  for (const key of [KEY.mailTo(from, to), KEY.mailFrom(from)]) {
    const left = countAt(state, key) + change;
    if (left === 0) state.delete(key);
    else save(state, key, left);
  }
}
