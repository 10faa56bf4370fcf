/** Field types of the protocol: integers in stated units, with the bounds that keep every sum within 2^53-1 (DESIGN §2). */
import { z } from "zod";
import { addressBytes } from "../codec/address.ts";

/** Addresses that are known to be well formed: the same ones come again and again. Never what is not, which strangers can make up. */
const addresses = new Set<string>();
const ADDRESSES_MAX = 10_000;

function isAddress(text: string): boolean {
  if (addresses.has(text)) return true;
  if (addressBytes(text) === undefined) return false;
  if (addresses.size >= ADDRESSES_MAX) addresses.clear();
  addresses.add(text);
  return true;
}

const int = (min: number, max: number) => z.number().int().min(min).max(max);

/** Energy of one slot in Wh. */
export const Wh = int(0, 1_000_000_000);
/** Energy of a lot of fuel in Wh. */
export const LotWh = int(1, 1_000_000_000_000);
/** Power in W. */
export const Watt = int(0, 1_000_000_000);
/** Price in micro-currency per kWh (1 CNY = 1,000,000). */
export const Price = int(0, 1_000_000_000);
/** Money in micro-currency; signed where a balance is meant. */
export const Money = int(0, Number.MAX_SAFE_INTEGER);
/** Parts per million. */
export const Ppm = int(0, 1_000_000);
/** Index of a slot on its carrier's grid: floor(market time / slot length). */
export const Slot = int(0, 100_000_000);
/** Seconds since 1970-01-01T00:00:00Z, in header time or market time as the field says. */
export const Seconds = int(0, 100_000_000_000);
/** Counter reading of an energy register in Wh. */
export const Counter = int(0, 1_000_000_000_000_000);
export const Height = int(1, Number.MAX_SAFE_INTEGER);

/** Name of a chain: printable ASCII, because it stands between NUL bytes in every tagged hash. */
export const ChainId = z.string().regex(/^[\x20-\x7e]{1,50}$/);
export const Hex32 = z.string().regex(/^[0-9a-f]{64}$/);
export const PublicKey = z.string().regex(/^0[23][0-9a-f]{64}$/);
export const Signature = z.string().regex(/^[0-9a-f]{128}$/);
export const TxId = Hex32;
/** A party's stable id: the address of the key that registered it. */
export const PartyId = z.string().refine(isAddress, "not a watt address");
export const ZoneId = z.string().regex(/^[A-Z0-9][A-Z0-9-]{0,15}$/);
export const MeterId = z.string().regex(/^[a-z0-9-]{1,32}$/);
/** A: sealed or attested by the operator; B: a key its owner holds; demo: vault-held, on demo chains alone. */
export const MeterClass = z.enum(["A", "B", "demo"]);
export type MeterClass = z.infer<typeof MeterClass>;
/** Controls, line and paragraph separators, and marks that turn the direction of writing: what could make a signing window read otherwise. */
// eslint-disable-next-line no-control-regex
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;
/** A line of people's words of 1 to `most` characters (UTF-16 units), without characters that are not seen but change what is. */
export const lineOfText = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .refine((text) => !UNSEEN.test(text), "characters that change how the text reads");
export const Reason = lineOfText(280);

/** Storable fuels, traded as certified lots. */
export const Fuel = z.enum(["coal", "oil"]);
export type Fuel = z.infer<typeof Fuel>;
export const Carrier = z.enum(["electricity", "heat", "gas"]);
export type Carrier = z.infer<typeof Carrier>;
export const Role = z.enum([
  "regulator",
  "operator",
  "utility",
  "producer",
  "holder",
  "prosumer",
  "installer",
  "agent",
  "meter",
]);
export type Role = z.infer<typeof Role>;
export const Side = z.enum(["sell", "buy"]);
export type Side = z.infer<typeof Side>;
export const ContractKind = z.enum(["asProduced", "firm"]);
export type ContractKind = z.infer<typeof ContractKind>;
export const Technology = z.enum(["solar", "wind", "chp", "biogas", "battery", "none"]);
export type Technology = z.infer<typeof Technology>;

/** Consecutive slots on the carrier's grid and the energy of each, at most a day of them. */
export const Energy = z.strictObject({ first: Slot, wh: z.array(Wh).min(1).max(100) });
export type Energy = z.infer<typeof Energy>;
