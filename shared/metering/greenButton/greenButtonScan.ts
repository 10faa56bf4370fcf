/**
 * Reads a Green Button feed (ESPI in Atom) in chunks: interval readings by meter reading, each with its type. Entries may come in any order,
 * so what belongs together is found by their links when the feed has ended. Integers; times are UTC seconds.
 */
import type { FaultError } from "../../ipc/fault.ts";
import { excerpt, importFault } from "../importFault.ts";
import { BoundedXml } from "./boundedXml.ts";

export const READING_LIMIT = 6_000_000;

export interface ReadingType {
  readonly href: string;
  readonly accumulation: number;
  readonly commodity: number | null;
  readonly flow: number;
  readonly interval: number | null;
  /** Power of ten of the values. */
  readonly multiplier: number;
  readonly uom: number | null;
}
/** Readings of one interval block, in the order of the file; `values` as written. */
export interface Block {
  /** Link of the meter reading that it belongs to; "" where the file has none. */
  readonly reading: string;
  readonly starts: readonly number[];
  readonly durations: readonly number[];
  readonly values: readonly number[];
  /** -1: none said. */
  readonly qualities: readonly number[];
  readonly lines: readonly number[];
}
export interface GreenButtonFeed {
  readonly title: string;
  /** ServiceCategory.kind per usage point, in the order of the file. */
  readonly services: readonly { readonly href: string; readonly kind: number }[];
  readonly types: readonly ReadingType[];
  /** Meter readings: own link, title, and links to what they are related to. */
  readonly readings: readonly { readonly href: string; readonly title: string; readonly related: readonly string[] }[];
  readonly blocks: readonly Block[];
  /** Seconds ahead of UTC in winter, where the feed says so, and whether it has summer time. */
  readonly zone: { readonly offset: number; readonly summer: boolean } | null;
  readonly count: number;
}

type Links = { self: string; up: string; related: string[] };
type Values = Record<string, string>;

/** Elements whose text is kept while they are read, by the element that holds them. */
const HOLDERS = new Set(["ReadingType", "LocalTimeParameters", "ServiceCategory", "IntervalReading", "timePeriod", "ReadingQuality", "entry", "feed"]); // prettier-ignore

export class GreenButtonScan {
  readonly #xml: BoundedXml;
  readonly #path: string[] = [];
  readonly #held: Values[] = [];
  #links: Links = { self: "", up: "", related: [] };
  #title = "";
  #feedTitle = "";
  #count = 0;
  #zone: GreenButtonFeed["zone"] = null;
  #types: ReadingType[] = [];
  #services: { href: string; kind: number }[] = [];
  #readings: { href: string; title: string; related: readonly string[] }[] = [];
  #blocks: Block[] = [];
  /** Of the entry at hand. */
  #type: Omit<ReadingType, "href"> | null = null;
  #isReading = false;
  #service: number | null = null;
  #block: { starts: number[]; durations: number[]; values: number[]; qualities: number[]; lines: number[] } | null =
    null;
  #period: { start: number; duration: number } | null = null;
  #quality = -1;
  #recognised = false;

