/**
 * What a telegram's objects mean: the meter, its counters and values of the moment, tariff, events, messages, and the meters behind it on
 * the M-Bus (gas, heat, cooling, water). Integers in the smallest units; a known object that does not read is a fault with its line.
 */
import { excerpt, importFault } from "../importFault.ts";
import { isCounter, obisText, readObis } from "../registers/obis.ts";
import type { Carrier } from "../registers/reading.ts";
import { readDsmrTime } from "./dsmrClock.ts";
import { type Quantity, readQuantity } from "./quantity.ts";
import type { Telegram, TelegramObject } from "./telegram.ts";

export interface TelegramRegister extends Quantity {
  /** OBIS code without the history group. */
  readonly register: string;
  readonly counter: boolean;
  /** UTC seconds that stand beside the value; null: the telegram's own time. */
  readonly at: number | null;
  readonly line: number;
}
export interface SubMeter {
  readonly channel: number;
  /** M-Bus device type (EN 13757-3): 2 electricity, 3 gas, 4 and 12 heat, 6 warm and 7 cold water, 10 and 11 cooling. */
  readonly deviceType: number | null;
  readonly carrier: Carrier | null;
  readonly equipment: string | null;
  readonly reading: TelegramRegister | null;
  readonly recordingMinutes: number | null;
  readonly valve: number | null;
}
/** By what only they say; other countries (Hungary, Sweden, Austria) use the same objects in their own mixture. */
export type Variant = "netherlands" | "belgium" | "luxembourg" | "other";
export interface TelegramMeaning {
  readonly variant: Variant;
  /** As said: "4", "4.2", "5"; null before DSMR 4, which says none. */
  readonly version: string | null;
  /** UTC seconds; null before DSMR 4. */
  readonly at: number | null;
  readonly equipment: string | null;
  readonly tariff: number | null;
  readonly registers: readonly TelegramRegister[];
  readonly subMeters: readonly SubMeter[];
  /** Failures and voltage events that the meter counted since it was made, by OBIS code. */
  readonly events: Readonly<Record<string, number>>;
  readonly textMessage: string | null;
  readonly codeMessage: string | null;
  /** Codes that are kept as they stand and not understood. */
  readonly others: readonly string[];
}

const TIMED_VALUE = /^0-(\d):24\.(2)\.([13])$/;
const EVENTS = /^(0-0:96\.7\.(21|9)|1-0:[357]2\.3[26]\.0)$/;

export function meaningOf(telegram: Telegram): TelegramMeaning {
  const meaning = new Meaning();
  for (const object of telegram.objects) meaning.take(object);
  return meaning.done(telegram);
}

class Meaning {
  #version: string | null = null;
  #variant: Variant = "netherlands";
  #at: number | null = null;
  #equipment: string | null = null;
  #tariff: number | null = null;
  #text: string | null = null;
  #code: string | null = null;
  readonly #registers: TelegramRegister[] = [];
  readonly #events: Record<string, number> = {};
  readonly #others: string[] = [];
  readonly #subMeters = new Map<number, { -readonly [K in keyof SubMeter]: SubMeter[K] }>();

  take(object: TelegramObject): void {
    const parsed = readObis(object.code);
    const code = parsed ? obisText(parsed) : object.code;
    const [value = "", second] = object.values;
    const channel = parsed?.medium === 0 && parsed.channel > 0 ? parsed.channel : 0;
    switch (true) {
      case code === "1-3:0.2.8":
        this.#version = /^\d\d$/.test(value)
          ? `${value[0] ?? ""}${value.endsWith("0") ? "" : `.${value[1] ?? ""}`}`
          : bad(object);
        return;
      case code === "0-0:96.1.4":
        // "50217": DSMR 5.0, e-MUCS 2.1.7.
        this.#variant = "belgium";
        this.#version = /^\d{4,5}$/.test(value)
          ? `${value[0] ?? ""}${value[1] === "0" ? "" : `.${value[1] ?? ""}`}`
          : bad(object);
        return;
      case code === "0-0:42.0.0":
        this.#variant = "other";
        this.#equipment = value;
        return;
      case code === "0-0:1.0.0":
        this.#at = timeIn(value, object);
        return;
      case code === "0-0:96.1.1":
        this.#equipment = value;
        return;
      case code === "0-0:96.14.0":
        this.#tariff = count(value, object);
        return;
      case code === "0-0:96.13.0":
        this.#text = value;
        return;
      case code === "0-0:96.13.1":
        this.#code = value;
        return;
      case EVENTS.test(code):
        this.#events[code] = count(value, object);
        return;
      case channel > 0:
        this.#ofChannel(channel, code, object);
        return;
      case object.values.length === 2 && /^\d{12}[SW]?$/.test(value) && second !== undefined:
        // The month's highest quarter-hour (Belgium, 1-0:1.6.0), with its time.
        this.#registers.push(this.#register(code, second, timeIn(value, object), object));
        return;
      case object.values.length === 1 && value.includes("*") && parsed?.medium === 1:
        this.#registers.push(this.#register(code, value, null, object));
        return;
      default:
        this.#others.push(object.code);
    }
  }

