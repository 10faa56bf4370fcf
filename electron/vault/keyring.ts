/**
 * The smallest room in the house: decrypted keys behind a closed list of typed methods. Nothing here returns a secret key;
 * `lock` overwrites the secrets and every later or pending call is refused.
 */
import { createHash, createHmac } from "node:crypto";
import { HDKey } from "@scure/bip32";
import { addressOf } from "../../shared/codec/address.ts";
import { toHex } from "../../shared/codec/bytes.ts";
import { publicKeyOf, signDigest } from "../../shared/codec/signature.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import { type Handover, handoverDigest, type UnsignedHandover } from "../../shared/commissioning/handover.ts";
import { answerDigest } from "../../shared/commissioning/readingDigest.ts";
import type { ReadingAnswer, UnsignedAnswer } from "../../shared/commissioning/readingRequest.ts";
import { certificateDigest, digestOf, encodeTransaction } from "../../shared/ledger/identity.ts";
import type { TxBody } from "../../shared/ledger/transactions.ts";
import { pathOf, type Purpose } from "./paths.ts";
import { openRecord, sealRecord } from "./sealedRecord.ts";

/** Public halves: what other parts of the wallet may know, locked or not. */
export interface PublicAccount {
  readonly address: string;
  readonly publicKey: string;
  readonly meterId: string;
  readonly meterKey: string;
}

const METER_KINDS: ReadonlySet<TxBody["kind"]> = new Set(["meter.commit", "meter.open"]);

type SecretName = "account" | "installer" | "meter" | "meterSalt" | "records" | "localData";
type Secrets = Readonly<Record<SecretName, Uint8Array>>;

export class Keyring {
  readonly account: PublicAccount;
  readonly #secrets: Secrets;
  #locked = false;

