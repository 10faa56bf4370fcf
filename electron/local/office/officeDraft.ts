/**
 * From an office's intent to the body that is signed: is the account in that office, until when does the body make sense, and what the
 * signing window draws beside it. The ledger applies all rules again; what is refused here would be refused there.
 */
import { FaultError } from "../../../shared/ipc/fault.ts";
import { type Office, type OfficeIntent, officeOf } from "../../../shared/ipc/officeIntent.ts";
import type { Act } from "../../../shared/ledger/bodies/decisions.ts";
import { filledSlots } from "../../../shared/ledger/positions.ts";
import { gateOf, headerTime, slotStart } from "../../../shared/ledger/time.ts";
import type { Carrier } from "../../../shared/ledger/units.ts";
import type { Draft, Drawing } from "../drawing.ts";
import { gridFor } from "../market.ts";

/** Faults: "compose.office" {office}: this account is not in it; "compose.decision" {decision}: no open decision has that id. */
export async function officeDraft(drawing: Drawing, intent: OfficeIntent): Promise<Draft> {
  const office = officeOf(intent.kind);
  if (!(await holdsOffice(drawing, office, intent))) throw new FaultError("compose.office", { office }, "none");
  return { body: intent, ...(await besides(drawing, intent)) };
}

async function holdsOffice({ joined, page, at }: Drawing, office: Office, intent: OfficeIntent): Promise<boolean> {
  const me = joined.account.address;
  switch (office) {
    case "regulator":
      return (await page.query("regulators", {})).some(({ id }) => id === me);
    case "utility":
      return at.party?.status === "active" && at.party.roles.includes("utility");
    case "operator": {
      const zone = await zoneOf({ page }, intent);
      return at.party?.status === "active" && zone !== undefined && (await operatorOf({ page }, zone)) === me;
    }
  }
}

type Reads = Pick<Drawing, "page">;

async function operatorOf({ page }: Reads, zone: string): Promise<string | undefined> {
  return (await page.query("zone", { id: zone }))?.operator;
}

/** The zone whose operator an intent is for. */
async function zoneOf({ page }: Reads, intent: OfficeIntent): Promise<string | undefined> {
  switch (intent.kind) {
    case "grid.supply":
    case "grid.factor":
    case "grid.call":
    case "grid.curtail":
    case "grid.outage":
      return intent.zone;
    case "grid.transfer":
      return intent.source;
    case "meter.totals":
    case "meter.substitute":
    case "meter.correct":
    case "meter.attest":
      return (await page.query("party", { id: intent.party }))?.zone;
    case "party.admit":
    case "decision.propose":
    case "decision.vote":
    case "grid.tariff":
      return undefined;
  }
}

type Besides = Pick<Draft, "until" | "counterparty" | "related" | "mentions">;

async function besides(drawing: Drawing, intent: OfficeIntent): Promise<Besides> {
  const { page, at } = drawing;
  const header = (market: number): { readonly until: number } => ({
    until: Math.ceil(headerTime(at.params.clock, market) / 1000),
  });
  const begins = (carrier: Carrier, slot: number) => header(slotStart(gridFor(at.params, carrier), slot));
  switch (intent.kind) {
    case "party.admit":
      return { counterparty: intent.party };
    case "decision.propose":
      return { ...(await ends(drawing, intent.decide)), mentions: partiesIn(intent.decide) };
    case "decision.vote": {
      const found = await page.query("decision", { id: intent.decision });
      if (found?.decision.state !== "open") {
        throw new FaultError("compose.decision", { decision: intent.decision }, "correct");
      }
      const { body } = found.decision.signed;
      return { ...(await ends(drawing, body.decide)), related: body, mentions: partiesIn(body.decide) };
    }
    case "grid.supply":
    case "grid.transfer":
    case "grid.tariff":
      // From that second on the entry would be refused as past.
      return header(intent.from);
    case "grid.call":
      return header(intent.until);
    case "grid.curtail":
      return begins(intent.carrier, intent.first);
    case "grid.outage":
      return intent.party === null ? {} : { counterparty: intent.party };
    case "meter.totals":
    case "meter.substitute":
    case "meter.correct":
    case "meter.attest":
      return { counterparty: intent.party };
    case "grid.factor":
      return {};
  }
}

/** A decision on a held contract is worth nothing after the contract's first gate; of others nothing is known. */
async function ends({ page, at }: Drawing, act: Act): Promise<Pick<Besides, "until">> {
  if (act.act !== "contract.release" && act.act !== "contract.refuse") return {};
  const terms = (await page.query("contract", { id: act.contract }))?.contract.terms;
  const first = terms && filledSlots(terms.energy)[0]?.slot;
  if (!terms || first === undefined) return {};
  const gate = gateOf(gridFor(at.params, terms.carrier), first);
  return { until: Math.ceil(headerTime(at.params.clock, gate) / 1000) };
}

/** Parties that an act names, for their names in the sentence. */
export function partiesIn(act: Act): readonly string[] {
  switch (act.act) {
    case "watch.set":
    case "party.change":
    case "party.suspend":
    case "party.reinstate":
    case "party.closeOut":
    case "key.replace":
    case "regulator.remove":
      return [act.party];
    case "supplier.replace":
      return [act.supplier, act.by];
    case "zone.operator":
      return [act.operator];
    default:
      return [];
  }
}
