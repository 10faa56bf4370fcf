/**
 * The demo's installer and residual supplier, as two extra JSON-RPC methods of a demo node: `demo_certificate` vouches for a home's
 * connection, `demo_cosign` adds the supplier's signature to a registration. Production nodes do not have them. The input is
 * untrusted; the answer is a result or a fault with a word to switch on and the fact behind it. Nothing is stored: the same
 * question gives the same answer.
 */
import { z } from "zod";
import { addressOf } from "../../shared/codec/address.ts";
import { fromHex, toHex } from "../../shared/codec/bytes.ts";
import { nobleSignatures, signDigest } from "../../shared/codec/signature.ts";
import { certificateDigest, digestOf } from "../../shared/ledger/identity.ts";
import { type Certificate, type CertificateClaims, RegisterParty } from "../../shared/ledger/bodies/parties.ts";
import type { TxOf } from "../../shared/ledger/transactions.ts";
import { MeterId, PublicKey } from "../../shared/ledger/units.ts";
import type { Json } from "../../shared/codec/canonical.ts";
import { UTILITY } from "../street/residents.ts";
import { demoKey, demoSecret } from "./keys.ts";
import { INSTALLER } from "./offices.ts";
import type { CommissioningHost, DemoFault, DemoMethods } from "./port.ts";
import { ZONE } from "./rules.ts";

const DAY = 86_400;
/** A certificate is good until the end of the UTC day this many days ahead. */
const CERTIFICATE_DAYS = 7;
/** What the demo's installer connects: a home of 10 kW each way with panels. */
const CONNECTION_W = 10_000;
/** At most this many answers within one header minute: more is not a person joining a demo. */
const PER_MINUTE = 60;

const CertificateRequest = z.strictObject({
  key: PublicKey,
  meter: z.strictObject({ id: MeterId, key: PublicKey }),
});
const CosignRequest = z.strictObject({ body: RegisterParty });

type Answer = { readonly result: Json } | DemoFault;

export function commissioning(host: CommissioningHost): DemoMethods {
  const window = { minute: -1, answers: 0 };
  return {
    call(method, params) {
      if (method !== "demo_certificate" && method !== "demo_cosign") return { fault: `unknown method ${method}` };
      const now = Math.floor(host.query("clock", {}).header / 1000);
      const minute = Math.floor(now / 60);
      if (minute !== window.minute) Object.assign(window, { minute, answers: 0 });
      if (++window.answers > PER_MINUTE) return { fault: `busy: more than ${PER_MINUTE} requests within a minute` };
      return method === "demo_certificate" ? certificate(host, now, params) : cosign(host, now, params);
    },
  };
}

function certificate(host: CommissioningHost, now: number, params: unknown): Answer {
  const request = CertificateRequest.safeParse(params);
  if (!request.success) return shapeFault("demo_certificate", request.error);
  const { key, meter } = request.data;
  if (meter.key === key) return { fault: "certificate.meterKey: the meter needs a key of its own" };
  const known = host.query("party", { id: addressOf(fromHex(key)) });
  if (known) return { fault: `certificate.known: this key is registered already, status ${known.status}` };
  const expires = (Math.floor(now / DAY) + CERTIFICATE_DAYS + 1) * DAY - 1;
  const claims: CertificateClaims = {
    id: toHex(demoSecret(host.keys, "certificate", host.chainId, key, meter.id, meter.key, String(expires))),
    installer: demoKey(host.keys, INSTALLER.who, "account").id,
    key,
    point: toHex(demoSecret(host.keys, "point", key)),
    zone: ZONE,
    // What the home's one meter measures.
    carriers: ["electricity"],
    importW: CONNECTION_W,
    exportW: CONNECTION_W,
    technology: "solar",
    meter: { ...meter, class: "demo" },
    expires,
  };
  const signed: Certificate = {
    claims,
    signature: toHex(
      signDigest(certificateDigest(claims, host.chainId), demoKey(host.keys, INSTALLER.who, "account").secret),
    ),
  };
  return { result: { certificate: signed, supplier: demoKey(host.keys, UTILITY.who, "account").id } };
}

/** The supplier signs what it would supply: one connection that the demo's own installer vouched for, asked by its own key, still valid. */
function cosign(host: CommissioningHost, now: number, params: unknown): Answer {
  const request = CosignRequest.safeParse(params);
  if (!request.success) return shapeFault("demo_cosign", request.error);
  const { body } = request.data;
  const supplier = demoKey(host.keys, UTILITY.who, "account");
  const fault = registrationFault(host, now, body, supplier.id);
  if (fault !== undefined) return { fault };
  return {
    result: { key: supplier.key, signature: toHex(signDigest(digestOf(body, host.chainId), supplier.secret)) },
  };
}

function registrationFault(
  host: CommissioningHost,
  now: number,
  body: TxOf<"party.register">,
  supplier: string,
): string | undefined {
  const { claims, signature } = body.certificate;
  const installer = demoKey(host.keys, INSTALLER.who, "account");
  if (body.supplier !== supplier) return `cosign.supplier: the registration names ${body.supplier}, not ${supplier}`;
  if (body.sender !== addressOf(fromHex(claims.key))) return "cosign.sender: the sender is not the certificate's key";
  if (claims.installer !== installer.id) return `cosign.installer: ${claims.installer} is not the demo's installer`;
  const digest = certificateDigest(claims, host.chainId);
  if (!nobleSignatures.verify(fromHex(signature), digest, fromHex(installer.key))) {
    return "cosign.certificate: the installer's signature does not verify";
  }
  if (claims.expires < now) return `cosign.expired: the certificate ended at ${claims.expires}, it is ${now}`;
  const latest = now + host.params.validity.marketDays * DAY;
  if (body.validUntil < now || body.validUntil > latest) {
    return `cosign.validUntil: ${body.validUntil} is not between ${now} and ${latest}`;
  }
  const known = host.query("party", { id: body.sender });
  return known ? `cosign.known: ${body.sender} is registered already, status ${known.status}` : undefined;
}

function shapeFault(method: string, error: z.ZodError): DemoFault {
  const issue = error.issues[0];
  return { fault: `${method}.shape: $.${issue?.path.join(".") ?? ""}: ${issue?.message ?? "unknown"}`.slice(0, 300) };
}