  #register(code: string, written: string, at: number | null, object: TelegramObject): TelegramRegister {
    const star = written.indexOf("*");
    const quantity = star < 0 ? undefined : readQuantity(written.slice(0, star), written.slice(star + 1));
    if (!quantity) return bad(object);
    const parsed = readObis(code);
    if (quantity.value < 0) throw importFault("negative", { line: object.line, column: 1, text: excerpt(written) });
    return { register: code, counter: parsed !== undefined && isCounter(parsed), at, line: object.line, ...quantity };
  }

  #ofChannel(channel: number, code: string, object: TelegramObject): void {
    const meter = this.#subMeters.get(channel) ?? { channel, deviceType: null, carrier: null, equipment: null, reading: null, recordingMinutes: null, valve: null }; // prettier-ignore
    this.#subMeters.set(channel, meter);
    const { values } = object;
    const rest = code.slice(code.indexOf(":") + 1);
    const timed = TIMED_VALUE.exec(code);
    if (rest === "24.1.0") {
      meter.deviceType = count(values[0] ?? "", object);
      meter.carrier = carrierOfDevice(meter.deviceType);
    } else if (rest === "96.1.0" || rest === "96.1.1") meter.equipment = values[0] ?? "";
    else if (rest === "24.4.0") meter.valve = count(values[0] ?? "", object);
    else if (timed && values.length === 2)
      meter.reading = this.#register(code, values[1] ?? "", timeIn(values[0] ?? "", object), object);
    else if (rest === "24.3.0" && values.length >= 7) {
      // DSMR 2.2 and 3.0: (time)(status)(minutes)(count)(code)(unit)(value).
      const [time = "", , minutes = "", , , unit = "", reading = ""] = values;
      meter.recordingMinutes = count(minutes, object);
      meter.reading = this.#register(code, `${reading}*${unit}`, timeIn(time, object), object);
    } else this.#others.push(object.code);
  }

  done(telegram: Telegram): TelegramMeaning {
    return {
      variant: /^Lux\d/i.test(telegram.identification) ? "luxembourg" : this.#variant,
      version: this.#version,
      at: this.#at,
      equipment: this.#equipment,
      tariff: this.#tariff,
      registers: this.#registers,
      subMeters: [...this.#subMeters.values()]
        .filter(({ deviceType, reading }) => deviceType !== null || reading !== null)
        .map((meter) => ({ ...meter, reading: meter.reading && { ...meter.reading, register: subRegister(meter), counter: true } })), // prettier-ignore
      events: this.#events,
      textMessage: this.#text,
      codeMessage: this.#code,
      others: this.#others,
    };
  }
}

function carrierOfDevice(type: number): Carrier | null {
  switch (type) {
    case 2:
      return "electricity";
    case 3:
      return "gas";
    case 4:
    case 12:
    case 13:
      return "heat";
    case 10:
    case 11:
      return "cooling";
    case 6:
    case 7:
    case 8:
    case 21:
      return "water";
    default:
      return null;
  }
}

/** The register of a meter behind the meter, under its own medium (IEC 62056-61) and its M-Bus channel. */
function subRegister({ carrier, channel }: SubMeter): string {
  switch (carrier) {
    case "electricity":
      return `1-${channel}:1.8.0`;
    case "gas":
      return `7-${channel}:3.0.0`;
    case "heat":
      return `6-${channel}:1.0.0`;
    case "cooling":
      return `5-${channel}:1.0.0`;
    case "water":
      return `8-${channel}:1.0.0`;
    case null:
      return `0-${channel}:24.2.1`;
    default:
      return carrier satisfies never;
  }
}

function bad(object: TelegramObject): never {
  throw importFault("number", {
    line: object.line,
    column: 1,
    text: excerpt(`${object.code}(${object.values.join(")(")})`),
  });
}
function count(text: string, object: TelegramObject): number {
  return /^\d{1,10}$/.test(text) ? Number(text) : bad(object);
}
function timeIn(text: string, object: TelegramObject): number {
  const at = readDsmrTime(text);
  if (at === undefined) throw importFault("time", { line: object.line, column: 1, text: excerpt(text) });
  return at;
}
