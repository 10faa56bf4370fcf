/**
 * One P1 telegram (DSMR 2.2 to 5.0, e-MUCS of Belgium, Smarty of Luxembourg): identification, objects, checksum. Text with one character per
 * byte in, a fresh object out; what is not as the standard has it is a fault with its line, unknown objects are kept as they stand.
 */
import { excerpt, importFault } from "../importFault.ts";
import { readObis } from "../registers/obis.ts";
import { crc16, crcText } from "./crc16.ts";

/** Far above any meter's: thirteen months of Belgian peaks and a message of 2,048 characters are 4 kB. */
export const TELEGRAM_LIMIT = 32_768;
const OBJECT_LIMIT = 400;

export interface TelegramObject {
  /** As written, "1-0:1.8.1" or "1-0:31.7.0.255". */
  readonly code: string;
  /** What stands in its brackets, in order. */
  readonly values: readonly string[];
  readonly line: number;
}
/** holds; absent: the version has none; rewritten: does not hold, but the line ends are no longer those that were sent; fails. */
export type Checksum = "holds" | "absent" | "rewritten" | "fails";
export interface Telegram {
  /** After the slash: three letters of the maker, the baud rate's digit, and the type. */
  readonly identification: string;
  readonly objects: readonly TelegramObject[];
  /** Lines that are no objects, and objects whose code is none. */
  readonly unknown: readonly { readonly line: number; readonly text: string }[];
  readonly checksum: Checksum;
  readonly stated: string | null;
  readonly computed: string;
  /** Line and byte of the slash, and line of the exclamation mark; lines from 1, bytes from 0. */
  readonly line: number;
  readonly byte: number;
  readonly endLine: number;
}

const IDENTIFICATION = /^\/[\x21-\x7e]{3}[\x20-\x7e]{1,60}$/;
const OBJECT = /^(\d{1,3}-\d{1,3}:\d{1,3}\.\d{1,3}\.\d{1,3}(?:[.*]\d{1,3})?)((?:\([^()]*\))+)$/;

/** `text`: from the slash to the end of the line with the exclamation mark. Throws import.* faults. */
export function readTelegram(text: string, line: number, byte: number): Telegram {
  const lines = text.split(/\r\n|\n|\r/);
  const [head = ""] = lines;
  if (!IDENTIFICATION.test(head)) throw importFault("telegram", { line, column: 1, byte, text: excerpt(head) });
  const end = lines.findIndex((one) => one.startsWith("!"));
  if (end < 0) throw importFault("truncated", { line: line + lines.length - 1, column: 1, byte: byte + text.length });
  const stated = (lines[end] ?? "").slice(1).trim();
  if (!/^([0-9A-Fa-f]{4})?$/.test(stated))
    throw importFault("telegram", {
      line: line + end,
      column: 2,
      byte: byte + text.indexOf("!"),
      text: excerpt(stated),
    });

  const objects: TelegramObject[] = [];
  const unknown: { line: number; text: string }[] = [];
  for (let i = 1; i < end; i++) {
    let written = lines[i] ?? "";
    const at = line + i;
    if (written.trim() === "") continue;
    refuseControl(written, at);
    // Gas before DSMR 4: the reading stands in a line of its own.
    const next = lines[i + 1] ?? "";
    if (/^\([^()]*\)$/.test(next) && i + 1 < end) {
      refuseControl(next, at + 1);
      written += next;
      i++;
    }
    const match = OBJECT.exec(written);
    if (!match || !readObis(match[1] ?? "")) {
      if (written.length > 0 && !/^[\d(]/.test(written))
        throw importFault("telegram", { line: at, column: 1, text: excerpt(written) });
      unknown.push({ line: at, text: written });
      continue;
    }
    if (objects.length >= OBJECT_LIMIT) throw importFault("telegram", { line: at, column: 1, text: excerpt(written) });
    objects.push({ code: match[1] ?? "", values: (match[2] ?? "").slice(1, -1).split(")("), line: at });
  }

  const body = text.slice(0, text.indexOf("!") + 1);
  const sent = crc16(body);
  const computed = crc16(body, true);
  const checksum = (): Checksum => {
    if (stated === "") return "absent";
    const wanted = Number.parseInt(stated, 16);
    if (wanted === sent || wanted === computed) return "holds";
    return /[^\r]\n/.test(body) ? "rewritten" : "fails";
  };
  return {
    identification: head.slice(1),
    objects,
    unknown,
    checksum: checksum(),
    stated: stated === "" ? null : stated.toUpperCase(),
    computed: crcText(computed),
    line,
    byte,
    endLine: line + end,
  };
}

function refuseControl(text: string, line: number): void {
  const at = text.search(/[^\x20-\x7e]/);
  if (at >= 0) throw importFault("telegram", { line, column: at + 1, text: excerpt(text.slice(at)) });
}
