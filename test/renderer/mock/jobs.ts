/** Jobs of the mock installer: one at comparing, with a transformer that looks the other way; one waiting for its owner; one handed over. */
import { addressOf } from "../../../shared/codec/address.ts";
import { fromHex } from "../../../shared/codec/bytes.ts";
import { pointHash } from "../../../shared/commissioning/connectionPoint.ts";
import { deviceKey } from "../../../shared/commissioning/deviceIdentity.ts";
import { handoverId } from "../../../shared/commissioning/handover.ts";
import type { Job } from "../../../shared/commissioning/job.ts";
import { nextStep, stepsOf, devicesDigest } from "../../../shared/commissioning/steps.ts";
import { requestDigest } from "../../../shared/commissioning/readingDigest.ts";
import type { HeldHandover, JobsView, JobView } from "../../../shared/ipc/commissioningViews.ts";
import {
  answered,
  asked,
  AT,
  CAPACITIES,
  done,
  INVERTER,
  keyOf,
  METER,
  partyOf,
  preparedJob,
  reportOf,
  SITE,
  wholeReport,
} from "../../shared/commissioning/site.ts";

const named = (job: Job, id: string, name: string): Job => ({ ...job, id, name });

function comparing(): Job {
  const bare: Job = { ...preparedJob(), devices: [], checks: [] };
  const device = { source: null, reversed: false } as const;
  const add = (job: Job, identity: typeof METER, sits: "boundary" | "generation", live: string): Job =>
    done(job, { act: "add", device: { ...device, identity, sits, live }, replaces: null, reason: null });
  const job = add(add(bare, METER, "boundary", "0000000000000002"), INVERTER, "generation", "0000000000000001");
  const check = (
    role: "gridPower" | "exported" | "generationPower",
    shownMilli: number,
    displayMilli: number,
    verdict: "agrees" | "wrongSign",
  ) => ({
    act: "check" as const,
    check: {
      device: deviceKey(role === "generationPower" ? INVERTER : METER),
      role,
      shownMilli,
      displayMilli,
      verdict,
      figure: null,
      reason: null,
    },
  });
  const wrong = done(job, check("gridPower", -3_207_000, 3_190_000, "wrongSign"));
  return done(wrong, check("generationPower", 4_812_300, 4_800_000, "agrees"));
}

function handedOver(): Job {
  const job = answered(
    asked(
      done(preparedJob(), { ...SITE, name: "Station Road 8", building: { is: "block", flats: 24 } } as typeof SITE),
    ),
  );
  const report = reportOf(job);
  const last = {
    digest: handoverId(report),
    at: AT + 900,
    request: requestDigest(report.request),
    devices: devicesDigest(job),
  };
  return { ...job, reports: 1, last };
}

const waiting = (): Job => named(asked(preparedJob()), "00000000000000b2", "Mill Lane 11, ground floor");
export const JOBS = (): readonly Job[] => [
  named(comparing(), "00000000000000a1", "Lane 4, Li"),
  waiting(),
  named(handedOver(), "00000000000000c3", "Station Road 8"),
];

export function jobsView(fresh: boolean): JobsView {
  const jobs = fresh ? [] : JOBS();
  return {
    jobs: jobs.map((job) => ({
      id: job.id,
      name: job.name,
      next: stepsOf(job).every(({ missing }) => missing.length === 0) ? null : nextStep(job),
      devices: job.devices.filter(({ removed }) => removed === null).length,
      reports: job.reports,
      changed: job.changed,
    })),
    damaged: [],
    installer: { key: keyOf("installer"), party: addressOf(fromHex(keyOf("installer"))) },
  };
}

export function jobView(id: string): JobView {
  const job = JOBS().find((one) => one.id === id) ?? comparing();
  return {
    job,
    steps: stepsOf(job).map(({ step, missing }) => ({ step, missing: [...missing] })),
    network: { chainId: "wattlight-demo-7f3a", name: { en: "Demo street", zh: "演示街区" }, simulated: true },
    cards: [
      {
        party: CAPACITIES.act === "capacities" ? (CAPACITIES.supplier ?? "") : "",
        name: { en: "East City Power", zh: "城东供电公司" },
      },
      { party: partyOf("grid"), name: { en: "East City Grid", zh: "城东电网公司" } },
    ],
    point: job.connection && pointHash(job.connection),
    reported: job.last !== null,
  };
}

export function held(): HeldHandover {
  const report = wholeReport();
  const source = { kind: "sunspec", host: "192.168.1.20", port: 502, unit: 1 } as const;
  const handover = { ...report, devices: report.devices.map((device) => ({ ...device, source })) };
  return { handover, id: handoverId(handover), at: AT * 1000 };
}
