/** From a finished job to what its installer signs: the request for a test reading, then the report with the certificate's claims. */
import { addressOf } from "../codec/address.ts";
import { fromHex, toHex, utf8 } from "../codec/bytes.ts";
import { canonicalText } from "../codec/canonical.ts";
import { taggedHash } from "../codec/hash.ts";
import type { CertificateClaims } from "../ledger/bodies/parties.ts";
import { pointHash } from "./connectionPoint.ts";
import { deviceKey } from "./deviceIdentity.ts";
import { handedDevice, HANDOVER_FORMAT, HANDOVER_MAX, type UnsignedHandover } from "./handover.ts";
import type { Job } from "./job.ts";
import { boundaryOf, checksOf, present } from "./presentDevices.ts";
import { type ReadingRequest, REQUEST_FORMAT, requestDigest, type TestReading } from "./readingRequest.ts";
import { missingAt, type Missing, type Step, STEPS } from "./steps.ts";

/** A certificate is good until the end of the UTC day this many days ahead. */
const CERTIFICATE_DAYS = 30;
const DAY = 86_400;

export type Drafted<T> =
  | { readonly ok: true; readonly draft: T }
  | { readonly ok: false; readonly step: Step; readonly missing: readonly Missing[] };

/** `installer`: 33-byte key in hex. The steps before the reading must be done. */
export function draftRequest(
  job: Job,
  chainId: string,
  installer: string,
  reading: TestReading,
): Drafted<ReadingRequest> {
  const open = firstOpen(job, STEPS.slice(0, STEPS.indexOf("reading")));
  if (open) return open;
  const { connection, zone, importW, exportW, carrier, technology, building } = job;
  const meter = boundaryOf(job.devices);
  if (!connection || zone === null || importW === null || exportW === null || !meter)
    throw new RangeError("a finished step lacks its figures");
  return {
    ok: true,
    draft: {
      format: REQUEST_FORMAT,
      chainId,
      job: job.id,
      installer,
      point: pointHash(connection),
      zone,
      carrier,
      importW,
      exportW,
      technology,
      building,
      meter: deviceKey(meter.identity),
      reading,
      until: (Math.floor(reading.at / DAY) + CERTIFICATE_DAYS + 1) * DAY - 1,
    },
  };
}

/** `party`: the installer's id on the ledger, where it is not the key's own address. */
export function draftHandover(job: Job, at: number, party?: string): Drafted<UnsignedHandover> {
  const open = firstOpen(job, STEPS.slice(0, STEPS.indexOf("report")));
  if (open) return open;
  const { request, answer, supplier } = job;
  if (!request || !answer || supplier === null) throw new RangeError("a finished step lacks its figures");
  const key = request.installer;
  const installer = { party: party ?? addressOf(fromHex(key)), key };
  const revision = job.reports + 1;
  return {
    ok: true,
    draft: {
      format: HANDOVER_FORMAT,
      revision,
      previous: job.last?.digest ?? null,
      made: at,
      installer,
      request,
      answer,
      supplier,
      devices: present(job.devices).map(handedDevice),
      removed: job.devices
        .flatMap(({ identity, sits, removed }) => (removed ? [{ identity, sits, ...removed }] : []))
        .slice(-HANDOVER_MAX.removed),
      checks: checksOf(job).flatMap(({ check }) => {
        if (!check || (check.verdict !== "agrees" && check.verdict !== "unseen")) return [];
        const { figure: _, verdict, ...told } = check;
        return [{ ...told, verdict }];
      }),
      photo: job.photo && { sha256: job.photo.sha256, bytes: job.photo.bytes, at: job.photo.at },
      note: job.note,
      claims: claimsOf(request, answer, installer.party, revision),
    },
  };
}

/** What the certificate has to say of a request and its answer: nothing in it is the installer's to choose but its number. */
export function claimsOf(
  request: ReadingRequest,
  { key, meter }: { readonly key: string; readonly meter: CertificateClaims["meter"] },
  installer: string,
  revision: number,
): CertificateClaims {
  const { point, zone, carrier, importW, exportW, technology, until } = request;
  const id = taggedHash(
    "certificate-id",
    request.chainId,
    utf8(canonicalText([requestDigest(request), key, revision])),
  );
  return {
    id: toHex(id),
    installer,
    key,
    point,
    zone,
    carriers: [carrier],
    importW,
    exportW,
    technology,
    meter,
    expires: until,
  };
}

function firstOpen(job: Job, steps: readonly Step[]): Extract<Drafted<never>, { ok: false }> | undefined {
  for (const step of steps) {
    const missing = missingAt(job, step);
    if (missing.length > 0) return { ok: false, step, missing };
  }
  return undefined;
}
