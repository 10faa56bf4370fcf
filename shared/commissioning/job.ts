/**
 * One installation, as the installer's wallet keeps it: what was entered, compared and signed so far. It can be left and taken up again at
 * any point; nothing is thrown away when a later step changes an earlier one, it only has to be done again (steps.ts).
 */
import { z } from "zod";
import { DeviceId, DeviceSource } from "../ipc/deviceViews.ts";
import { Carrier, Hex32, lineOfText, PartyId, Seconds, Technology, Watt, ZoneId } from "../ledger/units.ts";
import { ROLES } from "../metering/live/value.ts";
import { ConnectionPoint } from "./connectionPoint.ts";
import { DeviceIdentity, DeviceKey } from "./deviceIdentity.ts";
import { Building, JobId, ReadingAnswer, ReadingRequest } from "./readingRequest.ts";

/** Most devices that a job remembers, exchanged ones too, and comparisons. */
export const JOB_DEVICES_MAX = 32;
export const JOB_CHECKS_MAX = 96;

export const SITS = ["boundary", "generation", "battery", "load"] as const;
/** Where a device measures: at the grid connection, which alone counts for the market; at a source, a battery, or behind. */
export const Sits = z.enum(SITS);
export type Sits = z.infer<typeof Sits>;

const Line = (most: number) => lineOfText(most).refine((text) => text.isWellFormed(), "half a character");
/** A safe integer of thousandths. */
const Milli = z.number().int();

export const JobDevice = z.strictObject({
  identity: DeviceIdentity,
  sits: Sits,
  /** Among the live devices of this computer; null where its figures are read off its display. */
  live: DeviceId.nullable(),
  /** How it is reached, without a broker's user and password: the owner's wallet reads it the same way. */
  source: DeviceSource.nullable(),
  /** Its figures are turned: its transformer looks the other way. */
  reversed: z.boolean(),
  since: Seconds,
  /** The device that it took the place of. */
  replaces: DeviceKey.nullable(),
  removed: z.strictObject({ at: Seconds, reason: Line(120) }).nullable(),
});
export type JobDevice = z.infer<typeof JobDevice>;

export const CHECK_VERDICTS = [
  "agrees",
  "tooSmall",
  "wrongSign",
  "wrongPhase",
  "wrongRatio",
  "differs",
  "unseen",
] as const;
/** A figure held against the display; `unseen`: the display does not show it, and the reason says why that is all right. */
export const Check = z.strictObject({
  device: DeviceKey,
  role: z.enum(ROLES),
  shownMilli: Milli.nullable(),
  displayMilli: Milli.nullable(),
  verdict: z.enum(CHECK_VERDICTS),
  /** Of the verdict: phase, factor; null otherwise. */
  figure: z.number().int().nullable(),
  reason: Line(120).nullable(),
  at: Seconds,
});
export type Check = z.infer<typeof Check>;

export const PHOTO_BYTES_MAX = 4_194_304;
/** A photograph that lies with the job; the report names its digest. */
export const Photo = z.strictObject({
  sha256: Hex32,
  bytes: z.number().int().min(1).max(PHOTO_BYTES_MAX),
  name: Line(80),
  at: Seconds,
});
export type Photo = z.infer<typeof Photo>;

export const JobName = Line(60).refine((text) => text.trim() !== "", "nothing to read");

export const Job = z.strictObject({
  version: z.literal(1),
  id: JobId,
  /** The installer's own word for the site; never in a report. */
  name: JobName,
  /** For whoever reads the report. */
  note: Line(280).nullable(),
  begun: Seconds,
  changed: Seconds,
  building: Building,
  connection: ConnectionPoint.nullable(),
  zone: ZoneId.nullable(),
  carrier: Carrier,
  importW: Watt.nullable(),
  exportW: Watt.nullable(),
  technology: Technology,
  /** Who supplies the rest and co-signs the registration. */
  supplier: PartyId.nullable(),
  devices: z.array(JobDevice).max(JOB_DEVICES_MAX),
  checks: z.array(Check).max(JOB_CHECKS_MAX),
  photo: Photo.nullable(),
  request: ReadingRequest.nullable(),
  answer: ReadingAnswer.nullable(),
  /** Reports handed over so far: how many, and the digest of the last one. */
  reports: z.number().int().min(0).max(9_999),
  last: z.strictObject({ digest: Hex32, at: Seconds, request: Hex32, devices: Hex32 }).nullable(),
});
export type Job = z.infer<typeof Job>;

export const JOBS_MAX = 500;

export function newJob(id: string, name: string, at: number): Job {
  return {
    version: 1,
    id,
    name,
    note: null,
    begun: at,
    changed: at,
    building: { is: "home" },
    connection: null,
    zone: null,
    carrier: "electricity",
    importW: null,
    exportW: null,
    technology: "none",
    supplier: null,
    devices: [],
    checks: [],
    photo: null,
    request: null,
    answer: null,
    reports: 0,
    last: null,
  };
}
