/**
 * Home Assistant's discovery: `PREFIX/sensor/…/config` announces a sensor with its topic, unit and class, in long or short keys. Of
 * its templates we read those that name one member of the message; one that computes is passed over, never guessed.
 */
import { isSaidUnit, milliOfText, type SaidUnit, unitFor } from "../live/said.ts";
import type { LiveValue, Role } from "../live/value.ts";
import { figure, type Listener, NOTHING, type Said } from "./listener.ts";
import { at, jsonOf, stepsOf } from "./payload.ts";

interface Sensor {
  readonly id: string;
  readonly name: string;
  readonly topic: string;
  readonly steps: readonly string[];
  readonly unit: SaidUnit;
  readonly role: Role;
}
/** Announced sensors beyond this are not listened to. */
const SENSORS_MAX = 128;
const NAME_MAX = 60;

/** Roles that a class says by itself. What a power or an energy is *of* no class says: it keeps its name instead. */
const ROLE_OF: Readonly<Record<string, Role>> = {
  power: "other",
  energy: "other",
  voltage: "voltage",
  current: "current",
  frequency: "frequency",
  temperature: "temperature",
  battery: "batteryCharge",
  gas: "gas",
  water: "water",
};

export function homeAssistant(prefix: string): Listener {
  const sensors = new Map<string, Sensor>();
  const root = `${prefix}/sensor/`;
  return {
    topics: [`${root}+/config`, `${root}+/+/config`],
    hear: (topic, text, kept) => {
      if (topic.startsWith(root) && topic.endsWith("/config")) return announced(topic, text);
      return kept ? NOTHING : heard(topic, text);
    },
  };

  function announced(topic: string, text: string): Said {
    const id = topic.slice(root.length, -"/config".length);
    // An empty announcement takes the sensor back.
    const sensor = text === "" ? undefined : sensorOf(id, jsonOf(text));
    if (!sensor) sensors.delete(id);
    else if (sensors.has(id) || sensors.size < SENSORS_MAX) sensors.set(id, sensor);
    else return NOTHING;
    return { values: [], topics: sensor ? [sensor.topic] : [] };
  }

  function heard(topic: string, text: string): Said {
    const found: LiveValue[] = [];
    let json: unknown;
    for (const { id, name, topic: its, steps, unit, role } of sensors.values()) {
      if (its !== topic) continue;
      if (steps.length > 0) json ??= jsonOf(text);
      const milli = steps.length > 0 ? null : milliOfText(text, unit);
      const value =
        steps.length > 0
          ? figure(id, role, at(json, steps), unit, { name })
          : milli === null
            ? null
            : { id, role, phase: 0 as const, name, unit: unitFor(unit), milli };
      if (value) found.push(value);
    }
    return { values: found, topics: [] };
  }
}

function sensorOf(id: string, config: unknown): Sensor | undefined {
  const text = (...keys: readonly string[]): string | undefined => {
    for (const key of keys) {
      const value = at(config, [key]);
      if (typeof value === "string") return value;
    }
    return undefined;
  };
  const base = text("~") ?? "";
  const said = text("state_topic", "stat_t");
  const unit = text("unit_of_measurement", "unit_of_meas");
  const steps = memberOf(text("value_template", "val_tpl"));
  if (said === undefined || unit === undefined || !isSaidUnit(unit) || !steps) return undefined;
  const topic = said.startsWith("~") ? base + said.slice(1) : said.endsWith("~") ? said.slice(0, -1) + base : said;
  if (topic === "" || topic.length > 200 || /[#+]/.test(topic)) return undefined;
  const device = at(config, ["device", "name"]) ?? at(config, ["dev", "name"]);
  const name = [typeof device === "string" ? device : "", text("name") ?? id].join(" ").trim().slice(0, NAME_MAX);
  const role = ROLE_OF[text("device_class", "dev_cla") ?? ""] ?? "other";
  return { id, name, topic, steps, unit, role };
}

/** `{{ value_json.a['b'] | float(0) | round(2) }}` → its path; `{{ value }}` and no template → the message itself. */
function memberOf(template: string | undefined): readonly string[] | null {
  if (template === undefined) return [];
  if (template.length > 300) return null;
  const found =
    /^\{\{-?\s*value(_json)?((?:\.[\w-]+|\[['"]?[^\]'"]+['"]?\])*)((?:\s*\|\s*(?:float|int|round)(?:\(\s*[\w.,' ]*\))?)*)\s*-?\}\}$/.exec(
      template.trim(),
    );
  if (!found || (found[1] === undefined) !== (found[2] === "")) return null;
  return stepsOf(found[2] ?? "");
}
