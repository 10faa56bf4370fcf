/**
 * Whether a hand-over report holds: one named rule per refusal, plain values in. `verifyHandover` needs the report alone; `standsHere` holds it
 * against the reader's network, time, account, and what the ledger proves of its installer.
 */
import { fromHex } from "../codec/bytes.ts";
import { canonicalText } from "../codec/canonical.ts";
import { nobleSignatures, type SignatureCheck } from "../codec/signature.ts";
import { certificateDigest } from "../ledger/identity.ts";
import type { Role } from "../metering/live/value.ts";
import { deviceKey } from "./deviceIdentity.ts";
import { claimsOf } from "./draftReport.ts";
import { type Handover, handoverDigest } from "./handover.ts";
import { rolesToCheck, settles } from "./presentDevices.ts";
import { answerVerifies, requestDigest } from "./readingRequest.ts";

export type HandoverRefusal =
  /** Changed since its installer signed it, or signed by somebody else. */
  | { readonly refusal: "signature" }
  | { readonly refusal: "certificate" }
  /** The certificate says something else than the request and its answer. */
  | { readonly refusal: "claims"; readonly field: string }
  /** The answer belongs to another request. */
  | { readonly refusal: "answer" }
  /** The meter key did not sign the test reading. */
  | { readonly refusal: "reading" }
  | { readonly refusal: "deviceTwice"; readonly serial: string }
  | { readonly refusal: "boundary"; readonly meters: number }
  | { readonly refusal: "notCompared"; readonly serial: string; readonly role: Role }
  | { readonly refusal: "exportWithoutSource" }
  /** The meter's or the installer's key is that of the account: whoever holds one holds both. */
  | { readonly refusal: "sharedKey" };

/** The first rule that is broken; undefined where all hold. */
export function verifyHandover(
  handover: Handover,
  check: SignatureCheck = nobleSignatures,
): HandoverRefusal | undefined {
  return (
    signatures(handover, check) ??
    claims(handover) ??
    keys(handover) ??
    devices(handover) ??
    compared(handover) ??
    (handover.request.technology === "none" && handover.request.exportW > 0
      ? { refusal: "exportWithoutSource" }
      : undefined)
  );
}

function signatures(handover: Handover, check: SignatureCheck): HandoverRefusal | undefined {
  const { installer, request, answer, certificate, signature } = handover;
  const key = fromHex(installer.key);
  if (!check.verify(fromHex(signature), handoverDigest(handover), key)) return { refusal: "signature" };
  const vouched = certificateDigest(certificate.claims, request.chainId);
  if (!check.verify(fromHex(certificate.signature), vouched, key)) return { refusal: "certificate" };
  if (answer.request !== requestDigest(request) || answer.chainId !== request.chainId) return { refusal: "answer" };
  return answerVerifies(answer, check) ? undefined : { refusal: "reading" };
}

function claims({ installer, request, answer, certificate, revision }: Handover): HandoverRefusal | undefined {
  if (request.installer !== installer.key) return { refusal: "claims", field: "installer" };
  const due = Object.entries(claimsOf(request, answer, installer.party, revision));
  const said = new Map(Object.entries(certificate.claims));
  const other = due.find(([field, value]) => canonicalText(value) !== canonicalText(said.get(field) ?? null));
  return other && { refusal: "claims", field: other[0] };
}

function keys({ installer, answer }: Handover): HandoverRefusal | undefined {
  const distinct = new Set([installer.key, answer.key, answer.meter.key]).size === 3;
  return distinct ? undefined : { refusal: "sharedKey" };
}

function devices({ devices: list, request }: Handover): HandoverRefusal | undefined {
  const seen = new Set<string>();
  for (const { identity } of list) {
    const key = deviceKey(identity);
    if (seen.has(key)) return { refusal: "deviceTwice", serial: identity.serial };
    seen.add(key);
  }
  const boundaries = list.filter(({ sits }) => sits === "boundary");
  const [meter] = boundaries;
  if (boundaries.length !== 1 || !meter) return { refusal: "boundary", meters: boundaries.length };
  return deviceKey(meter.identity) === request.meter ? undefined : { refusal: "claims", field: "meter" };
}

/** Every figure that must be held against a display was, and agreed. */
function compared({ devices: list, checks, request }: Handover): HandoverRefusal | undefined {
  for (const { identity, sits } of list)
    for (const role of rolesToCheck(sits, request.exportW > 0)) {
      const done = checks.some((one) => one.device === deviceKey(identity) && one.role === role && settles(one));
      if (!done) return { refusal: "notCompared", serial: identity.serial, role };
    }
  return undefined;
}

/** What the reader's ledger proves of the installer; `unproved`: nothing was verified yet, as without a network. */
export type InstallerStanding =
  | { readonly is: "unproved" }
  | { readonly is: "unknown" }
  | { readonly is: "known"; readonly active: boolean; readonly installs: boolean; readonly keys: readonly string[] };

export interface Here {
  readonly chainId: string | null;
  readonly simulated: boolean;
  /** Header seconds. */
  readonly now: number;
  readonly installer: InstallerStanding;
}

export type StandingRefusal =
  | { readonly refusal: "noNetwork" }
  | { readonly refusal: "otherChain"; readonly chainId: string }
  | { readonly refusal: "expired"; readonly until: number }
  /** A meter key in the owner's vault meters on simulated chains alone. */
  | { readonly refusal: "demoMeter" }
  | { readonly refusal: "installerUnknown" }
  | { readonly refusal: "installerRole" }
  | { readonly refusal: "installerSuspended" }
  | { readonly refusal: "installerKey" };

/** Why a report that holds by itself counts for nothing here; undefined where nothing speaks against it. */
export function standsHere({ request, answer, installer }: Handover, here: Here): StandingRefusal | undefined {
  if (here.chainId === null) return { refusal: "noNetwork" };
  if (request.chainId !== here.chainId) return { refusal: "otherChain", chainId: request.chainId };
  if (here.now > request.until) return { refusal: "expired", until: request.until };
  if (answer.meter.class === "demo" && !here.simulated) return { refusal: "demoMeter" };
  const standing = here.installer;
  switch (standing.is) {
    case "unproved":
      return undefined;
    case "unknown":
      return { refusal: "installerUnknown" };
    case "known":
      if (!standing.installs) return { refusal: "installerRole" };
      if (!standing.active) return { refusal: "installerSuspended" };
      return standing.keys.includes(installer.key) ? undefined : { refusal: "installerKey" };
  }
}
