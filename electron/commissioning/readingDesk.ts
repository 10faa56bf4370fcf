/** The owner's side of a test reading: an installer's request from anywhere, shown in the signing window, answered by the meter's key. */
import { encodeCanonical, type Json } from "../../shared/codec/canonical.ts";
import { readRequest } from "../../shared/commissioning/brought.ts";
import { answerDigest, requestDigest } from "../../shared/commissioning/readingDigest.ts";
import { ANSWER_FORMAT, type ReadingAnswer, type UnsignedAnswer } from "../../shared/commissioning/readingRequest.ts";
import { toHex } from "../../shared/codec/bytes.ts";
import type { Output } from "../../shared/ipc/contract.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { ConfirmView } from "../../shared/ipc/safeViews.ts";
import type { NetworkFile } from "../../shared/network/networkFile.ts";
import { framesOf } from "../../shared/outbox/frames.ts";
import type { KnownParties } from "../book/addressBook.ts";
import type { Place } from "../confirm/desk.ts";
import type { ActiveAccount } from "../vault/accounts.ts";
import { broughtFault } from "./broughtFault.ts";
import { brought, type BroughtFile } from "./jobsDesk.ts";
import { readingView } from "./signingViews.ts";

export interface ReadingDeskDeps {
  /** The account in front. */
  readonly account: () => ActiveAccount | null;
  readonly network: () => NetworkFile | undefined;
  readonly known: () => Promise<KnownParties>;
  readonly keyName: () => ConfirmView["key"];
  readonly place: () => Place;
  readonly sign: (unsigned: UnsignedAnswer) => ReadingAnswer;
  readonly openFile: () => Promise<BroughtFile | null>;
}

export class ReadingDesk {
  readonly #deps: ReadingDeskDeps;

  constructor(deps: ReadingDeskDeps) {
    this.#deps = deps;
  }

  /**
   * Null: no file was chosen. Faults: those of what was brought, "reading.noNetwork", "reading.otherNetwork" {chainId}, "reading.notSimulated"
   * where meters have keys of their own, "vault.watchOnly".
   */
  async answer(text: string | null): Promise<Output<"sign.reading">> {
    const bytes = await brought(text, this.#deps.openFile);
    if (bytes === null) return null;
    const read = readRequest(bytes);
    if (!read.ok) throw broughtFault(read.fault);
    const request = read.value;
    const network = this.#deps.network();
    if (!network) throw new FaultError("reading.noNetwork", {}, "correct");
    if (request.chainId !== network.chainId)
      throw new FaultError("reading.otherNetwork", { chainId: request.chainId }, "correct");
    // The key of a real meter is not in a vault: it signs elsewhere, and its answer goes to the installer as it is.
    if (!network.simulated) throw new FaultError("reading.notSimulated", {}, "none");
    const { address = "", publicKey, meterId, meterKey } = this.#deps.account() ?? {};
    if (publicKey == null || meterId == null || meterKey == null)
      throw new FaultError("vault.watchOnly", { address }, "none");
    const unsigned: UnsignedAnswer = {
      format: ANSWER_FORMAT,
      chainId: network.chainId,
      request: requestDigest(request),
      key: publicKey,
      meter: { id: meterId, key: meterKey, class: "demo" },
    };
    const place = this.#deps.place();
    try {
      const view = readingView(request, unsigned, {
        key: this.#deps.keyName(),
        me: address,
        simulated: network.simulated,
        known: await this.#deps.known(),
        cards: network.cards,
      });
      if (!(await place.ask(view))) return { outcome: "declined" };
      if (toHex(answerDigest(unsigned)) !== view.digest) throw new FaultError("sign.otherDigest");
      const answer = this.#deps.sign(unsigned);
      return { outcome: "signed", frames: [...framesOf(encodeCanonical(answer as unknown as Json))] };
    } finally {
      place.leave();
    }
  }
}
