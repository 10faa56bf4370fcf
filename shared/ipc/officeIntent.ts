/**
 * What an office (regulator, grid operator, utility) asks to sign: the body of its kind without who sends it and without the replay
 * window, which the wallet writes. One schema per kind, the ledger's own, so that a form cannot state what no block would take.
 */
import { z } from "zod";
import { ProposeAct, VoteOnAct } from "../ledger/bodies/decisions.ts";
import {
  CallFlexibility,
  ConfirmOutage,
  Curtail,
  PublishFactor,
  PublishSupply,
  PublishTariff,
  PublishTransfer,
} from "../ledger/bodies/grid.ts";
import { CorrectReading, PostTotals, SubstituteReading } from "../ledger/bodies/meters.ts";
import { AdmitParty, AttestMeter } from "../ledger/bodies/parties.ts";

const HEAD = { sender: true, validUntil: true, nonce: true } as const;

export const OfficeIntent = z.discriminatedUnion("kind", [
  // Regulators.
  AdmitParty.omit(HEAD),
  ProposeAct.omit(HEAD),
  VoteOnAct.omit(HEAD),
  // Operators.
  PublishSupply.omit(HEAD),
  PublishTransfer.omit(HEAD),
  PublishFactor.omit(HEAD),
  CallFlexibility.omit(HEAD),
  Curtail.omit(HEAD),
  ConfirmOutage.omit(HEAD),
  PostTotals.omit(HEAD),
  SubstituteReading.omit(HEAD),
  CorrectReading.omit(HEAD),
  AttestMeter.omit(HEAD),
  // Utilities.
  PublishTariff.omit(HEAD),
]);
export type OfficeIntent = z.infer<typeof OfficeIntent>;
export type OfficeKind = OfficeIntent["kind"];

/** The office whose right a kind is. */
export type Office = "regulator" | "operator" | "utility";

export function officeOf(kind: OfficeKind): Office {
  switch (kind) {
    case "party.admit":
    case "decision.propose":
    case "decision.vote":
      return "regulator";
    case "grid.supply":
    case "grid.transfer":
    case "grid.factor":
    case "grid.call":
    case "grid.curtail":
    case "grid.outage":
    case "meter.totals":
    case "meter.substitute":
    case "meter.correct":
    case "meter.attest":
      return "operator";
    case "grid.tariff":
      return "utility";
  }
}
