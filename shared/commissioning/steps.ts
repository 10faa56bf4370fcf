/**
 * The steps of a job as a table: each says what is still missing. None locks another: whoever comes back to a step changes it, and what rests
 * on it is open again. The test reading rests on site and capacities, the report on everything.
 */
import { toHex, utf8 } from "../codec/bytes.ts";
import { canonicalText } from "../codec/canonical.ts";
import { sha256 } from "../codec/hash.ts";
import { pointHash } from "./connectionPoint.ts";
import { deviceKey } from "./deviceIdentity.ts";
import type { Job } from "./job.ts";
import { boundaryOf, checksOf, present } from "./presentDevices.ts";
import { answerVerifies, requestDigest } from "./readingRequest.ts";

export const STEPS = ["site", "devices", "confirm", "capacities", "reading", "report"] as const;
export type Step = (typeof STEPS)[number];

export const MISSING = [
  "connection",
  "zone",
  "noDevice",
  "noBoundary",
  "twoBoundaries",
  "notConfirmed",
  "importW",
  "exportW",
  "supplier",
  "exportWithoutSource",
  "sourceWithoutDevice",
  "blockWithoutBoundary",
  "noRequest",
  "requestOutdated",
  "noAnswer",
  "answerOther",
  "answerSignature",
  "noReport",
  "reportOutdated",
  "earlierSteps",
] as const;
export type Missing = (typeof MISSING)[number];

const RULES: { readonly [S in Step]: (job: Job) => readonly Missing[] } = {
  site: ({ connection, zone }) => [...when(connection === null, "connection"), ...when(zone === null, "zone")],
  devices: ({ devices }) => {
    const there = present(devices);
    const boundaries = there.filter(({ sits }) => sits === "boundary").length;
    if (there.length === 0) return ["noDevice"];
    return [...when(boundaries === 0, "noBoundary"), ...when(boundaries > 1, "twoBoundaries")];
  },
  confirm: (job) => {
    if (present(job.devices).length === 0) return ["noDevice"];
    return when(
      checksOf(job).some(({ done }) => !done),
      "notConfirmed",
    );
  },
  capacities: ({ importW, exportW, technology, supplier, devices }) => [
    ...when(importW === null || importW === 0, "importW"),
    ...when(exportW === null, "exportW"),
    // A home without a source feeds nothing in; with one there is a device that says so.
    ...when(technology === "none" && exportW !== null && exportW > 0, "exportWithoutSource"),
    ...when(
      technology !== "none" && !present(devices).some(({ sits }) => sits === "generation" || sits === "battery"),
      "sourceWithoutDevice",
    ),
    ...when(supplier === null, "supplier"),
  ],
  reading: (job) => {
    const { request, answer } = job;
    if (!request) return ["noRequest"];
    if (!stillStands(job)) return ["requestOutdated"];
    if (!answer) return ["noAnswer"];
    if (answer.request !== requestDigest(request) || answer.chainId !== request.chainId) return ["answerOther"];
    return when(!answerVerifies(answer), "answerSignature");
  },
  report: (job) => {
    const before = STEPS.slice(0, -1).some((step) => missingAt(job, step).length > 0);
    if (before) return ["earlierSteps"];
    const { last, request } = job;
    if (!last || !request) return ["noReport"];
    return when(last.request !== requestDigest(request) || last.devices !== devicesDigest(job), "reportOutdated");
  },
};

export const missingAt = (job: Job, step: Step): readonly Missing[] => RULES[step](job);

export interface StepState {
  readonly step: Step;
  readonly missing: readonly Missing[];
}
export const stepsOf = (job: Job): readonly StepState[] =>
  STEPS.map((step) => ({ step, missing: missingAt(job, step) }));

/** The first step with something missing; the last one where all is done. */
export const nextStep = (job: Job): Step => stepsOf(job).find(({ missing }) => missing.length > 0)?.step ?? "report";

/** Whether the request still says what the job says; its reading is of its own time. */
function stillStands(job: Job): boolean {
  const { request, connection, devices } = job;
  const meter = boundaryOf(devices);
  if (!request || !connection || !meter) return false;
  const now = { ...capacitiesOf(job), point: pointHash(connection), meter: deviceKey(meter.identity) };
  return canonicalText({ ...capacitiesOf(request), point: request.point, meter: request.meter }) === canonicalText(now);
}

const capacitiesOf = ({
  zone,
  carrier,
  importW,
  exportW,
  technology,
  building,
}: Pick<Job, "zone" | "carrier" | "importW" | "exportW" | "technology" | "building">) => ({
  zone,
  carrier,
  importW,
  exportW,
  technology,
  building,
});

/** Over devices and comparisons: a report that was made before a device was exchanged says so. */
export const devicesDigest = ({ devices, checks, note, supplier }: Job): string =>
  toHex(sha256(utf8(canonicalText({ devices, checks, note, supplier }))));

const when = (is: boolean, what: Missing): readonly Missing[] => (is ? [what] : []);
