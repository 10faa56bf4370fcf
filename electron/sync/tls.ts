/**
 * What a node's TLS certificate must satisfy: a chain to a root of this computer's system or of Node's own list, the name, and one of the keys that the
 * network file pins for this node, where it pins any. Nothing that a node says rests on TLS; it keeps others from listening and from cutting off.
 */
import { createHash, X509Certificate } from "node:crypto";
import { checkServerIdentity, getCACertificates, type PeerCertificate, setDefaultCACertificates } from "node:tls";

let trusted = false;

/** Once per thread, and only where there is a TLS node: the system's list takes a while to read. */
export function trustSystemRoots(): void {
  if (trusted) return;
  trusted = true;
  setDefaultCACertificates([...new Set([...getCACertificates("default"), ...getCACertificates("system")])]);
}

/** A node's key is none of those pinned. */
export class PinError extends Error {}

/** For `checkServerIdentity`. `pins`: SHA-256 of public keys (SubjectPublicKeyInfo, DER), hex; none means that every key will do. */
export function identityCheck(
  pins: readonly string[],
): (host: string, certificate: Pick<PeerCertificate, "raw" | "subject" | "subjectaltname">) => Error | undefined {
  return (host, certificate) => {
    const wrong = checkServerIdentity(host, certificate as PeerCertificate);
    if (wrong || pins.length === 0) return wrong;
    return pins.includes(pinOf(certificate.raw)) ? undefined : new PinError(host);
  };
}

/** SHA-256 of a certificate's public key, hex. `der`: the certificate. */
export function pinOf(der: Uint8Array): string {
  const key = new X509Certificate(der).publicKey.export({ type: "spki", format: "der" });
  return createHash("sha256").update(key).digest("hex");
}
