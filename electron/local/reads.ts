/** Every `read` method of the wallet's contract, answered from verified pages, the outbox and the own readings. */
import type { Input, Output } from "../../shared/ipc/contract.ts";
import type { OutboxEntry, StatusView } from "../../shared/ipc/ledgerViews.ts";
import type { Verified } from "../../shared/ipc/verified.ts";
import type { Market } from "../readings/replay.ts";
import type { Clocks, Readings } from "../readings/readings.ts";
import { type Page, WithheldError } from "../sync/verifiedReads.ts";
import { draftView } from "../outbox/drafts.ts";
import { entryView } from "../outbox/entryView.ts";
import type { Joined } from "./joined.ts";
import { marketAt, meterMarket } from "./market.ts";
import { decisionsView } from "./office/decisions.ts";
import { disputeRows } from "./office/disputes.ts";
import { healthView } from "./office/health.ts";
import { heldRows } from "./office/held.ts";
import { partiesView } from "./office/parties.ts";
import { pathView } from "./office/path.ts";
import { previewOf } from "./office/preview.ts";
import { rulesView } from "./office/rules.ts";
import { signalsView } from "./office/signals.ts";
import { settlementView, tariffView } from "./office/tariff.ts";
import { zoneView } from "./office/zone.ts";
import type { ReadMethod } from "./port.ts";
import { bookRows } from "./views/book.ts";
import { contractRows, contractView } from "./views/contracts.ts";
import { carrierRules, homeView, needs } from "./views/home.ts";
import { myOffers } from "./views/myOffers.ts";
import { statementRows } from "./views/money.ts";
import { proposal } from "./views/proposal.ts";

export interface ReadSurroundings {
  readonly readings: Readings;
  readonly joined: Joined | undefined;
  readonly now: number;
}

const OUTBOX_SHOWN = 200;
const METER_SHOWN = 20;

/** The meter's many small entries must not push the reader's own off the list. */
function outboxEntries({ outbox, drafts, sync }: Joined): OutboxEntry[] {
  const now = Math.floor(sync.now() / 1000);
  const signed = [...outbox.list(OUTBOX_SHOWN, "own"), ...outbox.list(METER_SHOWN, "meter")]
    .toSorted((a, b) => b.created - a.created)
    .map((item) => entryView(outbox, item, now));
  return [...drafts.list().map(draftView), ...signed];
}

export async function readView<M extends ReadMethod>(
  method: M,
  input: Input<M>,
  around: ReadSurroundings,
): Promise<Output<M>> {
  return (await READS[method](around, input)) as Output<M>;
}

const READS: { readonly [M in ReadMethod]: (around: ReadSurroundings, input: Input<M>) => Promise<Output<M>> } = {
  "status.get": ({ joined }) => Promise.resolve(joined ? joined.sync.status() : NO_NETWORK),
  "outbox.list": ({ joined }) => Promise.resolve(joined ? outboxEntries(joined) : []),
  "proof.list": ({ joined }) => Promise.resolve(joined ? [...joined.saved.list()] : []),
  "home.get": (around) => view(around, homeView),
  async "needs.list"({ joined, readings }) {
    if (!joined) return readings.currentFile() ? [] : [{ what: "importMeter" }];
    try {
      return await needs(joined, joined.reads.page());
    } catch (error) {
      if (error instanceof WithheldError) return await needs(joined, undefined);
      throw error;
    }
  },
  "energy.live": async (around) => around.readings.live(await marketOf(around)),
  "energy.day": async (around, { source, date }) =>
    source === "devices"
      ? around.readings.devices.day(date, Math.floor(around.now / 1000))
      : around.readings.day(source, date, await marketOf(around)),
  "energy.month": async (around, { source, month }) =>
    source === "devices"
      ? around.readings.devices.month(month, Math.floor(around.now / 1000))
      : around.readings.month(source, month, await marketOf(around)),
  "energy.curve": async (around, { source, from, days }) =>
    around.readings.curve(source, from, days, await clocksOf(around)),
  "energy.year": async (around, { source, year }) => around.readings.year(source, year, await clocksOf(around)),
  "market.book": (around, input) => view(around, (joined, page) => bookRows(joined, page, input)),
  "market.rules": (around, { carrier }) => view(around, (joined, page) => carrierRules(joined, page, carrier)),
  "market.mine": (around) => view(around, myOffers),
  "market.proposal": (around, input) => view(around, (joined, page) => proposal(joined, page, input)),
  "contracts.list": (around) => view(around, contractRows),
  "contracts.get": (around, { id }) => view(around, (joined, page) => contractView(joined, page, id)),
  "office.zone": (around, input) => view(around, (joined, page) => zoneView(joined, page, input)),
  "office.held": (around, input) => view(around, (joined, page) => heldRows(joined, page, input.zone)),
  "office.decisions": (around) => view(around, decisionsView),
  "office.parties": (around, input) => view(around, (joined, page) => partiesView(joined, page, input)),
  "office.disputes": (around) => view(around, disputeRows),
  "office.rules": (around, input) => view(around, (joined, page) => rulesView(joined, page, input)),
  "office.preview": (around, input) => view(around, (joined, page) => previewOf(joined, page, input)),
  "office.signals": (around, input) => view(around, (joined, page) => signalsView(joined, page, input)),
  "office.tariff": (around, input) => view(around, (joined, page) => tariffView(joined, page, input)),
  "office.settlement": (around, input) => view(around, (joined, page) => settlementView(joined, page, input)),
  "office.health": (around) => view(around, healthView),
  "office.path": (around, input) => view(around, (joined, page) => pathView(joined, page, input.party)),
  "money.list": (around) =>
    view(around, async (joined, page) => (await statementRows(joined, page)).map(({ row }) => row)),
};

function view<T>({ joined }: ReadSurroundings, draw: (joined: Joined, page: Page) => Promise<T>): Promise<Verified<T>> {
  if (!joined) return Promise.resolve({ state: "waiting", why: "connecting" });
  return joined.reads.view((page) => draw(joined, page));
}

/** Where the market stands, as far as it is verified: own readings are shown without it too. */
async function marketOf({ joined }: ReadSurroundings): Promise<Market | null> {
  if (!joined) return null;
  try {
    return meterMarket(await marketAt(joined, joined.reads.page()));
  } catch (error) {
    if (error instanceof WithheldError) return null;
    throw error;
  }
}

const NO_NETWORK: StatusView = {
  link: "starting",
  height: null,
  time: null,
  signed: 0,
  of: 0,
  simulated: false,
  chainId: "",
  nodes: [],
  anchor: null,
  trusted: null,
  refused: [],
  witnessed: null,
  clockAheadMs: null,
  attack: null,
  metered: false,
  // The worker knows no processes; whoever starts the demo's fills it in.
  demoDamage: null,
};

const clocksOf = async (around: ReadSurroundings): Promise<Clocks> => ({
  market: await marketOf(around),
  now: Math.floor(around.now / 1000),
});
