/** Looking for devices: what the reader asks for, how far it is, and what answered. Local addresses alone, which the reader named. */
import { z } from "zod";
import { DeviceSource } from "./deviceViews.ts";

/** Addresses that one search asks at most: a home's network. */
export const SCAN_MAX = 256;

export const ScanRequest = z.discriminatedUnion("where", [
  /** `addresses`: names, addresses, "192.168.1.10-40", "192.168.1.0/24", separated by commas or spaces. */
  z.strictObject({
    where: z.literal("modbus"),
    addresses: z.string().min(1).max(400),
    port: z.number().int().min(1).max(65_535),
    units: z.array(z.number().int().min(0).max(255)).min(1).max(8),
  }),
  z.strictObject({
    where: z.literal("mqtt"),
    host: z.string().min(1).max(253),
    port: z.number().int().min(1).max(65_535),
    tls: z.boolean(),
    user: z.string().max(200),
    password: z.string().max(200),
  }),
  z.strictObject({ where: z.literal("serial") }),
]);
export type ScanRequest = z.infer<typeof ScanRequest>;

export const SCAN_FAULTS = ["addresses", "tooMany", "notLocal", "unreachable", "login", "internal"] as const;

export const FoundDevice = z.strictObject({
  /** Where and how it is spoken to; a broker's password is left out. */
  source: DeviceSource,
  /** What it says of itself; null where it says nothing. */
  identity: z.string().nullable(),
  /** Figures that it showed, or sensors that it announced. */
  figures: z.number().int(),
});
export type FoundDevice = z.infer<typeof FoundDevice>;

export const ScanView = z.strictObject({
  state: z.enum(["none", "running", "done", "stopped"]),
  where: z.enum(["modbus", "mqtt", "serial"]).nullable(),
  /** Addresses, or seconds of listening. */
  asked: z.number().int(),
  of: z.number().int(),
  found: z.array(FoundDevice).max(SCAN_MAX),
  fault: z
    .strictObject({ code: z.enum(SCAN_FAULTS), data: z.record(z.string(), z.union([z.string(), z.number()])) })
    .nullable(),
});
export type ScanView = z.infer<typeof ScanView>;
export const NO_SCAN: ScanView = { state: "none", where: null, asked: 0, of: 0, found: [], fault: null };
