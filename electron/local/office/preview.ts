/**
 * office.preview: the last week's contracts under other bands. The ledger's own rules are run again over the terms of each verified
 * contract. What is not on the ledger cannot be replayed: offers that nobody would have made, and how much credit each party had then.
 */
import type { Input } from "../../../shared/ipc/contract.ts";
import type { PreviewView } from "../../../shared/ipc/officeViews.ts";
import { sum } from "../../../shared/ledger/amounts.ts";
import type { Bands } from "../../../shared/ledger/params.ts";
import type { ContractRecord, Terms } from "../../../shared/ledger/records.ts";
import { HOLD_RULES } from "../../../shared/ledger/rules.ts";
import { PAGE_LIMIT } from "../../../shared/ledger/runQuery.ts";
import { damagesBand, priceBand, unreviewed, worstOfAll } from "../../../shared/ledger/screening.ts";
import { findingText } from "../../../shared/words/findings.ts";
import type { Page } from "../../sync/verifiedReads.ts";
import type { Joined } from "../joined.ts";
import { marketAt } from "../market.ts";

export const WEEK = 7 * 86_400;
/** Parties whose contracts are read: each is a question of its own. */
const PARTIES = 200;
const EXAMPLES = 3;

/** Names of the rules of the bands that a contract's terms break. */
export function broken(terms: Terms, bands: Bands): readonly string[] {
  // What operators publish plays no part in these rules.
  const limits = { ...bands, deliverable: 0, demand: 0 };
  const worst = worstOfAll(terms);
  return [
    ...priceBand(limits, terms.price),
    ...damagesBand(limits, terms.type, terms.damages),
    unreviewed("seller", limits, worst.seller),
    unreviewed("buyer", limits, worst.buyer),
  ].flatMap(({ passes, finding }) => (passes ? [] : [finding.rule]));
}

export async function previewOf(
  joined: Joined,
  page: Page,
  input: Input<"office.preview">,
): Promise<PreviewView | null> {
  const { now } = await marketAt(joined, page);
  const { zone, carrier } = input;
  const bands = input.bands ?? (await page.query("bands", { zone, carrier, at: now, limit: 1 })).now;
  if (!bands) return null;
  const from = now - WEEK;
  const parties = await page.query("parties", { status: "active", limit: PAGE_LIMIT });
  const second =
    parties.length === PAGE_LIMIT
      ? await page.query("parties", { status: "active", after: parties.at(-1)?.id ?? "", limit: PAGE_LIMIT })
      : [];
  const read = [...parties, ...second].slice(0, PARTIES);
  const lists = await Promise.all(read.map(({ id }) => page.query("contractsOf", { party: id, limit: PAGE_LIMIT })));
  const cut = lists.filter((list) => list.length === PAGE_LIMIT && (list.at(-1)?.admitted.market ?? 0) >= from).length;
  const chosen = new Map<string, ContractRecord>();
  for (const contract of lists.flat()) {
    const { terms, admitted } = contract;
    const here = terms.sellerZone === zone || terms.buyerZone === zone;
    if (here && terms.carrier === carrier && admitted.market >= from) chosen.set(contract.id, contract);
  }
  return {
    from,
    to: now,
    ...replayed([...chosen.values()], bands),
    parties: read.length,
    partiesLeft: second.length === PAGE_LIMIT,
    cut,
  };
}

/** Pure: what bands would have said of contracts. A contract that breaks several rules counts under each. */
export function replayed(
  contracts: readonly Pick<ContractRecord, "id" | "terms">[],
  bands: Bands,
): Pick<PreviewView, "contracts" | "energy" | "rules" | "passed"> {
  const byRule = new Map<string, { id: string; energy: number }[]>();
  let passed = 0;
  for (const { id, terms } of contracts) {
    const rules = broken(terms, bands);
    if (rules.length === 0) passed++;
    for (const rule of rules) byRule.set(rule, [...(byRule.get(rule) ?? []), { id, energy: sum(terms.energy.wh) }]);
  }
  return {
    contracts: contracts.length,
    energy: sum(contracts.map(({ terms }) => sum(terms.energy.wh))),
    passed,
    rules: Array.from(byRule, ([rule, found]) => ({
      rule,
      name: { ...findingText(rule) },
      holds: HOLD_RULES.has(rule),
      contracts: found.length,
      energy: sum(found.map(({ energy }) => energy)),
      examples: found.slice(0, EXAMPLES).map(({ id }) => id),
    })),
  };
}
