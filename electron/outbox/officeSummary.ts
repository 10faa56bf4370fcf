/** The few figures of an office's act that a list line shows. */
import type { OutboxEntry } from "../../shared/ipc/ledgerViews.ts";
import type { OfficeIntent } from "../../shared/ipc/officeIntent.ts";

export function officeSummary(intent: OfficeIntent): OutboxEntry["summary"] {
  switch (intent.kind) {
    case "party.admit":
      return { party: intent.party, reason: intent.reason };
    case "decision.propose":
      return { act: intent.decide.act, reason: intent.reason };
    case "decision.vote":
      return { decision: intent.decision, reason: intent.reason };
    case "grid.supply":
    case "grid.factor":
      return { zone: intent.zone };
    case "grid.call":
    case "grid.curtail":
    case "grid.outage":
      return { zone: intent.zone, first: intent.first, slots: intent.count };
    case "grid.transfer":
      return { zone: intent.source };
    case "grid.tariff":
      return { carrier: intent.carrier };
    case "meter.totals":
      return { party: intent.party, first: intent.first, slots: intent.totals.length };
    case "meter.substitute":
    case "meter.correct":
      return { party: intent.party, first: intent.slot, reason: intent.reason };
    case "meter.attest":
      return { party: intent.party, meter: intent.meter };
  }
}