  /** The keys of an account: derived from a 64-byte BIP39 seed by its index, or from an imported key. What was given is wiped. */
  constructor(source: Uint8Array | { readonly key: Uint8Array }, index = 0) {
    this.#secrets = source instanceof Uint8Array ? derived(source, index) : imported(source.key);
    const publicKey = publicKeyOf(this.#secrets.account);
    const meterKey = publicKeyOf(this.#secrets.meter);
    this.account = {
      address: addressOf(publicKey),
      publicKey: toHex(publicKey),
      meterId: `demo-${createHash("sha256").update(meterKey).digest("hex").slice(0, 16)}`,
      meterKey: toHex(meterKey),
    };
  }

  get locked(): boolean {
    return this.#locked;
  }

  /** The canonical signed transaction. Only for the account's own bodies; meter data has its own method. */
  sign(body: TxBody, chainId: string): { readonly bytes: Uint8Array; readonly id: string } {
    const secret = this.#open("account");
    if (body.sender !== this.account.address) throw new FaultError("vault.otherSender", { sender: body.sender });
    if (METER_KINDS.has(body.kind)) throw new FaultError("vault.wrongKey", { kind: body.kind });
    const digest = digestOf(body, chainId);
    const signature = toHex(signDigest(digest, secret));
    const bytes = encodeTransaction({ body, signatures: [{ key: this.account.publicKey, signature }] });
    return { bytes, id: toHex(digest) };
  }

  /** 64-byte signature of the demo meter's key over meter.commit or meter.open of this account's own meter. */
  signMeter(body: TxBody, chainId: string): Uint8Array {
    const secret = this.#open("meter");
    if (body.kind !== "meter.commit" && body.kind !== "meter.open")
      throw new FaultError("vault.wrongKey", { kind: body.kind });
    if (body.sender !== this.account.address || body.meter !== this.account.meterId)
      throw new FaultError("vault.otherSender", { sender: body.sender, meter: body.meter });
    return signDigest(digestOf(body, chainId), secret);
  }

  /** The key that vouches for homes which its owner sets up: 33 bytes in hex. */
  installerKey(): string {
    return toHex(publicKeyOf(this.#open("installer")));
  }

  /** The report with its certificate, both signed with the installer's key, which signs nothing else. */
  signHandover(unsigned: UnsignedHandover): Handover {
    const secret = this.#open("installer");
    const { claims, ...content } = unsigned;
    const { chainId, installer } = content.request;
    if (content.installer.key !== this.installerKey() || installer !== this.installerKey())
      throw new FaultError("vault.otherSender", { sender: installer });
    if (claims.installer !== content.installer.party)
      throw new FaultError("vault.otherSender", { sender: claims.installer });
    const signature = toHex(signDigest(certificateDigest(claims, chainId), secret));
    return {
      ...content,
      certificate: { claims, signature },
      signature: toHex(signDigest(handoverDigest(unsigned), secret)),
    };
  }

  /** A test reading of this account's own demo meter, for this account. */
  signTestReading(unsigned: UnsignedAnswer): ReadingAnswer {
    const secret = this.#open("meter");
    const { key, meter } = unsigned;
    const { publicKey, meterId, meterKey } = this.account;
    if (meter.class !== "demo") throw new FaultError("vault.wrongKey", { kind: `meter ${meter.class}` });
    if (key !== publicKey || meter.id !== meterId || meter.key !== meterKey)
      throw new FaultError("vault.otherSender", { sender: key, meter: meter.id });
    return { ...unsigned, signature: toHex(signDigest(answerDigest(unsigned), secret)) };
  }

  /** A copy of the 32-byte secret that salts this meter's commitments. */
  meterSalt(): Uint8Array {
    return this.#open("meterSalt").slice();
  }

  /** A copy of the 32-byte key under which the wallet's database keeps what is private. */
  localDataKey(): Uint8Array {
    return this.#open("localData").slice();
  }

  /** A small file of this wallet, encrypted; `name` and the account belong to it. */
  sealRecord(name: string, plain: Uint8Array): Uint8Array {
    return sealRecord(this.#open("records"), this.#recordName(name), plain);
  }

  /** Undefined when it is not what this account sealed under this name. */
  openRecord(name: string, sealed: Uint8Array): Uint8Array | undefined {
    return openRecord(this.#open("records"), this.#recordName(name), sealed);
  }

  #recordName(name: string): string {
    return `${this.account.address}/${name}`;
  }

  lock(): void {
    this.#locked = true;
    for (const secret of Object.values(this.#secrets)) secret.fill(0);
  }

  #open(name: SecretName): Uint8Array {
    if (this.#locked) throw new FaultError("vault.locked", {}, "retry");
    return this.#secrets[name];
  }
}

function derived(seed: Uint8Array, index: number): Secrets {
  const master = HDKey.fromMasterSeed(seed);
  seed.fill(0);
  const secrets = {
    account: child(master, "account", index),
    installer: child(master, "installer", index),
    meter: child(master, "meter", index),
    meterSalt: child(master, "meterSalt", index),
    localData: child(master, "localData", index),
    records: child(master, "records", index),
  };
  master.wipePrivateData();
  return secrets;
}

/** No path leads to an imported key, and none from it: what the demo meter needs is a one-way function of it (HMAC-SHA256). */
function imported(key: Uint8Array): Secrets {
  const of = (purpose: Purpose) =>
    new Uint8Array(createHmac("sha256", key).update(`wattlight imported ${purpose}`).digest());
  const secrets = {
    account: key.slice(),
    installer: of("installer"),
    meter: of("meter"),
    meterSalt: of("meterSalt"),
    localData: of("localData"),
    records: of("records"),
  };
  key.fill(0);
  return secrets;
}

/** The private key at a purpose's path; every node passed on the way is wiped. */
function child(master: HDKey, purpose: Purpose, account: number): Uint8Array {
  let node = master;
  for (const step of pathOf(purpose, account).split("/").slice(1)) {
    const next = node.derive(`m/${step}`);
    if (node !== master) node.wipePrivateData();
    node = next;
  }
  const secret = node.privateKey; // a copy already
  node.wipePrivateData();
  if (!secret) throw new Error("a hardened child has a private key");
  return secret;
}
