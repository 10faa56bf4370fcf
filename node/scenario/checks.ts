/** What a scenario expects of the state, held against the ledger's own queries; a text in it may be a name, a time or a quantity. */
import type { Json } from "../../shared/codec/canonical.ts";
import { QueryFault, QUERIES } from "../../shared/ledger/runQuery.ts";
import type { StatementRecord } from "../../shared/ledger/records.ts";
import type { ScenarioChain } from "./chain.ts";
import type { CheckText } from "./document.ts";
import { type Names, resolve, slotAt, timeOf } from "./resolve.ts";
import { amountOf, momentOf, quantity, ScenarioError } from "./values.ts";

/** What is wrong, or undefined when it is as expected. */
export function check(wanted: CheckText, chain: ScenarioChain, names: Names): string | undefined {
  if ("contract" in wanted)
    return within(contractOf(chain, names, wanted.contract).contract, wanted.is, names, wanted.contract);
  if ("slot" in wanted) return checkSlot(wanted.slot, wanted.is, chain, names);
  if ("owed" in wanted) {
    const owed = owedBetween(chain, partyOf(names, wanted.owed.from), partyOf(names, wanted.owed.to));
    const amount = amountOf(wanted.amount);
    return owed === amount ? undefined : `${wanted.owed.from} owes ${wanted.owed.to} ${owed} micro, not ${amount}`;
  }
  if ("statement" in wanted) {
    const { from, to } = wanted.statement;
    const last = statementsBetween(chain, partyOf(names, from), partyOf(names, to)).at(-1);
    return last
      ? within(last, wanted.is, names, `statement of ${from} and ${to}`)
      : `${from} and ${to} have no statement`;
  }
  if ("party" in wanted) {
    const party = chain.query("party", { id: partyOf(names, wanted.party) });
    return party ? within(party, wanted.is, names, wanted.party) : `the ledger does not know ${wanted.party}`;
  }
  return checkQuery(wanted, chain, names);
}

function checkSlot(
  place: { readonly contract: string; readonly at: string | number },
  is: Record<string, unknown>,
  chain: ScenarioChain,
  names: Names,
): string | undefined {
  const { contract, slots } = contractOf(chain, names, place.contract);
  const grid = names.grid(contract.terms.carrier);
  const slot =
    typeof place.at === "number" ? place.at : slotAt(timeOf(place.at, names.clock, "slot.at"), grid, "slot.at");
  const record = slots.find((one) => one.slot === slot);
  if (!record) return `${place.contract} has no slot at ${place.at}`;
  const { settled, ...rest } = record;
  return within({ ...settled, ...rest, settled }, is, names, `${place.contract} at ${place.at}`);
}

function checkQuery(
  wanted: Extract<CheckText, { query: string }>,
  chain: ScenarioChain,
  names: Names,
): string | undefined {
  if (!Object.hasOwn(QUERIES, wanted.query)) throw new ScenarioError(`there is no query "${wanted.query}"`);
  const spec = QUERIES[wanted.query as keyof typeof QUERIES];
  const input = resolve(spec.input as never, wanted.in, names, "electricity", wanted.query);
  try {
    return within(chain.ask(wanted.query, spec.version, input as Json), wanted.is, names, wanted.query);
  } catch (error) {
    if (error instanceof QueryFault) throw new ScenarioError(`${wanted.query}: ${error.message}`);
    throw error;
  }
}

function contractOf(chain: ScenarioChain, names: Names, name: string) {
  const id = names.reference(name) ?? name;
  const found = /^[0-9a-f]{64}$/.test(id) ? chain.query("contract", { id }) : null;
  if (!found) throw new ScenarioError(`there is no contract "${name}"`);
  return found;
}

function partyOf(names: Names, name: string): string {
  const party = names.party(name);
  if (party === undefined) throw new ScenarioError(`there is no actor "${name}"`);
  return party;
}

/** All statements of a pair, oldest first. */
export function statementsBetween(chain: ScenarioChain, one: string, other: string): readonly StatementRecord[] {
  return chain
    .query("statementsOf", { party: one, limit: 100 })
    .filter(({ a, b }) => a === other || b === other)
    .toReversed();
}

/** Net of all lines stated between two parties so far: what `from` owes `to`, micro. */
export function owedBetween(chain: ScenarioChain, from: string, to: string): number {
  let owed = 0;
  for (const { a, lines } of statementsBetween(chain, from, to))
    for (const { amount } of lines) owed += a === from ? amount : -amount;
  return owed;
}

/** Every field that `wanted` names is there with that value; lists are compared item by item up to the length wanted. */
function within(got: unknown, wanted: unknown, names: Names, path: string): string | undefined {
  if (typeof wanted === "object" && wanted !== null) {
    if (typeof got !== "object" || got === null)
      return `${path} is ${JSON.stringify(got)}, not ${JSON.stringify(wanted)}`;
    if (Array.isArray(wanted) && Array.isArray(got) && wanted.length === 0 && got.length > 0)
      return `${path} is not empty`;
    for (const [name, value] of Object.entries(wanted)) {
      const problem = within((got as Record<string, unknown>)[name], value, names, `${path}.${name}`);
      if (problem !== undefined) return problem;
    }
    return undefined;
  }
  const meant = typeof wanted === "string" ? meanings(wanted, names) : [wanted];
  return meant.some((value) => value === got)
    ? undefined
    : `${path} is ${JSON.stringify(got)}, not ${JSON.stringify(wanted)}`;
}

/** What a text can stand for: itself, an actor, a transaction, a quantity, a moment. */
function meanings(text: string, names: Names): readonly unknown[] {
  return [text, names.party(text), names.reference(text), quantity(text), momentOf(text, names.clock)].filter(
    (value) => value !== undefined,
  );
}
