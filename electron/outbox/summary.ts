/** The few figures of a transaction that a list line shows; words are the screen's. Energy in Wh, prices in micro per kWh. */
import type { OutboxEntry } from "../../shared/ipc/ledgerViews.ts";
import { sum } from "../../shared/ledger/amounts.ts";
import type { TxBody } from "../../shared/ledger/transactions.ts";

import { officeIntentOf } from "./intent.ts";
import { officeSummary } from "./officeSummary.ts";

export function summaryOf(body: TxBody): OutboxEntry["summary"] {
  switch (body.kind) {
    case "party.register":
      return { supplier: body.supplier, zone: body.certificate.claims.zone };
    case "party.admit":
      return { party: body.party, reason: body.reason };
    case "offer.post":
    case "offer.replace": {
      const { side, carrier, price, energy } = body;
      return { side, carrier, price, first: energy.first, slots: energy.wh.length, total: sum(energy.wh) };
    }
    case "offer.cancel":
      return { offer: body.offer };
    case "offer.accept": {
      const { offer, energy } = body;
      return { offer, first: energy.first, slots: energy.wh.length, total: sum(energy.wh) };
    }
    case "auction.order": {
      const { side, carrier, price, slot, wh } = body;
      return { side, carrier, price, first: slot, slots: 1, total: wh };
    }
    case "contract.end":
      return { contract: body.contract, from: body.from };
    case "dispute.raise":
      return { contract: body.contract, first: body.first, slots: body.count, reason: body.reason };
    case "meter.commit":
      return { meter: body.meter, batch: body.batch };
    case "meter.open":
      return { meter: body.meter, batch: body.batch, openings: body.openings.length };
    case "payment.claim":
      return { other: body.creditor, period: body.period, reference: body.reference };
    case "payment.confirm":
      return { other: body.debtor, period: body.period };
    case "payment.deny":
      return { other: body.debtor, period: body.period, reason: body.reason };
    default: {
      const office = officeIntentOf(body);
      return office ? officeSummary(office) : {};
    }
  }
}
