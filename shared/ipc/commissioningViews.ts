/** Installations as windows see them, and the methods for them: the installer's jobs, and what the owner's wallet takes over. */
import { z } from "zod";
import { DeviceKey } from "../commissioning/deviceIdentity.ts";
import { Handover } from "../commissioning/handover.ts";
import { Job, JobName } from "../commissioning/job.ts";
import { JobAct } from "../commissioning/jobActs.ts";
import { JobId } from "../commissioning/readingRequest.ts";
import { MISSING, STEPS } from "../commissioning/stepNames.ts";
import { Counter, PublicKey } from "../ledger/units.ts";
import { ROLES } from "../metering/live/value.ts";
import { ProofCheck } from "./proofViews.ts";

const none = z.strictObject({});
const int = z.number().int();
const both = z.strictObject({ en: z.string(), zh: z.string() });

export const JobRow = z.strictObject({
  id: JobId,
  name: z.string(),
  /** The first step with something missing; null when all are done. */
  next: z.enum(STEPS).nullable(),
  devices: int,
  reports: int,
  /** Seconds. */
  changed: int,
});
export type JobRow = z.infer<typeof JobRow>;

/** Who installs with this wallet, for the regulators to enrol. */
export const InstallerView = z.strictObject({ key: PublicKey, party: z.string() });

export const JobsView = z.strictObject({
  jobs: z.array(JobRow),
  /** Files that are kept and cannot be opened. */
  damaged: z.array(z.string()),
  /** Null for an account that is only watched. */
  installer: InstallerView.nullable(),
});
export type JobsView = z.infer<typeof JobsView>;

export const JobView = z.strictObject({
  job: Job,
  steps: z.array(z.strictObject({ step: z.enum(STEPS), missing: z.array(z.enum(MISSING)) })),
  /** The network that reports are for; null while none is joined. */
  network: z.strictObject({ chainId: z.string(), name: both, simulated: z.boolean() }).nullable(),
  /** Parties that the network's cards name, for the choice of a supplier. */
  cards: z.array(z.strictObject({ party: z.string(), name: both })),
  /** Digest of the salted connection point; null before there is one. */
  point: z.string().nullable(),
  /** A report lies here to be handed over. */
  reported: z.boolean(),
});
export type JobView = z.infer<typeof JobView>;

/** The salt of a connection point is made behind the door. */
export const Connection = z.discriminatedUnion("known", [
  z.strictObject({ known: z.literal("number"), number: z.string().max(40) }),
  z.strictObject({ known: z.literal("hash"), hash: z.string().max(64) }),
]);
const [Site, ...OtherActs] = JobAct.options;
/** What a page can do to a job: the salt, and comparisons with live figures, are the main process's. */
export const PageAct = z.discriminatedUnion("act", [
  Site.extend({ connection: Connection }),
  OtherActs[0],
  OtherActs[1],
  OtherActs[2],
  OtherActs[3],
]);
export type PageAct = z.infer<typeof PageAct>;

/** A page writes what the display says; what the device says at that moment is looked up behind the door. */
export const Comparison = z.strictObject({
  id: JobId,
  device: DeviceKey,
  role: z.enum(ROLES),
  /** Thousandths; null: the display does not show it, for `reason`. */
  displayMilli: int.nullable(),
  reason: z.string().max(120).nullable(),
});

export const Carried = z.enum(["request", "report"]);
/** As a row of codes, or the name of the file; both null when no file was chosen. */
const CarriedAs = z.strictObject({ frames: z.array(z.string()).nullable(), saved: z.string().nullable() });
/** Null text: a file that the reader chooses in the system's dialog. */
const Brought = z.strictObject({ text: z.string().max(65_536).nullable() });

export const HeldHandover = z.strictObject({ handover: Handover, id: z.string(), at: int });
export type HeldHandover = z.infer<typeof HeldHandover>;

const method = <A extends "read" | "write" | "sign", I extends z.ZodType, O extends z.ZodType>(
  access: A,
  input: I,
  output: O,
) => ({ door: "wallet" as const, access, input, output });

export const COMMISSIONING = {
  "jobs.list": method("read", none, JobsView),
  "jobs.get": method("read", z.strictObject({ id: JobId }), JobView),
  "jobs.start": method("write", z.strictObject({ name: JobName }), z.strictObject({ id: JobId })),
  /** Faults: "jobs.unknown", "jobs.act" {fault}, "jobs.connection". */
  "jobs.act": method("write", z.strictObject({ id: JobId, act: PageAct }), JobView),
  /** Faults: also "jobs.notLive" where the device does not speak now. */
  "jobs.compare": method("write", Comparison, JobView),
  /** Takes the test reading: from the live boundary meter, or as it was read off the display. Faults: "jobs.step" {step}, "jobs.noNetwork". */
  "jobs.request": method(
    "write",
    z.strictObject({
      id: JobId,
      reading: z.strictObject({ imported: Counter, exported: Counter.nullable() }).nullable(),
    }),
    JobView,
  ),
  /** Null: no file was chosen. Faults: "jobs.answer" {why}. */
  "jobs.answer": method("write", Brought.extend({ id: JobId }), JobView.nullable()),
  "jobs.photo": method("write", z.strictObject({ id: JobId, remove: z.boolean() }), JobView.nullable()),
  "jobs.carry": method("write", z.strictObject({ id: JobId, what: Carried, as: z.enum(["codes", "file"]) }), CarriedAs),
  "jobs.remove": method("write", z.strictObject({ id: JobId }), none),
  /** The report with its certificate, in the signing window. Faults: "jobs.step", "jobs.noNetwork", "jobs.tooLarge". */
  "sign.handover": method(
    "sign",
    z.strictObject({ id: JobId }),
    z.discriminatedUnion("outcome", [
      z.strictObject({ outcome: z.literal("signed"), id: z.string() }),
      z.strictObject({ outcome: z.literal("declined") }),
    ]),
  ),

  /** The owner's answer to an installer's request, in the signing window; null: no file was chosen. Faults: "reading.request" {why}. */
  "sign.reading": method(
    "sign",
    Brought,
    z
      .discriminatedUnion("outcome", [
        z.strictObject({ outcome: z.literal("signed"), frames: z.array(z.string()) }),
        z.strictObject({ outcome: z.literal("declined") }),
      ])
      .nullable(),
  ),
  /** A hand-over report as codes or text; as a file it is checked as any proof. Fault: "handover.codes" {why}. */
  "handover.read": method("write", z.strictObject({ text: z.string().max(65_536) }), ProofCheck),
  /** What this account's home was handed over with. */
  "handover.held": method("read", none, HeldHandover.nullable()),
} as const;
