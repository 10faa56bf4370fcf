/**
 * OBIS codes (IEC 62056-61): A-B:C.D.E, the name by which every meter calls a register. A is the medium, B the channel, C what is
 * measured and which way, D how it is processed, E the tariff. What a sixth group says (history, 255 = now) is left out.
 */
import type { Carrier } from "./reading.ts";

export interface Obis {
  readonly medium: number;
  readonly channel: number;
  readonly quantity: number;
  readonly processing: number;
  readonly tariff: number;
}

/** Reads "1-0:1.8.0", "1-0:1.8.0.255" and "1-0:1.8.0*255"; undefined for what is no code. */
export function readObis(text: string): Obis | undefined {
  const match = /^(\d{1,3})-(\d{1,3}):(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:[.*](\d{1,3}))?$/.exec(text);
  if (!match) return undefined;
  const groups = match.slice(1, 7).map((part) => Number(part ?? 0));
  if (groups.some((group) => group > 255)) return undefined;
  const [medium = 0, channel = 0, quantity = 0, processing = 0, tariff = 0] = groups;
  return { medium, channel, quantity, processing, tariff };
}

/** "1-0:1.8.0": the one spelling that is kept. */
export const obisText = (code: Obis): string =>
  `${code.medium}-${code.channel}:${code.quantity}.${code.processing}.${code.tariff}`;

/** Registers of a connection point that only count up: from the grid and to the grid, all tariffs together. */
export const IMPORTED = "1-0:1.8.0";
export const EXPORTED = "1-0:2.8.0";

/** Processing 8 is the integral since the meter began to count: a counter. Everything else is a value of the moment. */
export const isCounter = (code: Obis): boolean =>
  code.medium === 1 ? code.processing === 8 : code.medium >= 4 && code.medium <= 9;

/** Which way energy flows through an electricity register, seen from the connection point. */
export function directionOf(code: Obis): "imported" | "exported" | undefined {
  if (code.medium !== 1) return undefined;
  if (code.quantity === 1 || code.quantity === 21 || code.quantity === 41 || code.quantity === 61) return "imported";
  if (code.quantity === 2 || code.quantity === 22 || code.quantity === 42 || code.quantity === 62) return "exported";
  return undefined;
}

/** Media of IEC 62056-61: 1 electricity, 4 heat cost allocators, 5 cooling, 6 heat, 7 gas, 8 cold and 9 hot water. */
export function carrierOf(medium: number): Carrier | undefined {
  switch (medium) {
    case 1:
      return "electricity";
    case 4:
    case 6:
      return "heat";
    case 5:
      return "cooling";
    case 7:
      return "gas";
    case 8:
    case 9:
      return "water";
    default:
      return undefined;
  }
}
