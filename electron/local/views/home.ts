/** home.get: clock, registration, limits and charges; and needs.list: what waits for the reader. */
import type { HomeView, Need } from "../../../shared/ipc/marketViews.ts";
import type { CarrierRules } from "../../../shared/ipc/tradeViews.ts";
import type { ContractRecord } from "../../../shared/ledger/records.ts";
import type { Carrier } from "../../../shared/ledger/units.ts";
import type { Page } from "../../sync/verifiedReads.ts";
import { type Joined, labelOf } from "../joined.ts";
import { type MarketAt, marketAt, marketView, monthOf } from "../market.ts";
import { statementRows } from "./money.ts";

export async function homeView(joined: Joined, page: Page): Promise<HomeView> {
  const at = await marketAt(joined, page);
  const { zone } = at;
  const { limits, charges } = await rulesAt(page, at, "electricity");
  return {
    market: marketView(at),
    zone: zone.id,
    registration: registrationOf(joined, at),
    me: labelOf(joined, joined.account.address),
    roles: at.party?.status === "active" ? [...at.party.roles] : [],
    limits,
    charges,
  };
}

export async function carrierRules(joined: Joined, page: Page, carrier: Carrier): Promise<CarrierRules> {
  const at = await marketAt(joined, page);
  return { ...(await rulesAt(page, at, carrier)), metered: at.party?.carriers.includes(carrier) ?? false };
}

/** What the reader's zone sets for a carrier; limits are the reader's own, so there are none before registration. */
async function rulesAt(
  page: Page,
  { party, zone, now }: MarketAt,
  carrier: Carrier,
): Promise<Pick<HomeView, "limits" | "charges">> {
  const rules = await page.query("rules", {
    carrier,
    zone: zone.id,
    technology: party?.technology ?? "none",
    month: monthOf(now, zone.utcOffset),
  });
  if (!rules) return { limits: null, charges: null };
  const { price, tariff, damages } = rules.limits;
  return {
    limits: party && {
      importW: party.importW,
      exportW: party.exportW,
      priceMin: price.min,
      priceMax: price.max,
      retail: tariff.retail,
      feedIn: tariff.feedIn,
      damagesMin: damages.min,
      damagesMax: damages.max,
    },
    charges: rules.charges,
  };
}

/** The ledger's word where it has one; before that the outbox's. */
function registrationOf(joined: Joined, { party }: MarketAt): HomeView["registration"] {
  if (party) return party.status;
  const entry = joined.outbox.newest("party.register");
  if (entry?.state === "signed" || entry?.state === "sent") return "signed";
  if (entry?.state === "refused") return "refused";
  // Committed by proof, and the state of this page is older than that block.
  return entry?.state === "committed" ? "pending" : "none";
}

/** Newest contracts among which those that wait for the reader are looked for. */
const CONTRACTS = 50;

/** Disputes that the reader can answer, before what the regulators hold. */
async function contractNeeds(joined: Joined, page: Page): Promise<Need[]> {
  const me = joined.account.address;
  const [contracts, clock] = await Promise.all([
    page.query("contractsOf", { party: me, limit: CONTRACTS }),
    page.query("clock", {}),
  ]);
  const behind = Math.floor((clock.market - clock.adm) / 1000);
  const partyOf = ({ terms }: ContractRecord) => labelOf(joined, terms.seller === me ? terms.buyer : terms.seller);
  const disputes: Need[] = [];
  // A slot that is in a dispute counts as disputed, or as provisional once it was ruled on.
  for (const contract of contracts.filter(({ slots }) => slots.disputed + slots.provisional > 0)) {
    for (const { by, state, until } of await page.query("disputesOf", { contract: contract.id })) {
      const isOpen = state === "open" && by !== me;
      if (!isOpen && state !== "ruled") continue;
      disputes.push({
        what: "dispute",
        contract: contract.id,
        party: partyOf(contract),
        state: isOpen ? "open" : "ruled",
        until: until === null ? null : until + behind,
      });
    }
  }
  const held = contracts.filter(({ state }) => state === "held");
  return [...disputes, ...held.map((one): Need => ({ what: "held", contract: one.id, party: partyOf(one) }))];
}

/** Most urgent first. What comes from the ledger is verified or left out. */
export async function needs(joined: Joined, page: Page | undefined): Promise<Need[]> {
  const list: Need[] = [];
  for (const node of joined.sync.status().nodes) {
    if (node.state === "lied") list.push({ what: "nodeLied", node: node.url });
  }
  // The last of its kind alone: who tried again has seen it.
  const seen = new Set<string>();
  for (const item of joined.outbox.list(50, "own")) {
    if (!seen.has(item.kind) && item.state === "refused" && item.refusal) {
      list.push({ what: "refused", entry: item.id, rule: item.refusal.rule });
    }
    seen.add(item.kind);
  }
  const hasFile = joined.readings.currentFile() !== null;
  if (page === undefined) return hasFile ? list : [...list, { what: "importMeter" }];
  const at = await marketAt(joined, page);
  const registration = registrationOf(joined, at);
  if (registration === "active") {
    for (const { row, record } of await statementRows(joined, page)) {
      const mine = row.due > 0;
      if (record.state === "claimed" && mine) list.push({ what: "confirmPayment", statement: row });
      if ((record.state === "due" || record.state === "overdue") && row.due < 0) {
        list.push({ what: "pay", statement: row });
      }
    }
  }
  if (registration === "active") list.push(...(await contractNeeds(joined, page)));
  if (registration === "none" || registration === "refused") list.push({ what: "register" });
  if (registration === "signed" || registration === "pending") list.push({ what: "awaitAdmission" });
  if (!hasFile) list.push({ what: "importMeter" });
  if (registration === "active" && hasFile && joined.outbox.newest("offer.post") === undefined) {
    list.push({ what: "firstOffer" });
  }
  return list;
}
