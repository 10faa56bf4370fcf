/**
 * What can be wrong with a meter file, as data. Lines and columns count from 1 as an editor shows them; a column is the
 * delimited column. The file's name is added by whoever opened it.
 */
import { FaultError, type Fault } from "../ipc/fault.ts";

export const IMPORT_FAULTS = {
  /** The path names no readable file. data: reason */
  unreadable: "retry",
  /** data: bytes, limit */
  tooLarge: "correct",
  /** More rows than a file may have. data: line, limit */
  tooManyRows: "correct",
  empty: "correct",
  /** Not text. data: line, column, byte (offset in the file) */
  binary: "correct",
  /** Bytes that the recognised encoding does not have. data: encoding, line, column (character), byte */
  encoding: "correct",
  /** A line longer than any table's. data: line, column, limit */
  lineTooLong: "correct",
  /** A quotation mark that is not closed where the field ends. data: line, column */
  quote: "correct",
  /** A line with other columns than the first ones, or no columns of time and energy at all. data: line, column, expected, found */
  columns: "correct",
  /** The last line stops in the middle. data: line, column, expected, found */
  truncated: "correct",
  /** Not a date and time in the chosen order. data: line, column, text */
  time: "correct",
  /** A time before the one above it. data: line, column, text, before */
  order: "correct",
  /** The same time twice. data: line, column, text */
  duplicate: "correct",
  /** A time off the file's own rhythm, or a rhythm that is not supported. data: line, column, text, seconds */
  interval: "correct",
  /** Not a number. data: line, column, text */
  number: "correct",
  /** Energy below zero in a register that only counts up. data: line, column, text */
  negative: "correct",
  /** More than any connection carries in that time. data: line, column, text, limit (Wh) */
  impossible: "correct",
  /** A counter lower than the one before. data: line, column, text */
  counterBack: "correct",
  /** A P1 telegram's line that no telegram has. data: line, column, text */
  telegram: "correct",
  /** A telegram whose checksum does not hold. data: line, column, byte, expected (stated), found (computed) */
  checksum: "correct",
  /** Not well-formed XML. data: line, column, reason */
  xml: "correct",
  /** A document type declaration, the way of entity bombs. data: line, column */
  doctype: "correct",
  /** An element of a Green Button file whose value cannot be. data: line, column, text, reason (the element) */
  espi: "correct",
  /** A file of a known kind without energy over time. */
  noReadings: "correct",
  /** A transmission of the Smart Message Language that is not as it should be. data: byte, reason */
  sml: "correct",
  /** It stops in the middle. data: byte */
  smlTruncated: "correct",
  /** Its checksum does not hold. data: byte, expected (stated), found (computed) */
  smlChecksum: "correct",
  /** Its meter states no time of the calendar: there is no energy over time in it. */
  smlTimeless: "correct",
  /** First and last time too far apart. data: line, column, text */
  span: "correct",
  /** Fewer readings than an interval needs. data: line, rows */
  tooShort: "correct",
  /** data: zone */
  zone: "correct",
  /** The choices do not fit the file. data: choice */
  choices: "correct",
  /** It cannot be added to the file that is shown: other registers, or the same file. */
  registers: "correct",
  /** The file is no longer the one that was previewed. */
  changed: "retry",
  /** The preview is no longer known. */
  handle: "retry",
} as const satisfies { readonly [kind: string]: Fault["next"] };
export type ImportFaultKind = keyof typeof IMPORT_FAULTS;
export const IMPORT_KINDS = Object.keys(IMPORT_FAULTS) as readonly ImportFaultKind[];

export const importFault = (kind: ImportFaultKind, data: Fault["data"] = {}): FaultError =>
  new FaultError(`import.${kind}`, data, IMPORT_FAULTS[kind]);

/** At most forty printable characters of what stood in the file. */
export const excerpt = (text: string, start = 0, end = text.length): string => {
  const cut = text.slice(start, Math.min(end, start + 40)).replace(/\p{Cc}/gu, "·");
  return end - start > 40 ? `${cut}…` : cut;
};
