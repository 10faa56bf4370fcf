/** contracts.list and contracts.get: stations, findings, slots, bill and signatures of a contract, each figure from verified records. */
import type { ContractRow, ContractView } from "../../../shared/ipc/marketViews.ts";
import { ppmOf, sum } from "../../../shared/ledger/amounts.ts";
import type { ContractRecord, SlotMoney, StatementRecord } from "../../../shared/ledger/records.ts";
import { slotEnd, slotStart } from "../../../shared/ledger/time.ts";
import { contractWords } from "../../../shared/words/contract.ts";
import type { Page } from "../../sync/verifiedReads.ts";
import { type Joined, labelOf, nameOf } from "../joined.ts";
import { gridFor, marketAt } from "../market.ts";
import { wholeStatements } from "../wholeStatements.ts";
import { periodsAt } from "./money.ts";
import { signaturesOf } from "./signatures.ts";
import { endsOf } from "./contractEnds.ts";
import type { ContractFacts } from "./contractFacts.ts";
import { stationsOf } from "./stations.ts";

const CONTRACTS = 50;

export async function contractRows(joined: Joined, page: Page): Promise<ContractRow[]> {
  const me = joined.account.address;
  const { params, now } = await marketAt(joined, page);
  const contracts = await page.query("contractsOf", { party: me, limit: CONTRACTS });
  const statements = await wholeStatements(page, me);
  const found = await Promise.all(contracts.map(({ id }) => page.query("contract", { id })));
  return found.flatMap((one) => {
    if (!one) return [];
    return [rowOf(joined, { ...one, statements: statementsFor(one.contract, statements), params, now })];
  });
}

export async function contractView(joined: Joined, page: Page, id: string): Promise<ContractView | null> {
  const me = joined.account.address;
  const { params, now } = await marketAt(joined, page);
  const [found, all, spanOf, disputes, clock] = await Promise.all([
    page.query("contract", { id }),
    wholeStatements(page, me),
    periodsAt(page),
    page.query("disputesOf", { contract: id }),
    page.query("clock", {}),
  ]);
  if (!found) return null;
  const { contract, slots } = found;
  const facts: ContractFacts = { contract, slots, statements: statementsFor(contract, all), params, now };
  const { terms } = contract;
  const names = namesOf(joined, [terms.seller, terms.buyer, terms.operator]);
  const voice = terms.seller === me ? "seller" : terms.buyer === me ? "buyer" : "neutral";
  const wordsIn = (lang: "en" | "zh") => {
    const { lead, clauses } = contractWords(terms, lang, names, voice);
    return { lead, clauses: [...clauses] };
  };
  const bill = billOf(joined, facts);
  const last = facts.statements.at(-1);
  return {
    row: rowOf(joined, facts),
    text: {
      en: wordsIn("en"),
      zh: wordsIn("zh"),
    },
    template: terms.template,
    stations: stationsOf(joined, facts),
    findings: contract.admitted.findings.map((finding) => ({ ...finding })),
    slots: slots.map(({ slot, q, state, settled }) => ({
      slot,
      q,
      state,
      aS: settled?.aS ?? null,
      aB: settled?.aB ?? null,
      delivered: settled?.delivered ?? null,
      quality: settled ? worse(settled.qualityS, settled.qualityB) : null,
      liability: settled?.liability ?? null,
    })),
    bill,
    damages: terms.damages,
    ends: endsOf(facts, me, disputes, clock),
    total: sum(bill.map((line) => line.amount)),
    provisional: slots.some((slot) => slot.state !== "final"),
    signatures: signaturesOf(contract.basis).map(({ party, tx, key }) => ({ party: labelOf(joined, party), tx, key })),
    statement: last ? { a: last.a, b: last.b, period: last.period, ...spanOf(last.period), state: last.state } : null,
  };
}

function rowOf(joined: Joined, facts: ContractFacts): ContractRow {
  const { contract, slots } = facts;
  const { terms } = contract;
  const selling = terms.seller === joined.account.address;
  return {
    id: contract.id,
    side: selling ? "sell" : "buy",
    type: terms.type,
    carrier: terms.carrier,
    party: labelOf(joined, selling ? terms.buyer : terms.seller),
    energy: terms.energy,
    total: sum(slots.map((slot) => slot.q)),
    delivered: sum(slots.map((slot) => slot.settled?.delivered ?? 0)),
    price: terms.price,
    amount: sum(billOf(joined, facts).map((line) => line.amount)),
    stage: stageOf(facts),
  };
}

