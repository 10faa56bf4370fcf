/** The contract's rows for the offices' screens: each read is one verified page. */
import { z } from "zod";
import { Bands } from "../ledger/params.ts";
import { Carrier } from "../ledger/units.ts";
import { LocalDate } from "./energyViews.ts";
import { method } from "./method.ts";
import {
  DecisionsView,
  DisputeRow,
  HealthView,
  HeldRow,
  PartiesView,
  PartyState,
  PathView,
  PreviewView,
  RulesView,
  SettlementView,
  SignalsView,
  TariffView,
  ZoneView,
} from "./officeViews.ts";
import { verified } from "./verified.ts";

const none = z.strictObject({});
/** Null: the account's own. */
const zone = z.string().max(64).nullable();
const address = z.string().max(64);

export const OFFICE_METHODS = {
  "office.zone": method(
    "wallet",
    "read",
    z.strictObject({ zone, carrier: Carrier, date: LocalDate.nullable() }),
    verified(ZoneView),
  ),
  /** Contracts of a zone, of every carrier, that wait for the regulators. */
  "office.held": method("wallet", "read", z.strictObject({ zone }), verified(z.array(HeldRow))),
  /** Open and carried ones, and the latest that ended. */
  "office.decisions": method("wallet", "read", none, verified(DecisionsView)),
  "office.parties": method(
    "wallet",
    "read",
    z.strictObject({ status: PartyState, after: address.nullable() }),
    verified(PartiesView),
  ),
  "office.disputes": method("wallet", "read", none, verified(z.array(DisputeRow))),
  "office.rules": method("wallet", "read", z.strictObject({ zone, carrier: Carrier }), verified(RulesView)),
  /** The last week's contracts under other bands; null: under those in force, which a zone may lack. */
  "office.preview": method(
    "wallet",
    "read",
    z.strictObject({ zone: z.string().max(64), carrier: Carrier, bands: Bands.nullable() }),
    verified(PreviewView.nullable()),
  ),
  "office.signals": method(
    "wallet",
    "read",
    z.strictObject({ zone: z.string().max(64), carrier: Carrier, date: LocalDate.nullable() }),
    verified(SignalsView),
  ),
  "office.tariff": method("wallet", "read", z.strictObject({ carrier: Carrier }), verified(TariffView)),
  /** Null: the latest period that is over. */
  "office.settlement": method(
    "wallet",
    "read",
    z.strictObject({ period: z.number().int().min(0).max(100_000_000).nullable() }),
    verified(SettlementView),
  ),
  "office.health": method("wallet", "read", none, verified(HealthView)),
  /** Of any party, the latest page: what names it on the ledger. */
  "office.path": method("wallet", "read", z.strictObject({ party: address }), verified(PathView.nullable())),
} as const;
