/**
 * From an intent to a kept signature: a place at the desk, compose, read back from the bytes, ask, sign, keep. There is no other
 * way to a signature of the account. What was composed and not signed gives its nonce back.
 */
import type { Input, Output } from "../../shared/ipc/contract.ts";
import { toHex } from "../../shared/codec/bytes.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { ConfirmView } from "../../shared/ipc/safeViews.ts";
import { digestOf } from "../../shared/ledger/identity.ts";
import type { TxBody } from "../../shared/ledger/transactions.ts";
import type { Composed, LocalPort, SignMethod } from "../local/port.ts";
import type { KnownParties } from "../book/addressBook.ts";
import { prepare } from "./view.ts";
import type { Place } from "./desk.ts";

export interface SigningDeps {
  readonly compose: <M extends SignMethod>(method: M, input: Input<M>) => Promise<Composed>;
  readonly keep: (bytes: Uint8Array) => Promise<ReturnType<LocalPort["keep"]>>;
  /** Gives the body's nonce back: nothing was signed with it. */
  readonly unsigned: (body: TxBody) => Promise<void>;
  readonly place: () => Place;
  readonly sign: (body: TxBody, chainId: string) => { readonly bytes: Uint8Array; readonly id: string };
  readonly me: () => string | undefined;
  /** What the owner calls the account that signs. */
  readonly nameOf: (address: string) => ConfirmView["key"]["name"];
  /** The reader's own names of parties. */
  readonly known: () => Promise<KnownParties>;
}

export async function signing<M extends SignMethod>(
  deps: SigningDeps,
  method: M,
  input: Input<M>,
): Promise<Output<"sign.offer">> {
  const me = deps.me();
  if (me === undefined) throw new FaultError("vault.locked", {}, "retry");
  const place = deps.place();
  let composed: Composed | undefined;
  try {
    composed = await deps.compose(method, input);
    const { view: drawn, body, chainId } = prepare(composed, me, await deps.known());
    const view = { ...drawn, key: { address: me, name: deps.nameOf(me) } };
    if (!(await place.ask(view))) {
      await deps.unsigned(body);
      return { outcome: "declined" };
    }
    // What was on screen and what is signed are held against each other once more, by digest.
    if (toHex(digestOf(body, chainId)) !== view.digest) throw new FaultError("sign.otherDigest");
  } catch (error) {
    place.leave();
    if (composed) await deps.unsigned(composed.body).catch(() => undefined);
    throw error;
  }
  const { body, chainId } = composed;
  const { bytes, id } = deps.sign(body, chainId);
  const kept = await deps.keep(bytes);
  if (kept.id !== id) throw new FaultError("sign.keptOther", { id, kept: kept.id });
  return { outcome: "signed", id };
}
