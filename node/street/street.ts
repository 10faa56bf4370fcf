/**
 * The demo street: homes with their meters and desks, the regulators' clerk and the cashier. It reacts to blocks and to nothing
 * else: what it does follows from the seed, the state and the market's time, so a restart goes on where it stopped.
 */
import type { GridParams } from "../../shared/ledger/params.ts";
import { marketTime, slotOf } from "../../shared/ledger/time.ts";
import type { StreetMeters } from "../../shared/ipc/kioskViews.ts";
import type { Carrier } from "../../shared/ledger/units.ts";
import { demoKey, demoSecret } from "../demo/keys.ts";
import { meterId } from "../demo/genesis.ts";
import { OPERATOR, playedBy, REGULATORS } from "../demo/offices.ts";
import { UTC_OFFSET } from "../demo/rules.ts";
import { type Account, openAccount } from "./account.ts";
import { openCashier } from "./cashier.ts";
import { openClerk } from "./clerk.ts";
import { openCouncil } from "./council.ts";
import { openDesk } from "./desk.ts";
import { openMaker } from "./maker.ts";
import { litres, openGasOffice, whPerM3 } from "./gasDays.ts";
import { meterDay } from "./meterDay.ts";
import { type Meter, openMeter, type Urgency } from "./meter.ts";
import { type Nonces, openNonces } from "./nonces.ts";
import type { Street, StreetHost, StreetOptions } from "./port.ts";
import { type Place, type Registers, registers } from "./registers.ts";
import { type Connection, CONNECTIONS, UTILITY } from "./residents.ts";
import { openTaker } from "./taker.ts";
import { type Turn, TURN_BUDGET } from "./turn.ts";
import { EXPECTED, seeded } from "./weather.ts";

/** Whose contracts the regulators look at while a person is one of them: it sells all day. */
const WATCHED = "eastwind";

/** Starts the street on a chain made by demoGenesis with the same keys and seed. */
export function startStreet(host: StreetHost, options: StreetOptions): Street {
  const { keys, seed, played } = options;
  const person = played && playedBy(played);
  const { marketDays, meterDays } = host.params.validity;
  const accounts = new Map<string, Account>();
  const nonces = new Map<string, Nonces>();

  const noncesOf = (party: string): Nonces => {
    const known = nonces.get(party) ?? openNonces(host, party);
    nonces.set(party, known);
    return known;
  };
  const account = (who: string): Account => {
    const key = demoKey(keys, who, "account");
    const known = accounts.get(who) ?? openAccount(host, key.id, key, noncesOf(key.id), marketDays);
    accounts.set(who, known);
    return known;
  };

  const others = REGULATORS.filter(({ who }) => who !== person).map(({ who }) => account(who));
  const supplier = demoKey(keys, UTILITY.who, "account").id;
  // A person in a regulator's office has the last vote.
  const votes = host.params.quorum - (played === "regulator" ? 1 : 0);
  const clerk = openClerk(host, others, supplier, votes);
  const cashier = openCashier(
    host,
    [...CONNECTIONS, OPERATOR].filter(({ who }) => who !== person).map(({ who }) => account(who)),
  );
  const council =
    played === "regulator" && person !== undefined
      ? openCouncil(host, {
          others,
          person: demoKey(keys, person, "account").id,
          watched: demoKey(keys, WATCHED, "account").id,
        })
      : undefined;
  const gasOffice = openGasOffice(host, account(OPERATOR.who), gridOf("gas"), seed);
  const desks = CONNECTIONS.map((connection) => {
    const at = place(connection.carrier);
    const expected = registers(connection.resident, at, EXPECTED, seed);
    return openDesk(host, { connection, grid: gridOf(connection.carrier), account: account(connection.who), expected });
  });
  const taker = openTaker(host, seed, desks);
  const maker = openMaker(host, seed, desks, UTC_OFFSET);
  const meters = CONNECTIONS.map(meter);
  let nextMeter = 0;
  let market: number | undefined;
  const meterAll = (turn: Turn, urgency: Urgency): void => {
    for (let i = 0; i < meters.length && turn.budget > 0; i++) meters[nextMeter++ % meters.length]?.act(turn, urgency);
  };

  const stop = host.onBlock((height, headerMs) => {
    const turn: Turn = {
      height,
      headerMs,
      header: Math.floor(headerMs / 1000),
      market: Math.floor(marketTime(host.params.clock, headerMs) / 1000),
      budget: TURN_BUDGET,
    };
    market = turn.market;
    clerk.act(turn);
    council?.act(turn);
    gasOffice.act(turn);
    taker.act(turn);
    cashier.act(turn);
    meterAll(turn, "awaited");
    maker.act(turn);
    meterAll(turn, "other");
  });
  const today = (): StreetMeters | null =>
    market === undefined ? null : meterDay(market, seed, (who) => demoKey(keys, who, "account").id);
  return { stop, today };

  function gridOf(carrier: Carrier): GridParams {
    const grid = host.params.grids[carrier];
    if (!grid) throw new RangeError(`the demo's chain has no grid for ${carrier}`);
    return grid;
  }

  function place(carrier: Carrier): Place {
    const { slotSeconds, startSeconds } = gridOf(carrier);
    return { carrier, slotSeconds, startSeconds, origin: host.params.clock.origin, utcOffset: UTC_OFFSET };
  }

  function meter(connection: Connection): Meter {
    const { who, carrier, resident } = connection;
    const party = demoKey(keys, who, "account").id;
    const energy = registers(resident, place(carrier), seeded(seed), seed);
    return openMeter(host, {
      id: meterId(connection),
      party,
      carrier,
      grid: gridOf(carrier),
      account: openAccount(host, party, demoKey(keys, who, "meter"), noncesOf(party), meterDays),
      secret: demoSecret(keys, who, "meter/salt"),
      registers: carrier === "gas" ? inLitres(energy) : energy,
    });
  }
  function inLitres(energy: Registers): Registers {
    const first = slotOf(gridOf("gas"), host.params.clock.origin);
    return litres(energy, first, (slot) => whPerM3(seed, slot));
  }
}
