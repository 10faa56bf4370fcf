/** A site that tests set up: keys, a job with its devices compared, and the report that comes of it. */
import { toHex } from "../../../shared/codec/bytes.ts";
import { sha256 } from "../../../shared/codec/hash.ts";
import { publicKeyOf, signDigest } from "../../../shared/codec/signature.ts";
import { addressOf } from "../../../shared/codec/address.ts";
import { deviceKey, type DeviceIdentity } from "../../../shared/commissioning/deviceIdentity.ts";
import { draftHandover, draftRequest } from "../../../shared/commissioning/draftReport.ts";
import { type Handover, handoverDigest, type UnsignedHandover } from "../../../shared/commissioning/handover.ts";
import { type Job, newJob, type Sits } from "../../../shared/commissioning/job.ts";
import { applyAct, type JobAct, withAnswer } from "../../../shared/commissioning/jobActs.ts";
import { checksOf } from "../../../shared/commissioning/presentDevices.ts";
import { answerDigest, requestDigest, type UnsignedAnswer } from "../../../shared/commissioning/readingRequest.ts";
import { certificateDigest } from "../../../shared/ledger/identity.ts";

export const CHAIN = "wattlight-test";
export const AT = 1_790_000_000;
export const secretOf = (name: string): Uint8Array => sha256(new TextEncoder().encode(`secret of ${name}`));
export const keyOf = (name: string): string => toHex(publicKeyOf(secretOf(name)));
export const partyOf = (name: string): string => addressOf(publicKeyOf(secretOf(name)));
const signedBy = (name: string, digest: Uint8Array): string => toHex(signDigest(digest, secretOf(name)));

export const METER: DeviceIdentity = { kind: "meter", manufacturer: "Landis+Gyr", serial: "LGZ 100 234" };
export const INVERTER: DeviceIdentity = { kind: "inverter", manufacturer: "Sungrow", serial: "A2301" };

export function done(job: Job, act: JobAct, at = AT): Job {
  const result = applyAct(job, act, at);
  if (!result.ok) throw new Error(result.fault);
  return result.job;
}

export const withDevice = (
  job: Job,
  identity: DeviceIdentity,
  sits: Sits,
  replaces: DeviceIdentity | null = null,
): Job =>
  done(job, {
    act: "add",
    device: { identity, sits, live: null, source: null, reversed: false },
    replaces: replaces && deviceKey(replaces),
    reason: replaces && "display dead",
  });

/** Everything that is to be compared, compared and found right. */
export function allCompared(job: Job): Job {
  return checksOf(job).reduce(
    (now, { device, role }) =>
      done(now, {
        act: "check",
        check: {
          device,
          role,
          shownMilli: 1_500_000,
          displayMilli: 1_500_000,
          verdict: "agrees",
          figure: null,
          reason: null,
        },
      }),
    job,
  );
}

export const BARE: Job = newJob("00112233445566aa", "Lane 4", AT);
export const SITE: JobAct = {
  act: "site",
  name: "Lane 4",
  building: { is: "home" },
  connection: { known: "number", number: "CN 0031 77", salt: "5a".repeat(32) },
  zone: "CD-07",
  carrier: "electricity",
};
export const CAPACITIES: JobAct = {
  act: "capacities",
  importW: 10_000,
  exportW: 8_000,
  technology: "solar",
  supplier: partyOf("utility"),
  note: "Meter in the stairwell.",
};

/** Up to the capacities. */
export function preparedJob(): Job {
  const devices = withDevice(withDevice(done(BARE, SITE), METER, "boundary"), INVERTER, "generation");
  return allCompared(done(devices, CAPACITIES));
}

/** A home that only uses. */
export function withoutSource(): Job {
  const job = withDevice(done(BARE, SITE), METER, "boundary");
  return allCompared(done(job, { ...CAPACITIES, exportW: 0, technology: "none" } as JobAct));
}

export function asked(job: Job, chainId = CHAIN): Job {
  const reading = { at: AT + 100, imported: 12_345_678, exported: 4_321 };
  const drafted = draftRequest(job, chainId, keyOf("installer"), reading);
  if (!drafted.ok) throw new Error(`${drafted.step}: ${drafted.missing.join(", ")}`);
  return { ...job, request: drafted.draft };
}

export function answered(job: Job, owner = "owner", meter = "meter"): Job {
  if (!job.request) throw new Error("nothing was asked");
  const unsigned: UnsignedAnswer = {
    format: "wattlight-reading-1",
    chainId: job.request.chainId,
    request: requestDigest(job.request),
    key: keyOf(owner),
    meter: { id: `demo-${meter}`, key: keyOf(meter), class: "demo" },
  };
  const result = withAnswer(job, { ...unsigned, signature: signedBy(meter, answerDigest(unsigned)) }, AT + 200);
  if (!result.ok) throw new Error(result.fault);
  return result.job;
}

export function signedReport({ claims, ...content }: UnsignedHandover, by = "installer"): Handover {
  const signature = signedBy(by, certificateDigest(claims, content.request.chainId));
  const report = { ...content, certificate: { claims, signature } };
  return { ...report, signature: signedBy(by, handoverDigest(report)) };
}

export function reportOf(job: Job, by = "installer"): Handover {
  const drafted = draftHandover(job, AT + 300);
  if (!drafted.ok) throw new Error(`${drafted.step}: ${drafted.missing.join(", ")}`);
  return signedReport(drafted.draft, by);
}

export const wholeReport = (): Handover => reportOf(answered(asked(preparedJob())));

/** Signed anew, so that a rule behind the signatures is what refuses it. */
export const forgedReport = (change: (report: Handover) => Handover): Handover => {
  const { certificate, signature: _, ...content } = change(wholeReport());
  return signedReport({ ...content, claims: certificate.claims });
};
