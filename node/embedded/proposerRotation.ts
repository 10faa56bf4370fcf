/**
 * Who proposes next: CometBFT's weighted round robin (spec/consensus/proposer-selection.md; types/validator_set.go). Each
 * height everyone gains its power, the highest priority proposes and pays the total.
 */
import { compareBytes } from "../../shared/codec/bytes.ts";

export interface Validator {
  /** 20 bytes. */
  readonly address: Uint8Array;
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
  readonly power: number;
  readonly priority: number;
}

export interface Rotation {
  /** By power descending, then address ascending. */
  readonly validators: readonly Validator[];
  readonly proposer: Uint8Array;
}

const WINDOW_FACTOR = 2;

/** The set of height 1. */
export function firstRotation(members: readonly Omit<Validator, "priority">[]): Rotation {
  const total = members.reduce((sum, member) => sum + member.power, 0);
  // A joining validator starts at -1.125 times the total power (computeNewPriorities).
  const joined = members
    .map((member) => ({ ...member, priority: -(total + Math.floor(total / 8)) }))
    .sort((a, b) => b.power - a.power || compareBytes(a.address, b.address));
  return nextRotation({ validators: centre(rescale(joined)), proposer: new Uint8Array() });
}

/** The set of the following height (IncrementProposerPriority(1)). */
export function nextRotation(current: Rotation): Rotation {
  const ready = centre(rescale(current.validators)).map((v) => ({ ...v, priority: v.priority + v.power }));
  const total = ready.reduce((sum, v) => sum + v.power, 0);
  const proposer = ready.reduce((best, v) =>
    v.priority > best.priority || (v.priority === best.priority && compareBytes(v.address, best.address) < 0)
      ? v
      : best,
  );
  return {
    validators: ready.map((v) => (v === proposer ? { ...v, priority: v.priority - total } : v)),
    proposer: proposer.address,
  };
}

/** Keeps the spread of priorities within twice the total power; Go's integer division cuts toward zero. */
function rescale(validators: readonly Validator[]): readonly Validator[] {
  const limit = WINDOW_FACTOR * validators.reduce((sum, v) => sum + v.power, 0);
  const priorities = validators.map((v) => v.priority);
  const spread = Math.max(...priorities) - Math.min(...priorities);
  const ratio = Math.floor((spread + limit - 1) / limit);
  return spread > limit ? validators.map((v) => ({ ...v, priority: Math.trunc(v.priority / ratio) })) : validators;
}

/** Shifts the average to zero; Go divides big integers with Div, which floors for a positive divisor. */
function centre(validators: readonly Validator[]): readonly Validator[] {
  const average = Math.floor(validators.reduce((sum, v) => sum + v.priority, 0) / validators.length);
  return validators.map((v) => ({ ...v, priority: v.priority - average }));
}
