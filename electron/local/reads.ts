/** Every `read` method of the wallet's contract, answered from verified pages, the outbox and the own readings. */
import type { Input, Output } from "../../shared/ipc/contract.ts";
import type { OutboxEntry, StatusView } from "../../shared/ipc/ledgerViews.ts";
import type { Verified } from "../../shared/ipc/verified.ts";
import type { Market } from "../readings/replay.ts";
import type { Readings } from "../readings/readings.ts";
import { type Page, WithheldError } from "../sync/verifiedReads.ts";
import { draftView } from "../outbox/drafts.ts";
import { entryView } from "../outbox/entryView.ts";
import type { Joined } from "./joined.ts";
import { marketAt, meterMarket } from "./market.ts";
import type { ReadMethod } from "./port.ts";
import { bookRows } from "./views/book.ts";
import { contractRows, contractView } from "./views/contracts.ts";
import { homeView, needs } from "./views/home.ts";
import { statementRows } from "./views/money.ts";
import { proposal } from "./views/proposal.ts";
import { signalsView } from "./views/signals.ts";

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
  "energy.day": async (around, { source, date }) => around.readings.day(source, date, await marketOf(around)),
  "energy.month": async (around, { source, month }) => around.readings.month(source, month, await marketOf(around)),
  "energy.curve": async (around, { source, from, days }) =>
    around.readings.curve(source, from, days, await marketOf(around)),
  "energy.year": async (around, { source, year }) => around.readings.year(source, year, await marketOf(around)),
  "energy.signals": (around, input) => view(around, (joined, page) => signalsView(joined, page, input)),
  "market.book": (around, input) => view(around, (joined, page) => bookRows(joined, page, input)),
  "market.proposal": (around, input) => view(around, (joined, page) => proposal(joined, page, input)),
  "contracts.list": (around) => view(around, contractRows),
  "contracts.get": (around, { id }) => view(around, (joined, page) => contractView(joined, page, id)),
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
  // The worker knows no processes; whoever starts the demo's fills it in.
  demoDamage: null,
};
