/**
 * The customer port of Dutch, Belgian and Luxembourg meters (DSMR P1): telegrams every second to ten, over a serial port or from a
 * serial server on the network. A telegram whose checksum does not hold says nothing.
 */
import type { DeviceSource } from "../../shared/ipc/deviceViews.ts";
import { meaningOf } from "../../shared/metering/dsmr/telegramMeaning.ts";
import { type Framed, TelegramStream } from "../../shared/metering/dsmr/telegramStream.ts";
import { valuesOf } from "../../shared/metering/live/telegramValues.ts";
import { type Adapter, DeviceError, type Hear } from "./device.ts";
import { readLine } from "./spokenLine.ts";

export type P1Source = Extract<DeviceSource, { kind: "p1" }>;

/** 115,200 baud are 11,520 bytes a second; a serial server may hold some back. */
const LIMITS = { burst: 131_072, perSecond: 16_384 } as const;
/** Six telegrams of the slowest meters (DSMR 2.2: one every ten seconds). */
const SILENCE_MS = 60_000;
/** So many damaged telegrams in a row are no disturbance but another kind of line, or its wrong speed. */
const DAMAGED_MAX = 5;

export const p1 = ({ line }: P1Source): Adapter => ({
  silenceMs: SILENCE_MS,
  session: (hear, signal) => {
    const telegrams = new Telegrams(hear);
    return readLine(line, { ...LIMITS, sevenBits: true }, (bytes) => telegrams.push(bytes), signal);
  },
});

class Telegrams {
  readonly #hear: Hear;
  readonly #stream = new TelegramStream();
  #damaged = 0;

  constructor(hear: Hear) {
    this.#hear = hear;
  }

  push(bytes: Buffer): void {
    for (const framed of this.#stream.push(bytes.toString("latin1"))) this.#take(framed);
  }

  #take(framed: Framed): void {
    if ("fault" in framed) return this.#spoilt("unreadable");
    const { telegram } = framed;
    if (telegram.checksum === "fails" || telegram.checksum === "rewritten") return this.#spoilt("checksum");
    let meaning: ReturnType<typeof meaningOf>;
    try {
      meaning = meaningOf(telegram);
    } catch {
      return this.#spoilt("unreadable");
    }
    this.#damaged = 0;
    this.#hear.identity(telegram.identification);
    this.#hear.values(valuesOf(meaning));
  }

  #spoilt(code: "unreadable" | "checksum"): void {
    this.#damaged++;
    if (this.#damaged >= DAMAGED_MAX) throw new DeviceError(code, { count: this.#damaged });
  }
}
