/**
 * Shelly. First generation: one figure per topic (`shellies/ID/emeter/0/power`), counters of relays in watt-minutes. From the
 * second generation on: a component's status as JSON (`PREFIX/status/em:0`) and changes of it (`PREFIX/events/rpc`, NotifyStatus).
 */
import type { Sits } from "../../ipc/deviceViews.ts";
import type { LiveValue } from "../live/value.ts";
import { figure, type Listener, MEANINGS, NOTHING, values } from "./listener.ts";
import { at, jsonOf, membersOf } from "./payload.ts";

const PHASE = { a: 1, b: 2, c: 3 } as const;

export function shellyFirst(id: string, sits: Sits): Listener {
  const root = `shellies/${id}/`;
  const meaning = MEANINGS[sits];
  return {
    topics: [`${root}+/+/+`],
    hear: (topic, text, kept) => {
      if (kept || !topic.startsWith(root)) return NOTHING;
      const found =
        /^(emeter|relay|light|roller)\/(\d{1,2})\/(power|energy|total|total_returned|voltage|current)$/.exec(
          topic.slice(root.length),
        );
      if (!found) return NOTHING;
      const [place, component, channel = "0", what] = found;
      // Three clamps are three phases of one connection; single channels are devices of their own.
      const phase = component === "emeter" ? asPhase(Number(channel) + 1) : 0;
      const name = `${component} ${channel}`;
      switch (what) {
        case "power":
          return values([figure(place, meaning.power, text, "W", { phase, name })]);
        case "total":
          return values([figure(place, meaning.into, text, "Wh", { phase, name })]);
        case "total_returned":
          return values([figure(place, meaning.back, text, "Wh", { phase, name })]);
        case "energy":
          // Of clamps it is the energy since the last report, which is no counter.
          return component === "emeter" ? NOTHING : values([wattMinutes(place, text, meaning.into, name)]);
        case "voltage":
          return values([figure(place, "voltage", text, "V", { phase, name })]);
        case "current":
          return values([figure(place, "current", text, "A", { phase, name })]);
        default:
          return NOTHING;
      }
    },
  };
}

const asPhase = (number: number): LiveValue["phase"] => (number === 1 ? 1 : number === 2 ? 2 : number === 3 ? 3 : 0);

/** Watt-minutes to mWh, downwards: a counter never says more than was counted. */
function wattMinutes(id: string, text: string, role: LiveValue["role"], name: string): LiveValue | null {
  const said = figure(id, role, text, "Wh", { name });
  return said && { ...said, milli: Math.floor(said.milli / 60) };
}

export function shellySecond(prefix: string, sits: Sits): Listener {
  const status = `${prefix}/status/`;
  const events = `${prefix}/events/rpc`;
  return {
    topics: [`${status}#`, events],
    hear: (topic, text, kept) => {
      if (kept) return NOTHING;
      if (topic.startsWith(status)) return values(component(topic.slice(status.length), jsonOf(text), sits));
      if (topic !== events) return NOTHING;
      const told = jsonOf(text);
      const method = at(told, ["method"]);
      if (method !== "NotifyStatus" && method !== "NotifyFullStatus") return NOTHING;
      return values(membersOf(at(told, ["params"])).flatMap(([name, state]) => component(name, state, sits)));
    },
  };
}

function component(name: string, state: unknown, sits: Sits): (LiveValue | null)[] {
  const found = /^(em|em1|emdata|em1data|switch|pm1|cover|light):(\d{1,3})$/.exec(name);
  if (!found) return [];
  const { power, into, back } = MEANINGS[sits];
  const one = (
    key: string,
    role: LiveValue["role"],
    unit: "W" | "Wh" | "V" | "A" | "Hz",
    phase: LiveValue["phase"] = 0,
  ) => figure(`${name}.${key}`, role, at(state, key.split(".")), unit, { phase, name });
  switch (found[1]) {
    case "em":
      return [
        one("total_act_power", power, "W"),
        ...(["a", "b", "c"] as const).flatMap((letter) => [
          one(`${letter}_act_power`, power, "W", PHASE[letter]),
          one(`${letter}_voltage`, "voltage", "V", PHASE[letter]),
          one(`${letter}_current`, "current", "A", PHASE[letter]),
        ]),
        one("a_freq", "frequency", "Hz"),
      ];
    case "emdata":
      return [one("total_act", into, "Wh"), one("total_act_ret", back, "Wh")];
    case "em1data":
      return [one("total_act_energy", into, "Wh"), one("total_act_ret_energy", back, "Wh")];
    case "em1":
      return [one("act_power", power, "W"), one("voltage", "voltage", "V"), one("current", "current", "A")];
    default:
      return [
        one("apower", power, "W"),
        one("aenergy.total", into, "Wh"),
        one("ret_aenergy.total", back, "Wh"),
        one("voltage", "voltage", "V"),
        one("current", "current", "A"),
        one("freq", "frequency", "Hz"),
      ];
  }
}
