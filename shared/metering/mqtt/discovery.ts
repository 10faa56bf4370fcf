/** Who speaks on a broker, by the topics that come by: announcements of Home Assistant, Shelly of both generations, Tasmota. */
import type { Speaker } from "../../ipc/deviceViews.ts";
import { jsonOf, membersOf } from "./payload.ts";

/** What is listened to for a moment. */
export const DISCOVERY_TOPICS = [
  "homeassistant/sensor/#",
  "shellies/+/+/+/+",
  "shellies/+/online",
  "+/status/+",
  "tele/+/SENSOR",
] as const;
const IDS_MAX = 200;

interface Heard {
  readonly speaker: Speaker;
  readonly figures: Set<string>;
}

export class Discovery {
  readonly #heard = new Map<string, Heard>();

  /** Takes one message; true where somebody new speaks. */
  hear(topic: string, text: string): boolean {
    const found = speakerOf(topic, text);
    if (!found) return false;
    const key = JSON.stringify(found.speaker);
    const known = this.#heard.get(key);
    if (!known && this.#heard.size >= IDS_MAX) return false;
    const one = known ?? { speaker: found.speaker, figures: new Set() };
    this.#heard.set(key, one);
    if (found.figure !== null && one.figures.size < IDS_MAX) one.figures.add(found.figure);
    return !known;
  }

  get found(): readonly { readonly speaker: Speaker; readonly figures: number }[] {
    return [...this.#heard.values()].map(({ speaker, figures }) => ({ speaker, figures: figures.size }));
  }
}

function speakerOf(topic: string, text: string): { readonly speaker: Speaker; readonly figure: string | null } | null {
  const parts = topic.split("/");
  const [first = "", second = "", third = ""] = parts;
  if (topic.length > 200 || /[#+\p{Cc}]/u.test(topic)) return null;
  if (first === "homeassistant" && second === "sensor" && parts.at(-1) === "config" && parts.length >= 4)
    return text === "" ? null : { speaker: { speaks: "homeAssistant", prefix: first }, figure: topic };
  if (first === "shellies" && second !== "" && (third === "online" || parts.length === 5))
    return { speaker: { speaks: "shelly1", id: second, sits: "grid" }, figure: third === "online" ? null : topic };
  if (second === "status" && first !== "" && parts.length === 3)
    return /^(em|em1|emdata|em1data|switch|pm1|cover|light):\d{1,3}$/.test(third) && membersOf(jsonOf(text)).length > 0
      ? { speaker: { speaks: "shelly2", id: first, sits: "grid" }, figure: third }
      : null;
  if (first === "tele" && second !== "" && third === "SENSOR" && parts.length === 3)
    return membersOf(jsonOf(text)).some(([name]) => name === "ENERGY")
      ? { speaker: { speaks: "tasmota", id: second, sits: "grid" }, figure: "ENERGY" }
      : null;
  return null;
}
