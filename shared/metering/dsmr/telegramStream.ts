/**
 * Telegrams out of a stream of chunks, from a file or a wire: bounded, each by itself. What is damaged is handed on as a fault in its
 * place, and the next slash begins anew; so a wire goes on, and a file is refused by whoever reads it.
 */
import type { Fault } from "../../ipc/fault.ts";
import { FaultError } from "../../ipc/fault.ts";
import { excerpt, importFault } from "../importFault.ts";
import { type Telegram, TELEGRAM_LIMIT, readTelegram } from "./telegram.ts";

export type Framed = { readonly telegram: Telegram } | { readonly fault: Fault };
const SLASH = "/";

export class TelegramStream {
  #rest = "";
  #line = 1;
  #byte = 0;
  /** Characters before the first slash: a capture that began in the middle of a telegram. */
  #skipped = 0;
  #seen = false;

  get skipped(): number {
    return this.#skipped;
  }

  /** `chunk`: one character per byte. */
  push(chunk: string): Framed[] {
    this.#rest += chunk;
    const out: Framed[] = [];
    for (;;) {
      if (!this.#toSlash(out)) return out;
      const mark = this.#rest.search(/[\r\n]!/);
      const end = mark < 0 ? -1 : lineEnd(this.#rest, mark + 1);
      const again = this.#rest.search(/[\r\n]\/[\x21-\x7e]{3}/);
      if (again > 0 && (mark < 0 || again < mark)) {
        out.push({ fault: importFault("truncated", { line: this.#line, column: 1, byte: this.#byte }).fault });
        this.#drop(again + 1);
      } else if (end >= 0) {
        out.push(this.#frame(this.#rest.slice(0, end)));
        this.#drop(end);
      } else if (this.#rest.length > TELEGRAM_LIMIT) {
        out.push({ fault: importFault("lineTooLong", { line: this.#line, column: 1, limit: TELEGRAM_LIMIT }).fault });
        this.#drop(this.#rest.length);
      } else return out;
    }
  }

  /** What is left when the stream ended: a whole telegram whose last line has no end, or a truncated one. */
  end(): Framed[] {
    const out = this.push("\n");
    if (this.#rest.trim() === "") return out;
    const lines = this.#rest.split("\n").length - 2;
    out.push({ fault: importFault("truncated", { line: this.#line + Math.max(0, lines), column: 1, byte: this.#byte + this.#rest.length - 1 }).fault }); // prettier-ignore
    this.#rest = "";
    return out;
  }

  /** Drops what stands before a telegram; false when there is no slash yet. */
  #toSlash(out: Framed[]): boolean {
    const at = this.#rest.startsWith(SLASH) ? 0 : this.#rest.search(/(?<=[\r\n])\//);
    const before = at < 0 ? this.#rest : this.#rest.slice(0, at);
    if (before.trim() !== "") {
      if (this.#seen && (at >= 0 || before.length > TELEGRAM_LIMIT))
        out.push({ fault: importFault("telegram", { line: this.#line, column: 1, byte: this.#byte, text: excerpt(before.trim()) }).fault }); // prettier-ignore
      else if (at < 0 && before.length <= TELEGRAM_LIMIT) return false;
      this.#skipped += before.length;
    }
    this.#drop(before.length);
    return at >= 0;
  }

  #frame(text: string): Framed {
    this.#seen = true;
    try {
      return { telegram: readTelegram(text, this.#line, this.#byte) };
    } catch (error) {
      if (error instanceof FaultError) return { fault: error.fault };
      throw error;
    }
  }

  #drop(length: number): void {
    for (let i = 0; i < length; i++) if (this.#rest.charCodeAt(i) === 10) this.#line++;
    this.#byte += length;
    this.#rest = this.#rest.slice(length);
  }
}

/** Index after the end of the line that begins at `from`; -1 while it has none. */
function lineEnd(text: string, from: number): number {
  const at = text.slice(from).search(/[\r\n]/);
  if (at < 0) return -1;
  const end = from + at;
  return text.charCodeAt(end) === 13 && text.charCodeAt(end + 1) === 10 ? end + 2 : end + 1;
}
