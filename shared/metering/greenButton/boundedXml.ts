/**
 * XML as a stream of elements, bounded: no document type (entity bombs need one), no endless text, comment or attribute, no deep nesting. The
 * parser is saxes, which is strict; its errors become faults with line and column.
 */
import { SaxesParser } from "saxes";
import { importFault } from "../importFault.ts";

const DEPTH = 64;
/** Characters between two events: the longest text, comment or start tag. */
const PIECE = 1_048_576;
const PROLOG = 65_536;

export interface ElementSink {
  /** `name`: without its prefix. */
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  /** `text`: what stands directly in the element, its ends trimmed. */
  close(name: string, text: string): void;
}
export interface Place {
  readonly line: number;
  readonly column: number;
}

export class BoundedXml {
  readonly #parser = new SaxesParser({ xmlns: false, position: true } as const);
  readonly #texts: string[] = [];
  #prolog: string | null = "";
  #event = 0;
  #finished = false;

  constructor(sink: ElementSink) {
    const parser = this.#parser;
    parser.on("error", (error) => {
      throw importFault("xml", { ...this.place, reason: error.message.replace(/^[\d:]*\s*/, "") });
    });
    parser.on("doctype", () => {
      throw importFault("doctype", { ...this.place });
    });
    parser.on("opentag", ({ name, attributes }) => {
      this.#prolog = null;
      this.#reached();
      if (this.#texts.length >= DEPTH) throw importFault("xml", { ...this.place, reason: `more than ${DEPTH} levels` });
      this.#texts.push("");
      sink.open(local(name), attributes);
    });
    parser.on("closetag", ({ name }) => {
      this.#reached();
      sink.close(local(name), (this.#texts.pop() ?? "").trim());
    });
    const text = (piece: string): void => {
      this.#reached();
      const last = this.#texts.length - 1;
      if (last >= 0) this.#texts[last] = ((this.#texts[last] ?? "") + piece).slice(0, 4096);
    };
    parser.on("text", text);
    parser.on("cdata", text);
    parser.on("comment", () => this.#reached());
    parser.on("processinginstruction", () => this.#reached());
  }

  get place(): Place {
    return { line: this.#parser.line, column: this.#parser.column + 1 };
  }

  push(chunk: string): void {
    if (this.#prolog !== null) this.#guardProlog(chunk);
    this.#parser.write(chunk);
    if (this.#parser.position - this.#event > PIECE) throw importFault("lineTooLong", { ...this.place, limit: PIECE });
  }

  end(): void {
    if (!this.#finished) this.#parser.close();
    this.#finished = true;
  }

  /** Before the first element a document type would be read whole, however long, before it can be refused. */
  #guardProlog(chunk: string): void {
    this.#prolog += chunk;
    const prolog = this.#prolog ?? "";
    const element = /<[^!?]/.exec(prolog)?.index ?? prolog.length;
    const bare = prolog.slice(0, element).replace(/<!--[\s\S]*?(-->|$)/g, (comment) => comment.replace(/[^\n]/g, " "));
    const at = bare.search(/<!DOCTYPE/i);
    if (at >= 0) {
      const before = bare.slice(0, at);
      throw importFault("doctype", { line: before.split("\n").length, column: at - before.lastIndexOf("\n") });
    }
    if (element > PROLOG) throw importFault("xml", { line: 1, column: 1, reason: "no element" });
  }

  #reached(): void {
    this.#event = this.#parser.position;
  }
}

const local = (name: string): string => name.slice(name.indexOf(":") + 1);
