/**
 * Joining a network: a file, a pasted text or a link is read here and shown on a safe page; only what the page shows can be joined, by
 * its fingerprint. A link from outside waits until a person looks at it; it opens nothing but that page.
 */
import { addressOf } from "../../shared/codec/address.ts";
import { fromHex } from "../../shared/codec/bytes.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { NetworkCheck } from "../../shared/ipc/networkViews.ts";
import type { NetworkFile } from "../../shared/network/networkFile.ts";
import { standing, tallyOf } from "../../shared/network/networkSignatures.ts";
import { fingerprintOf, readNetwork } from "../../shared/network/readNetwork.ts";

type Found = NetworkCheck & { verdict: "network" };

export interface JoiningDeps {
  readonly chooseFile: () => Promise<Uint8Array | null>;
  /** The network that is joined; null while there is none. */
  readonly joined: () => NetworkFile | null;
  /** Keeps the file on disk and goes over to it. */
  readonly join: (network: NetworkFile) => Promise<void>;
  readonly openWindow: (closed: () => void) => { close(): void };
}

export class Joining {
  readonly #deps: JoiningDeps;
  #window: { close(): void } | undefined;
  #candidate: NetworkFile | undefined;
  #offered: Uint8Array | undefined;

  constructor(deps: JoiningDeps) {
    this.#deps = deps;
  }

  /** The page over the wallet's window. */
  open(): void {
    this.#window ??= this.#deps.openWindow(() => {
      this.#window = undefined;
      this.#candidate = undefined;
      this.#offered = undefined;
    });
  }

  /** A link or a file's bytes came from outside: the newest one counts. */
  offer(found: string | Uint8Array): void {
    this.#offered = typeof found === "string" ? new TextEncoder().encode(found) : found;
  }

  get hasOffer(): boolean {
    return this.#offered !== undefined;
  }

  offered(): NetworkCheck | null {
    return this.#offered ? this.#check(this.#offered) : null;
  }

  async file(): Promise<NetworkCheck | null> {
    const bytes = await this.#deps.chooseFile();
    return bytes && this.#check(bytes);
  }

  text(text: string): NetworkCheck {
    return this.#check(new TextEncoder().encode(text));
  }

  /** Faults: "safe.networkOther" when the page shows something else than what was read last, and those of `join`. */
  async confirm(fingerprint: string): Promise<NetworkFile["name"]> {
    const network = this.#candidate;
    if (!network || fingerprintOf(network) !== fingerprint) throw new FaultError("safe.networkOther", {}, "correct");
    await this.#deps.join(network);
    this.#candidate = undefined;
    this.#offered = undefined;
    return network.name;
  }

  close(): void {
    this.#window?.close();
  }

  #check(bytes: Uint8Array): NetworkCheck {
    this.#candidate = undefined;
    const read = readNetwork(bytes);
    if (!read.ok) {
      const { ok: _, fault, ...values } = read;
      return { verdict: "refused", fault, values };
    }
    const { network } = read;
    const fingerprint = fingerprintOf(network);
    const before = this.#deps.joined();
    const same = before !== null && fingerprintOf(before) === fingerprint;
    const stands = before === null ? "other" : standing(before, network);
    if (stands === "older" && !same) {
      const values = { serial: network.serial ?? 0, joined: before?.serial ?? 0 };
      return { verdict: "refused", fault: "older", values };
    }
    this.#candidate = network;
    return {
      verdict: "network",
      name: network.name,
      chainId: network.chainId,
      simulated: network.simulated,
      anchor: network.anchor,
      nodes: network.nodes,
      regulators: network.regulators.length,
      cards: network.cards.length,
      fingerprint,
      serial: network.serial ?? null,
      signed: signedView(network, stands === "follows" && before ? before : network, stands === "follows"),
      joined: same ? "same" : before?.chainId !== network.chainId ? "no" : stands === "follows" ? "follows" : "changed",
    };
  }
}

/** Names are those of the file in which the signers' keys stand. */
function signedView(network: NetworkFile, keysOf: NetworkFile, known: boolean): Found["signed"] {
  const { signed, of, enough } = tallyOf(network, keysOf.regulators);
  const by = signed.map((key) => {
    const party = addressOf(fromHex(key));
    return { key, name: keysOf.cards.find((card) => card.party === party)?.name ?? null };
  });
  return { by, of, enough, known };
}
