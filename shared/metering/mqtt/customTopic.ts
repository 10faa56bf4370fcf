/** One figure of one topic, at a path of its JSON text or the text itself. */
import { milliOfText, type SaidUnit, unitFor } from "../live/said.ts";
import type { Role } from "../live/value.ts";
import { figure, type Listener, NOTHING, values } from "./listener.ts";
import { at, jsonOf, stepsOf } from "./payload.ts";

/** Undefined where the path is not written like one. */
export function customTopic(topic: string, path: string, role: Role, unit: SaidUnit): Listener | undefined {
  const steps = stepsOf(path);
  if (!steps) return undefined;
  const id = path === "" ? topic : `${topic} ${path}`;
  return {
    topics: [topic],
    hear: (from, text, kept) => {
      if (from !== topic || kept) return NOTHING;
      if (steps.length > 0) return values([figure(id, role, at(jsonOf(text), steps), unit)]);
      const milli = milliOfText(text, unit);
      return values([milli === null ? null : { id, role, phase: 0, name: null, unit: unitFor(unit), milli }]);
    },
  };
}
