/** Light blocks from one node: parsed, their validator sets matched to the header's hashes, sets fetched once per hash. */
import { toHex } from "../../shared/codec/bytes.ts";
import { validatorsHash } from "../../shared/light/hashes.ts";
import { parseSignedHeader } from "../../shared/light/parse.ts";
import { validatorsJson } from "../../shared/light/render.ts";
import type { LightBlock, ValidatorSet } from "../../shared/light/types.ts";
import { LightError } from "./lightError.ts";
import { misshapen, type Node, rawBytes } from "./node.ts";

export interface BlockSource {
  /** Of a height, or the node's latest. Throws NodeError, or LightError when the sets are not the header's. */
  block(height?: number): Promise<LightBlock>;
}

/** Validator sets by their hash, computed by us; shared between nodes, since a hash has one set. */
export class KnownSets {
  readonly #sets = new Map<string, ValidatorSet>();
  get(hash: Uint8Array): ValidatorSet | undefined {
    return this.#sets.get(toHex(hash));
  }
  add(set: ValidatorSet): void {
    this.#sets.set(toHex(validatorsHash(set)), set);
    const oldest = this.#sets.size > 16 ? this.#sets.keys().next().value : undefined;
    if (oldest !== undefined) this.#sets.delete(oldest);
  }
}

export function blockSource(node: Node, known: KnownSets): BlockSource {
  const setOf = async (hash: Uint8Array, height: number, rule: string): Promise<ValidatorSet> => {
    const cached = known.get(hash);
    if (cached !== undefined) return cached;
    const set = await node.validatorSet(height);
    known.add(set);
    if (toHex(validatorsHash(set)) !== toHex(hash)) {
      throw new LightError({ kind: "lied", rule, height }, rawBytes(validatorsJson(set, height)));
    }
    return set;
  };
  return {
    async block(height) {
      const raw = await node.signedHeader(height);
      const parsed = parseSignedHeader(raw);
      if (!parsed.ok) throw misshapen("commit", parsed.fault, raw);
      const signed = parsed.value;
      const { header } = signed;
      if (height !== undefined && header.height !== height) {
        throw new LightError({ kind: "lied", rule: "header.height", height }, rawBytes(raw));
      }
      const validators = await setOf(header.validatorsHash, header.height, "validators.hash");
      const nextValidators = await setOf(header.nextValidatorsHash, header.height + 1, "validators.nextHash");
      return { ...signed, validators, nextValidators };
    },
  };
}
