/**
 * What can be done to a job, as one list; each act is checked against what stands there, and a refusal changes nothing. Exchanging a device
 * keeps the job and its connection: the new device says whose place it took, the old one why it went.
 */
import { z } from "zod";
import { DeviceId, DeviceSource } from "../ipc/deviceViews.ts";
import { lineOfText } from "../ledger/units.ts";
import { DeviceIdentity, DeviceKey, deviceKey } from "./deviceIdentity.ts";
import { Check, Job, JOB_CHECKS_MAX, JOB_DEVICES_MAX, type JobDevice, Sits } from "./job.ts";
import { present } from "./presentDevices.ts";
import { type ReadingAnswer, requestDigest } from "./readingRequest.ts";

const Reason = lineOfText(120).refine((text) => text.isWellFormed() && text.trim() !== "", "nothing to read");
const { name, note, building, connection, zone, carrier, importW, exportW, technology, supplier } = Job.shape;
const NewDevice = z.strictObject({
  identity: DeviceIdentity,
  sits: Sits,
  live: DeviceId.nullable(),
  source: DeviceSource.nullable(),
  reversed: z.boolean(),
});

export const JobAct = z.discriminatedUnion("act", [
  z.strictObject({ act: z.literal("site"), name, building, connection, zone, carrier }),
  z.strictObject({ act: z.literal("capacities"), importW, exportW, technology, supplier, note }),
  z.strictObject({
    act: z.literal("add"),
    device: NewDevice,
    replaces: DeviceKey.nullable(),
    reason: Reason.nullable(),
  }),
  /** Another address, or turned: the same device. What was compared before has to be compared again. */
  z.strictObject({
    act: z.literal("again"),
    device: DeviceKey,
    live: DeviceId.nullable(),
    source: DeviceSource.nullable(),
    reversed: z.boolean(),
  }),
  z.strictObject({ act: z.literal("remove"), device: DeviceKey, reason: Reason }),
  z.strictObject({ act: z.literal("check"), check: Check.omit({ at: true }) }),
]);
export type JobAct = z.infer<typeof JobAct>;

export type JobFault =
  | { readonly fault: "deviceThere"; readonly device: string }
  | { readonly fault: "deviceUnknown"; readonly device: string }
  | { readonly fault: "secondBoundary" }
  | { readonly fault: "tooManyDevices"; readonly limit: number }
  | { readonly fault: "reasonMissing" }
  | { readonly fault: "answerOther" }
  | { readonly fault: "noRequest" };

export type JobDone = { readonly ok: true; readonly job: Job } | ({ readonly ok: false } & JobFault);

/** `at`: seconds of this computer's clock. */
export function applyAct(job: Job, act: JobAct, at: number): JobDone {
  const done = (change: Partial<Job>): JobDone => ({ ok: true, job: { ...job, ...change, changed: at } });
  switch (act.act) {
    case "site": {
      const { act: _, ...site } = act;
      return done(site);
    }
    case "capacities": {
      const { act: _, ...capacities } = act;
      return done(capacities);
    }
    case "add":
      return added(job, act, at, done);
    case "again": {
      const old = deviceOf(job, act.device);
      if (!old) return refused({ fault: "deviceUnknown", device: act.device });
      const changed = { ...old, live: act.live, source: act.source, reversed: act.reversed };
      return done({
        devices: job.devices.map((one) => (one === old ? changed : one)),
        checks: old.reversed === act.reversed ? job.checks : without(job, act.device),
      });
    }
    case "remove": {
      const old = deviceOf(job, act.device);
      if (!old) return refused({ fault: "deviceUnknown", device: act.device });
      return done({ devices: gone(job, old, act.reason, at) });
    }
    case "check": {
      if (!deviceOf(job, act.check.device)) return refused({ fault: "deviceUnknown", device: act.check.device });
      if (act.check.verdict === "unseen" && act.check.reason === null) return refused({ fault: "reasonMissing" });
      // The oldest make room: the latest of a figure counts.
      return done({ checks: [...job.checks, { ...act.check, at }].slice(-JOB_CHECKS_MAX) });
    }
  }
}

function added(
  job: Job,
  { device, replaces, reason }: Extract<JobAct, { act: "add" }>,
  at: number,
  done: (change: Partial<Job>) => JobDone,
): JobDone {
  const key = deviceKey(device.identity);
  const there = job.devices.find((one) => deviceKey(one.identity) === key);
  if (there && there.removed === null) return refused({ fault: "deviceThere", device: key });
  const old = replaces === null ? undefined : deviceOf(job, replaces);
  if (replaces !== null && !old) return refused({ fault: "deviceUnknown", device: replaces });
  if (replaces !== null && reason === null) return refused({ fault: "reasonMissing" });
  const others = present(job.devices).filter((one) => one !== old);
  if (device.sits === "boundary" && others.some(({ sits }) => sits === "boundary"))
    return refused({ fault: "secondBoundary" });
  // A device that comes back is the one that it was, with the time that it first came.
  const back = { ...device, since: there?.since ?? at, replaces: replaces ?? there?.replaces ?? null, removed: null };
  const kept = (old ? gone(job, old, reason ?? "", at) : job.devices).filter((one) => one !== there);
  if (kept.length >= JOB_DEVICES_MAX) return refused({ fault: "tooManyDevices", limit: JOB_DEVICES_MAX });
  return done({ devices: [...kept, back], checks: without(job, key) });
}

const deviceOf = (job: Job, key: string): JobDevice | undefined =>
  present(job.devices).find(({ identity }) => deviceKey(identity) === key);
const gone = (job: Job, old: JobDevice, reason: string, at: number): JobDevice[] =>
  job.devices.map((one) => (one === old ? { ...one, live: null, removed: { at, reason } } : one));
const without = ({ checks }: Job, key: string): Check[] => checks.filter(({ device }) => device !== key);

/** The owner's answer to the request that stands there; one to an earlier request is refused. */
export function withAnswer(job: Job, answer: ReadingAnswer, at: number): JobDone {
  if (!job.request) return refused({ fault: "noRequest" });
  if (answer.request !== requestDigest(job.request) || answer.chainId !== job.request.chainId)
    return refused({ fault: "answerOther" });
  return { ok: true, job: { ...job, answer, changed: at } };
}

const refused = (fault: JobFault): JobDone => ({ ok: false, ...fault });
