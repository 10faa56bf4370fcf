/** What the kiosk shows: the street's simulated meters, which nothing proves, and beside them what the ledger proves of the same day. */
import { z } from "zod";

const int = z.number().int();
const Name = z.strictObject({ en: z.string(), zh: z.string() });
const Party = z.strictObject({ id: z.string(), name: Name.nullable() });

/** A local day of the demo street, as its own meters have it. Wh per slot; slots after `now` are what is expected. */
export const StreetMeters = z.strictObject({
  /** Market seconds of local midnight, and of a slot. */
  start: int,
  slotSeconds: int,
  utcOffset: int,
  /** Slot of the day that is under way. */
  now: int,
  homes: z.array(
    z.strictObject({
      party: z.string(),
      name: Name,
      /** `works`: a plant or a depot, many times a home. */
      kind: z.enum(["home", "works"]),
      solar: z.boolean(),
      load: z.array(int),
      generation: z.array(int),
    }),
  ),
});
export type StreetMeters = z.infer<typeof StreetMeters>;

/** Electricity contracted among the street's parties, each figure from one verified page. */
export const StreetLedger = z.strictObject({
  /** Market seconds. */
  now: int,
  slotSeconds: int,
  utcOffset: int,
  /** Market seconds of local midnight, and Wh sold per slot of that day. */
  start: int,
  sold: z.array(int),
  /** W sold in the slot under way. */
  watts: int,
  /** Contracts of the slot under way, largest first. Price: micro-currency per kWh. */
  trades: z.array(z.strictObject({ id: z.string(), seller: z.string(), buyer: z.string(), watts: int, price: int })),
  /** The newest offer that can still be taken; `from` and `to` are market seconds. */
  offer: z
    .strictObject({
      party: Party,
      side: z.enum(["sell", "buy"]),
      from: int,
      to: int,
      wh: int,
      price: int,
      allIn: int,
    })
    .nullable(),
  /** A contract under way, or else the newest, in plain words, and how many rules of screening it passed. */
  contract: z
    .strictObject({
      id: z.string(),
      height: int,
      rules: int,
      en: z.array(z.string()),
      zh: z.array(z.string()),
    })
    .nullable(),
  regulators: z.array(Party),
  /** So many of them decide together. */
  quorum: int,
});
export type StreetLedger = z.infer<typeof StreetLedger>;

/** Whether the page asks the installer for a new PIN first, and how it looks. */
export const KioskStart = z.strictObject({
  pin: z.enum(["set", "missing", "damaged"]),
  lang: z.enum(["zh-CN", "en"]),
  theme: z.enum(["system", "light", "dark"]),
});
export type KioskStart = z.infer<typeof KioskStart>;

export const Pin = z.string().regex(/^\d{6,12}$/);

/** `until`: epoch ms before which no other PIN is tried. */
export const KioskLeave = z.discriminatedUnion("answer", [
  z.strictObject({ answer: z.literal("leaving") }),
  z.strictObject({ answer: z.literal("wrong"), until: z.number() }),
  z.strictObject({ answer: z.literal("wait"), until: z.number() }),
]);
