/** What listens on a broker for one kind of speaker: which topics it wants, and what a message means. */
import type { Sits } from "../../ipc/deviceViews.ts";
import type { SaidUnit } from "../live/said.ts";
import { milliOfJson, unitFor } from "../live/said.ts";
import type { LiveValue, Role } from "../live/value.ts";

export interface Said {
  readonly values: readonly LiveValue[];
  /** Topics to listen to from now on as well. */
  readonly topics: readonly string[];
}
export interface Listener {
  readonly topics: readonly string[];
  /**
   * `kept`: the broker kept the message for us, so nobody knows how old it is. Figures of such messages are not taken; what announces
   * figures is.
   */
  hear(topic: string, text: string, kept: boolean): Said;
}
export const NOTHING: Said = { values: [], topics: [] };
export const values = (list: readonly (LiveValue | null)[]): Said => ({
  values: list.filter((one) => one !== null),
  topics: [],
});

/** Power, and the counters of both directions, of a meter that counts what flows in as positive, by where it sits. */
export const MEANINGS: Readonly<Record<Sits, { readonly power: Role; readonly into: Role; readonly back: Role }>> = {
  grid: { power: "gridPower", into: "imported", back: "exported" },
  generation: { power: "generationPower", into: "generated", back: "used" },
  load: { power: "usedPower", into: "used", back: "generated" },
};

/** One figure, or null where the message does not have it. */
export function figure(
  id: string,
  role: Role,
  value: unknown,
  said: SaidUnit,
  { phase = 0, name = null }: { readonly phase?: LiveValue["phase"]; readonly name?: string | null } = {},
): LiveValue | null {
  const milli = milliOfJson(value, said);
  return milli === null ? null : { id, role, phase, name, unit: unitFor(said), milli };
}
