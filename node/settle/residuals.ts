/** Residual allocations (DESIGN §4, Delivery): the sealed ones that wait for a supplier, opened with its keys and held against the ledger. */
import { nobleSignatures } from "../../shared/codec/signature.ts";
import type { MailRecord } from "../../shared/ledger/deals/mail.ts";
import {
  type Residual,
  type ResidualFault,
  residualFaults,
  type ResidualSlot,
} from "../../shared/ledger/history/residual.ts";
import { PAGE_LIMIT } from "../../shared/ledger/query.ts";
import { type LetterFault, openMessage } from "../../shared/negotiation/letter.ts";
import type { ProvedLedger } from "../light/provedLedger.ts";

/** Most slots that the query `residual` answers at once. */
const SPAN = 100;

export type Outcome =
  /** Every figure is the ledger's own. */
  | { readonly what: "good"; readonly message: string; readonly residual: Residual }
  /** The party's own word, but the ledger has other figures. */
  | {
      readonly what: "differs";
      readonly message: string;
      readonly from: string;
      readonly faults: readonly ResidualFault[];
    }
  /** Not readable with these keys, or not what it says it is. */
  | { readonly what: "closed"; readonly message: string; readonly from: string; readonly fault: LetterFault["fault"] }
  /** Part of a negotiation. */
  | { readonly what: "other"; readonly message: string; readonly from: string };

/** Every message that the ledger carries to `supplier`, in the order of their ids. */
export async function residualsFor(
  ledger: ProvedLedger,
  supplier: string,
  secretKeys: readonly Uint8Array[],
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const letter of await mailOf(ledger, supplier)) outcomes.push(await opened(ledger, letter, secretKeys));
  return outcomes;
}

async function mailOf(ledger: ProvedLedger, party: string): Promise<readonly MailRecord[]> {
  const all: MailRecord[] = [];
  for (;;) {
    const last = all.at(-1);
    const page = await ledger.ask("mailFor", { party, limit: PAGE_LIMIT, ...(last ? { after: last.id } : {}) });
    all.push(...page);
    if (page.length < PAGE_LIMIT) return all;
  }
}

/** Whether a message stands on the ledger: the first one after the id before its own. */
export async function isUnderWay(ledger: ProvedLedger, to: string, id: string): Promise<boolean> {
  const before = BigInt(`0x${id}`) - 1n;
  const after = before < 0n ? {} : { after: before.toString(16).padStart(64, "0") };
  const [first] = await ledger.ask("mailFor", { party: to, limit: 1, ...after });
  return first?.id === id;
}

async function opened(ledger: ProvedLedger, letter: MailRecord, secretKeys: readonly Uint8Array[]): Promise<Outcome> {
  const { id: message, from, to, sealed } = letter;
  const sender = await ledger.ask("party", { id: from });
  const { chainId: chain } = ledger;
  const got = openMessage(sealed, {
    chain,
    from,
    senderKeys: sender?.keys ?? [],
    to,
    secretKeys,
    check: nobleSignatures,
  });
  if (!got.ok) return { what: "closed", message, from, fault: got.fault };
  const { said } = got.content;
  if (said.what !== "residual") return { what: "other", message, from };
  const known = await slotsOf(ledger, said.residual);
  const faults = residualFaults(said.residual, sender?.supplier ?? null, (slot) => known.get(slot));
  return faults.length === 0
    ? { what: "good", message, residual: said.residual }
    : { what: "differs", message, from, faults };
}

/** The slots of an allocation as the ledger has them, asked for in as few spans as they lie in. */
async function slotsOf(ledger: ProvedLedger, told: Residual): Promise<ReadonlyMap<number, ResidualSlot>> {
  const { party, carrier } = told;
  const wanted = told.slots.map(({ slot }) => slot).toSorted((a, b) => a - b);
  const found = new Map<number, ResidualSlot>();
  for (let i = 0; i < wanted.length;) {
    const first = wanted[i] ?? 0;
    const end = wanted.findIndex((slot) => slot >= first + SPAN);
    const next = end < 0 ? wanted.length : end;
    const count = (wanted[next - 1] ?? first) - first + 1;
    const answer = await ledger.ask("residual", { party, carrier, first, count });
    for (const slot of answer?.slots ?? []) found.set(slot.slot, slot);
    i = next;
  }
  return found;
}

/** Each party's slots once, by party, carrier and slot: a slot that was told twice has the same figures both times. */
export function slotsByParty(outcomes: readonly Outcome[]): readonly {
  readonly party: string;
  readonly carrier: Residual["carrier"];
  readonly slots: readonly ResidualSlot[];
}[] {
  const byParty = new Map<string, { party: string; carrier: Residual["carrier"]; slots: Map<number, ResidualSlot> }>();
  for (const outcome of outcomes) {
    if (outcome.what !== "good") continue;
    const { party, carrier, slots } = outcome.residual;
    const key = `${party} ${carrier}`;
    const known = byParty.get(key) ?? { party, carrier, slots: new Map<number, ResidualSlot>() };
    byParty.set(key, known);
    for (const slot of slots) known.slots.set(slot.slot, slot);
  }
  return [...byParty.entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { party, carrier, slots }]) => ({
      party,
      carrier,
      slots: [...slots.values()].toSorted((a, b) => a.slot - b.slot),
    }));
}
