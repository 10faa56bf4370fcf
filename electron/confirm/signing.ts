/** From an intent to a kept signature: compose, read back from the bytes, ask, sign, keep. There is no other way to a signature of the account. */
import type { Input, Output } from "../../shared/ipc/contract.ts";
import { toHex } from "../../shared/codec/bytes.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import { digestOf } from "../../shared/ledger/identity.ts";
import type { TxBody } from "../../shared/ledger/transactions.ts";
import type { Composed, LocalPort, SignMethod } from "../local/port.ts";
import { prepare } from "./view.ts";
import type { ConfirmView } from "../../shared/ipc/safeViews.ts";

export interface SigningDeps {
  readonly compose: <M extends SignMethod>(method: M, input: Input<M>) => Promise<Composed>;
  readonly keep: (bytes: Uint8Array) => Promise<ReturnType<LocalPort["keep"]>>;
  readonly ask: (view: ConfirmView) => Promise<boolean>;
  readonly sign: (body: TxBody, chainId: string) => { readonly bytes: Uint8Array; readonly id: string };
  readonly me: () => string | undefined;
}

export async function signing<M extends SignMethod>(
  deps: SigningDeps,
  method: M,
  input: Input<M>,
): Promise<Output<"sign.offer">> {
  const me = deps.me();
  if (me === undefined) throw new FaultError("vault.locked", {}, "retry");
  const { view, body, chainId } = prepare(await deps.compose(method, input), me);
  if (!(await deps.ask(view))) return { outcome: "declined" };
  // What was on screen and what is signed are held against each other once more, by digest.
  if (toHex(digestOf(body, chainId)) !== view.digest) throw new FaultError("sign.otherDigest");
  const { bytes, id } = deps.sign(body, chainId);
  const kept = await deps.keep(bytes);
  if (kept.id !== id) throw new FaultError("sign.keptOther", { id, kept: kept.id });
  return { outcome: "signed", id };
}
