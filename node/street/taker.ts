/**
 * Takes offers from the book: those of people who are not of the street within seconds, when the price is fair and a resident
 * can really use or make the energy; the street's own after they have been seen for a while. Each offer is tried once per resident.
 */
import type { Limits } from "../../shared/ledger/params.ts";
import type { OfferRecord } from "../../shared/ledger/records.ts";
import { meteredCarrier } from "../../shared/ledger/metering/carrier.ts";
import { wholeBook } from "../../shared/ledger/wholeBook.ts";
import { civil } from "../../shared/ledger/time.ts";
import type { Carrier, Side, Technology } from "../../shared/ledger/units.ts";
import { ZONE } from "../demo/rules.ts";
import { type Desk, openFrom } from "./desk.ts";
import { fairToBuy, fairToSell } from "./fairness.ts";
import { fit, sum } from "./fit.ts";
import { choose } from "./noise.ts";
import type { StreetHost } from "./port.ts";
import type { Turn } from "./turn.ts";

/** Acceptances in answer to one block. */
const PER_TURN = 2;
/** Slots ahead that are looked at: a day and a half of quarter-hours, and as long for the coarser grids. */
const LOOK_AHEAD = 136_800;
/** Header seconds that a person's offer stays open before the street takes it: at least, and spread over. */
const SEEN = 4;
const SPREAD = 6;
/** The same for offers among the street's own, in market seconds, and how many of a hundred are taken at all. */
const OWN_SEEN = 1_500;
const OWN_SPREAD = 3_000;
const OWN_TAKEN = 45;
/** Share of what a resident expects that may be promised to people, and among the street's own: room is kept for people. */
const SHARE_FOR_PEOPLE = 0.8;
const SHARE_FOR_OWN = 0.35;
/** Of that, what those who depend on the weather sell as a firm quantity. */
const SHARE_FIRM = 0.3;
const WEATHER: ReadonlySet<Technology> = new Set<Technology>(["solar", "wind"]);

export interface Taker {
  act(turn: Turn): void;
}

export function openTaker(host: StreetHost, seed: number, desks: readonly Desk[]): Taker {
  const own = new Set(desks.map((desk) => desk.account.id));
  const carriers = [...new Set(desks.map((desk) => desk.connection.carrier))];
  /** Offer id to those who tried it and to when it was first seen. */
  const tried = new Map<string, Set<string>>();

  return {
    act(turn) {
      let taken = 0;
      const live = new Set<string>();
      for (const carrier of carriers) {
        const { offers, tariff } = book(turn, carrier);
        for (const offer of offers) {
          live.add(offer.id);
          if (taken < PER_TURN && turn.budget > 0 && tariff && take(turn, offer, tariff)) taken++;
        }
      }
      for (const id of tried.keys()) if (!live.has(id)) tried.delete(id);
    },
  };

  /** People's offers first, then the street's own, each in book order. */
  function book(
    turn: Turn,
    carrier: Carrier,
  ): { offers: readonly OfferRecord[]; tariff: Limits["tariff"] | undefined } {
    const grid = host.params.grids[carrier];
    if (!grid) return { offers: [], tariff: undefined };
    const from = openFrom(grid, turn.market, host.params.clock.rate);
    const to = from + Math.max(2, Math.ceil(LOOK_AHEAD / grid.slotSeconds));
    const all = wholeBook((page) => host.query("bookPage", page), { carrier, zone: ZONE, from, to }).filter(
      (offer) => offer.left.first >= from,
    );
    const { month } = civil(turn.market);
    return {
      offers: [...all.filter(({ party }) => !own.has(party)), ...all.filter(({ party }) => own.has(party))],
      tariff: host.query("rules", { carrier, zone: ZONE, technology: "none", month })?.limits.tariff,
    };
  }

  function take(turn: Turn, offer: OfferRecord, tariff: Limits["tariff"]): boolean {
    const { body } = offer.signed;
    const mine: Side = body.side === "sell" ? "buy" : "sell";
    const fair = mine === "buy" ? fairToBuy(body.price, offer.charges, tariff) : fairToSell(body.price, tariff);
    if (!fair || !ripe(turn, offer) || !metered(offer)) return false;
    const found = best(turn, offer, mine);
    if (!found) return false;
    const { desk, part } = found;
    remember(offer.id).add(desk.account.id);
    const energy = trimmed(offer.left.first, part);
    return desk.account.send(turn, "offer.accept", { offer: offer.id, energy }) !== undefined;
  }

  /** Whether the other side has a meter for what it offers: what nobody measures cannot be delivered. */
  function metered(offer: OfferRecord): boolean {
    const party = own.has(offer.party) ? undefined : host.query("party", { id: offer.party });
    return party === undefined || (party !== null && meteredCarrier(party) === offer.signed.body.carrier);
  }

  /** Whether the offer has been in the book for long enough, and before its gate by enough. */
  function ripe(turn: Turn, offer: OfferRecord): boolean {
    const { rate } = host.params.clock;
    const age = turn.market - offer.at.market;
    const spread = choose(seed, `ripe/${offer.id}`, 1000) / 1000;
    if (own.has(offer.party)) {
      return choose(seed, `own/${offer.id}`, 100) < OWN_TAKEN && age >= OWN_SEEN + spread * OWN_SPREAD;
    }
    // At a fast rate a person's seconds are too many: never more than a part of a slot, nor of the time that is left.
    const slot = host.params.grids[offer.signed.body.carrier]?.slotSeconds ?? 900;
    const left = offer.signed.body.expires - offer.at.market;
    return age >= Math.min((SEEN + spread * SPREAD) * rate, slot * 0.4, left / 3);
  }

  /** Who can take all of it, else who can take most; equal ones in an order that hangs on the offer. */
  function best(turn: Turn, offer: OfferRecord, mine: Side): { desk: Desk; part: readonly number[] } | undefined {
    const { body } = offer.signed;
    const share = own.has(offer.party) ? SHARE_FOR_OWN : SHARE_FOR_PEOPLE;
    const before = tried.get(offer.id);
    const minimum = body.minimum;
    const candidates = desks
      .filter(
        ({ account, connection: { carrier, resident } }) =>
          carrier === body.carrier &&
          account.id !== offer.party &&
          !before?.has(account.id) &&
          !account.busy(turn) &&
          (mine === "buy" || body.technology === "none" || resident.technology === body.technology),
      )
      .map((desk) => {
        const sure = mine === "buy" || body.type === "asProduced" || !WEATHER.has(desk.connection.resident.technology);
        const room = desk.free(mine, offer.left.first, offer.left.wh.length, sure ? share : share * SHARE_FIRM);
        const part = fit(offer.left.wh, room, minimum);
        return { desk, part, order: choose(seed, `${offer.id}/${desk.connection.who}`, 1_000_000) };
      })
      .flatMap((candidate) => (candidate.part ? [{ ...candidate, part: candidate.part }] : []));
    return candidates.toSorted((x, y) => sum(y.part) - sum(x.part) || x.order - y.order)[0];
  }

  function remember(id: string): Set<string> {
    const known = tried.get(id) ?? new Set<string>();
    tried.set(id, known);
    return known;
  }
}

/** The part without the empty slots at its ends. */
function trimmed(first: number, part: readonly number[]): { first: number; wh: number[] } {
  const from = part.findIndex((wh) => wh > 0);
  const to = part.findLastIndex((wh) => wh > 0);
  return { first: first + from, wh: part.slice(from, to + 1) };
}
