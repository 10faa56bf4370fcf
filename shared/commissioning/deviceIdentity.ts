/**
 * Which device it is, whatever happens to its address: kind, manufacturer and serial number, as its plate says. A device that is taken
 * down and put up again is the same one; an exchanged one is another, and names the one that it replaces.
 */
import { z } from "zod";
import { toHex, utf8 } from "../codec/bytes.ts";
import { canonicalText } from "../codec/canonical.ts";
import { sha256 } from "../codec/hash.ts";
import { lineOfText } from "../ledger/units.ts";

export const DEVICE_KINDS = ["meter", "inverter", "battery", "heatPump", "charger", "plug", "other"] as const;
/** Read from a plate: one line, not blank, a canonical form. */
const PlateText = lineOfText(40).refine((text) => text.isWellFormed() && text.trim() !== "", "nothing to read");

export const DeviceIdentity = z.strictObject({
  kind: z.enum(DEVICE_KINDS),
  manufacturer: PlateText,
  serial: PlateText,
});
export type DeviceIdentity = z.infer<typeof DeviceIdentity>;

/** 16 hex digits. */
export const DeviceKey = z.string().regex(/^[0-9a-f]{16}$/);

/** The same for the same plate, however it was typed: capitals and white space make no difference. */
export function deviceKey({ kind, manufacturer, serial }: DeviceIdentity): string {
  const plain = (text: string): string => text.replaceAll(/\s+/g, "").toUpperCase();
  return toHex(sha256(utf8(canonicalText([kind, plain(manufacturer), plain(serial)])))).slice(0, 16);
}
