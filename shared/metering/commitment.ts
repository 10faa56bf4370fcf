/**
 * A meter's commitment to one batch of counters (DESIGN §4, Privacy): a Merkle tree whose leaves bind chain, meter, register,
 * batch, index, unit, counter, quality and a salt. Only the leaves at the ends of contracted slots are ever opened.
 *
 * A batch has batchSlots + 1 boundaries (its last is the next batch's first) for each of two registers: leaves 0 to batchSlots
 * are 1.8.0, the next batchSlots + 1 are 2.8.0, then padding to a power of two.
 *   leaf  = SHA-256("wattlight/reading" 0 chain 0 meter 0 register 0 batch 0 index 0 unit 0 counter 0 quality 0 salt)
 *   inner = SHA-256("wattlight/readings" 0 left right),  salt = HMAC-SHA-256(meter secret, batch "|" index)
 */
import { hmac } from "@noble/hashes/hmac.js";
import { concat, equalBytes, fromHex, toHex, utf8 } from "../codec/bytes.ts";
import { sha256, taggedHash } from "../codec/hash.ts";
import type { Opening, Quality, Register } from "../ledger/transactions.ts";
import type { Carrier } from "../ledger/units.ts";

export interface BatchContext {
  readonly chainId: string;
  readonly meter: string;
  readonly batch: number;
  /** Slots per batch, from the chain's parameters. */
  readonly batchSlots: number;
  readonly unit: Unit;
}

/** What a counter counts: energy, or litres (dm³) of gas in corrected volume, which the operator's factor turns into energy. */
export type Unit = "Wh" | "dm3";

export function unitOf(carrier: Carrier): Unit {
  return carrier === "gas" ? "dm3" : "Wh";
}

/** A register at a slot's boundary: a counter in the batch's unit, never a delta. */
export interface Boundary {
  readonly counter: number;
  readonly quality: Quality;
}
/** batchSlots + 1 boundaries per register. */
export type BatchCounters = { readonly [R in Register]: readonly Boundary[] };

export interface Leaf extends Boundary {
  readonly register: Register;
  readonly leaf: number;
  readonly salt: Uint8Array;
  readonly hash: Uint8Array;
}

const REGISTERS: readonly Register[] = ["1.8.0", "2.8.0"];
const INNER = utf8("wattlight/readings\0");
const PADDING = sha256(utf8("wattlight/readings/padding\0"));

/** Which register and boundary of the carrier's grid a leaf stands for; undefined past the batch's leaves. Boundary n = start of slot n. */
export function placeOf(
  context: Pick<BatchContext, "batch" | "batchSlots">,
  leaf: number,
): { readonly register: Register; readonly boundary: number } | undefined {
  const width = context.batchSlots + 1;
  const register = REGISTERS[Math.floor(leaf / width)];
  return register && { register, boundary: context.batch * context.batchSlots + (leaf % width) };
}

/** Leaf index of a register at the n-th boundary of its batch, 0 <= n <= batchSlots. */
export function leafIndex(batchSlots: number, register: Register, n: number): number {
  return REGISTERS.indexOf(register) * (batchSlots + 1) + n;
}

/** PRF of the meter's secret (32 bytes, from the vault): the same salts whenever a batch is rebuilt. */
export function leafSalt(secret: Uint8Array, batch: number, leaf: number): Uint8Array {
  return hmac(sha256, secret, utf8(`${batch}|${leaf}`));
}

/** All leaves of a batch; throws a RangeError when a register does not have exactly batchSlots + 1 boundaries. */
export function batchLeaves(context: BatchContext, secret: Uint8Array, counters: BatchCounters): readonly Leaf[] {
  return REGISTERS.flatMap((register) => {
    const boundaries = counters[register];
    if (boundaries.length !== context.batchSlots + 1) {
      throw new RangeError(`${register}: ${boundaries.length} boundaries, not ${context.batchSlots + 1}`);
    }
    return boundaries.map(({ counter, quality }, n) => {
      const leaf = leafIndex(context.batchSlots, register, n);
      const salt = leafSalt(secret, context.batch, leaf);
      return {
        register,
        leaf,
        counter,
        quality,
        salt,
        hash: leafHash(context, register, leaf, counter, quality, salt),
      };
    });
  });
}

/** Root of the padded tree, 32 bytes: what `meter.commit` carries. */
export function batchRoot(leaves: readonly Leaf[]): Uint8Array {
  return levels(leaves).at(-1)?.[0] ?? PADDING;
}

/** One leaf with its path, leaf side first: what `meter.open` carries. */
export function openLeaf(leaves: readonly Leaf[], index: number): Opening {
  const leaf = leaves[index];
  if (!leaf) throw new RangeError(`no leaf ${index} among ${leaves.length}`);
  const path = levels(leaves)
    .slice(0, -1)
    .map((level, depth) => toHex(level[(index >> depth) ^ 1] ?? PADDING));
  return {
    register: leaf.register,
    leaf: index,
    counter: leaf.counter,
    quality: leaf.quality,
    salt: toHex(leaf.salt),
    path,
  };
}

/** Whether the opening is a leaf of the committed tree, at its index, for the register that stands there. */
export function verifyOpening(root: Uint8Array, context: BatchContext, opening: Opening): boolean {
  if (placeOf(context, opening.leaf)?.register !== opening.register) return false;
  if (opening.path.length !== depthOf(context.batchSlots)) return false;
  let hash = leafHash(context, opening.register, opening.leaf, opening.counter, opening.quality, fromHex(opening.salt));
  for (let depth = 0; depth < opening.path.length; depth++) {
    const sibling = fromHex(opening.path[depth] ?? "");
    hash = (opening.leaf >> depth) & 1 ? innerHash(sibling, hash) : innerHash(hash, sibling);
  }
  return equalBytes(hash, root);
}

function leafHash(
  context: BatchContext,
  register: Register,
  leaf: number,
  counter: number,
  quality: Quality,
  salt: Uint8Array,
): Uint8Array {
  const bound = [context.meter, register, context.batch, leaf, context.unit, counter, quality, ""].join("\0");
  return taggedHash("reading", context.chainId, concat(utf8(bound), salt));
}

function innerHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(concat(INNER, left, right));
}

function depthOf(batchSlots: number): number {
  let depth = 0;
  while (1 << depth < 2 * (batchSlots + 1)) depth++;
  return depth;
}

/** The tree level by level, leaves first, root last. */
function levels(leaves: readonly Leaf[]): readonly (readonly Uint8Array[])[] {
  let level: Uint8Array[] = leaves.map((leaf) => leaf.hash);
  let size = 1;
  while (size < level.length) size *= 2;
  while (level.length < size) level.push(PADDING);
  const all = [level];
  while (level.length > 1) {
    const above: Uint8Array[] = [];
    for (let i = 0; i < level.length; i += 2) above.push(innerHash(level[i] ?? PADDING, level[i + 1] ?? PADDING));
    level = above;
    all.push(level);
  }
  return all;
}