/** The least advanced part of it tells the stage. */
export function stageOf({ contract, slots, statements, params, now }: ContractFacts): ContractRow["stage"] {
  if (contract.state === "held" || contract.state === "refused") return contract.state;
  if (contract.state === "terminated" || contract.state === "voided" || contract.state === "closedOut") {
    return "terminated";
  }
  const grid = gridFor(params, contract.terms.carrier);
  const pending = slots.filter((slot) => slot.state === "pending");
  if (pending.length > 0) {
    if (pending.every((slot) => slotEnd(grid, slot.slot) <= now)) return "metered";
    return slots.some((slot) => slotStart(grid, slot.slot) <= now) ? "delivering" : "admitted";
  }
  if (slots.some((slot) => slot.state !== "final")) return "provisional";
  if (statements.length === 0) return "final";
  if (statements.every((statement) => statement.state === "paid")) return "paid";
  if (statements.some((statement) => statement.state === "open")) return "final";
  if (statements.some((statement) => statement.state === "due" || statement.state === "overdue")) return "due";
  return "claimed";
}

function statementsFor(contract: ContractRecord, all: readonly StatementRecord[]): readonly StatementRecord[] {
  const { seller, buyer } = contract.terms;
  return all
    .filter(({ a, b, lines }) => {
      const pair = (a === seller && b === buyer) || (a === buyer && b === seller);
      return pair && lines.some((line) => line.contract === contract.id);
    })
    .toSorted((one, other) => one.period - other.period);
}

type Line = ContractView["bill"][number];

/** Each line floor((Wh * price + 500) / 1000) per slot, summed; positive to me. A seller neither pays nor receives charges. */
function billOf(joined: Joined, { contract, slots, statements }: ContractFacts): Line[] {
  const { terms } = contract;
  const selling = terms.seller === joined.account.address;
  const settled = slots.flatMap((slot) => (slot.settled ? [slot.settled] : []));
  const wh = sum(settled.map((one) => one.delivered));
  const amount = (what: keyof SlotMoney): number => sum(settled.map((one) => one.money[what]));
  const short = (side: "aS" | "aB"): number => sum(settled.map((one) => one[side] - one.delivered));
  const line = (what: keyof SlotMoney, energy: number, price: number, sign: 1 | -1): Line[] => {
    const value = amount(what);
    return value === 0 && what !== "energy"
      ? []
      : [{ what, wh: energy, price, amount: value === 0 ? 0 : sign * value }];
  };
  const { charges, damages, price } = terms;
  return [
    ...line("energy", wh, price, selling ? 1 : -1),
    ...line("damagesSeller", short("aB"), damages.seller, selling ? -1 : 1),
    ...line("damagesBuyer", short("aS"), damages.buyer, selling ? 1 : -1),
    ...(selling
      ? []
      : [
          ...line("network", wh, charges.network, -1),
          ...line("levy", wh, charges.levy, -1),
          // Shares of the price; the amount is the ledger's own, rounded per slot.
          ...line("tax", wh, ppmOf(price, charges.taxPpm), -1),
          ...line("loss", wh, ppmOf(price, charges.lossPpm), -1),
        ]),
    ...owedAtOnce(joined, contract, statements),
  ];
}

/** What is owed beside slots: damages for ending early, awards of rulings; as the statements have it, positive to me. */
function owedAtOnce(
  { account }: Joined,
  { id, terms }: ContractRecord,
  statements: readonly StatementRecord[],
): Line[] {
  return statements.flatMap(({ b, lines }) =>
    lines.flatMap(({ contract, what, wh, amount }): Line[] => {
      if (contract !== id || amount === 0 || (what !== "termination" && what !== "award")) return [];
      const toMe = b === account.address ? amount : 0 - amount;
      // Who ended it owes the damages of its own side.
      const side = (terms.seller === account.address) === toMe < 0 ? "seller" : "buyer";
      return [{ what, wh, price: what === "termination" ? terms.damages[side] : null, amount: toMe }];
    }),
  );
}

function worse(a: string, b: string): string {
  for (const quality of ["missing", "substituted"]) if (a === quality || b === quality) return quality;
  return a;
}

export function namesOf(joined: Joined, ids: readonly string[]): Record<string, { en: string; zh: string }> {
  const names: Record<string, { en: string; zh: string }> = {};
  for (const id of ids) {
    const name = nameOf(joined, id);
    if (name) names[id] = { ...name };
  }
  return names;
}