  constructor() {
    this.#xml = new BoundedXml({
      open: (name, attributes) => this.#open(name, attributes),
      close: (name, text) => this.#close(name, text),
    });
  }

  push(chunk: string): void {
    this.#xml.push(chunk);
  }

  end(): GreenButtonFeed {
    this.#xml.end();
    if (!this.#recognised) throw importFault("noReadings");
    return {
      title: this.#feedTitle,
      services: this.#services,
      types: this.#types,
      readings: this.#readings,
      blocks: this.#blocks,
      zone: this.#zone,
      count: this.#count,
    };
  }

  #open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#path.push(name);
    if (HOLDERS.has(name)) this.#held.push({});
    switch (name) {
      case "entry":
        this.#links = { self: "", up: "", related: [] };
        this.#title = "";
        this.#type = null;
        this.#isReading = false;
        this.#service = null;
        break;
      case "link": {
        const href = (attributes["href"] ?? "").slice(0, 500);
        if (attributes["rel"] === "self") this.#links.self = href;
        else if (attributes["rel"] === "up") this.#links.up = href;
        else if (attributes["rel"] === "related" && this.#links.related.length < 1000) this.#links.related.push(href);
        break;
      }
      case "MeterReading":
        this.#isReading = true;
        break;
      case "IntervalBlock":
        this.#recognised = true;
        this.#block ??= { starts: [], durations: [], values: [], qualities: [], lines: [] };
        break;
      case "IntervalReading":
        this.#period = null;
        this.#quality = -1;
        break;
      default:
    }
  }

  #close(name: string, text: string): void {
    this.#path.pop();
    const parent = this.#path[this.#path.length - 1] ?? "";
    const values: Values = HOLDERS.has(name) ? (this.#held.pop() ?? {}) : {};
    if (HOLDERS.has(parent)) {
      const holder = this.#held[this.#held.length - 1];
      if (holder) holder[name] = text;
    }
    switch (name) {
      case "title":
        if (parent === "entry") this.#title = text.slice(0, 200);
        else if (parent === "feed") this.#feedTitle = text.slice(0, 200);
        break;
      case "ServiceCategory":
        this.#service = this.#integer(values, "kind", 0);
        break;
      case "ReadingType":
        this.#recognised = true;
        this.#type = this.#typeOf(values);
        break;
      case "LocalTimeParameters":
        this.#zone = {
          offset: this.#integer(values, "tzOffset", 0),
          summer: this.#integer(values, "dstOffset", 0) !== 0,
        };
        break;
      case "timePeriod":
        if (parent === "IntervalReading")
          this.#period = { start: this.#integer(values, "start"), duration: this.#integer(values, "duration") };
        break;
      case "ReadingQuality":
        if (parent === "IntervalReading") this.#quality = this.#integer(values, "quality", -1);
        break;
      case "IntervalReading":
        this.#take(values);
        break;
      case "entry":
        this.#entry();
        break;
      default:
    }
  }

  #take(values: Values): void {
    const block = this.#block;
    if (!block) throw this.#fault("IntervalReading", "");
    const value = this.#integer(values, "value");
    const period = this.#period;
    if (!period || period.duration <= 0 || period.start < 0)
      throw this.#fault("timePeriod", String(period?.start ?? ""));
    if (++this.#count > READING_LIMIT)
      throw importFault("tooManyRows", { line: this.#xml.place.line, limit: READING_LIMIT });
    block.starts.push(period.start);
    block.durations.push(period.duration);
    block.values.push(value);
    block.qualities.push(this.#quality);
    block.lines.push(this.#xml.place.line);
  }

  #entry(): void {
    const { self, up, related } = this.#links;
    if (this.#type) this.#types.push({ href: self, ...this.#type });
    if (this.#isReading) this.#readings.push({ href: self, title: this.#title, related });
    if (this.#service !== null) this.#services.push({ href: self, kind: this.#service });
    // ".../MeterReading/01/IntervalBlock" is in ".../MeterReading/01".
    if (this.#block) this.#blocks.push({ reading: up.replace(/\/IntervalBlock\/?$/, ""), ...this.#block });
    this.#block = null;
  }

  #typeOf(values: Values): Omit<ReadingType, "href"> {
    const optional = (name: string) => (values[name] === undefined ? null : this.#integer(values, name));
    const multiplier = this.#integer(values, "powerOfTenMultiplier", 0);
    if (multiplier < -12 || multiplier > 9) throw this.#fault("powerOfTenMultiplier", String(multiplier));
    return {
      accumulation: this.#integer(values, "accumulationBehaviour", 4),
      commodity: optional("commodity"),
      flow: this.#integer(values, "flowDirection", 1),
      interval: optional("intervalLength"),
      multiplier,
      uom: optional("uom"),
    };
  }

  /** Without `fallback` the element must be there. */
  #integer(values: Values, name: string, fallback?: number): number {
    const text = values[name];
    if ((text === undefined || text === "") && fallback !== undefined) return fallback;
    if (text === undefined || !/^-?\d{1,15}$/.test(text)) throw this.#fault(name, text ?? "");
    return Number(text);
  }

  #fault(name: string, text: string): FaultError {
    return importFault("espi", { ...this.#xml.place, text: excerpt(text), reason: name });
  }
}
