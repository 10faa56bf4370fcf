/** A trusted block, blocks that may follow it, and what the verifier says of them. */
import { fromMs } from "../../../shared/light/timestamp.ts";
import type { CommitSig, LightBlock } from "../../../shared/light/types.ts";
import { type LightOptions, type Verdict, verifyAdjacent, verifySkipping } from "../../../shared/light/verify.ts";
import { type BlockPlan, START, type Signer, block, signers } from "./chain.ts";

export const HOUR = 3_600_000;
export const OPTIONS: LightOptions = { trustingPeriodMs: HOUR, clockDriftMs: 10_000 };
export const at = (height: number) => fromMs(START + height * 1000 + 500);
export const now = at(100);

export const four = signers("abcd");
export const trusted = block({ height: 1, signers: four });
export const next = (plan: Partial<BlockPlan> = {}) => block({ height: 2, signers: four, ...plan });
export const later = (plan: Partial<BlockPlan> = {}) => block({ height: 9, signers: four, ...plan });
/** What is broken, or the verdict. */
export const outcome = async (given: Promise<Verdict>): Promise<string> => {
  const verdict = await given;
  return verdict.verdict === "invalid" ? verdict.rule : verdict.verdict;
};
export const adjacent = (untrusted: LightBlock, options = OPTIONS) =>
  outcome(verifyAdjacent(trusted, untrusted, options, now));
export const skipping = (untrusted: LightBlock, options = OPTIONS) =>
  outcome(verifySkipping(trusted, untrusted, options, now));

export function flip(bytes: Uint8Array, index: number): Uint8Array {
  return bytes.map((byte, i) => (i === index ? byte ^ 1 : byte));
}

export function absent(sig: CommitSig): CommitSig {
  return { ...sig, flag: "absent", address: new Uint8Array(), signature: new Uint8Array() };
}

export function nameOf(s: Signer, list: readonly Signer[]): string {
  return String(list.indexOf(s));
}

/** The other signature of the same vote: S becomes n - S. */
export function highS(signature: Uint8Array): Uint8Array {
  const n = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
  const s = signature.slice(32).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const high = (n - s).toString(16).padStart(64, "0");
  return Uint8Array.from([...signature.slice(0, 32), ...(high.match(/../g) ?? []).map((hex) => parseInt(hex, 16))]);
}
