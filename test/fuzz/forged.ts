/**
 * A proof file as a forger makes it: one value changed, and then hashes made right again, as many as chance has it: whatever needs no
 * key. These are the state's root of a changed witness, the hashes of changed validator sets, the block id that a commit names, and the file's own
 * digest; or whole headers, signed anew by validators of the forger's own.
 */
import { base64 } from "@scure/base";
import { toHex, utf8 } from "../../shared/codec/bytes.ts";
import { canonicalText, type Json } from "../../shared/codec/canonical.ts";
import { sha256, taggedHash } from "../../shared/codec/hash.ts";
import { headerHash, validatorsHash } from "../../shared/light/hashes.ts";
import { parseLightBlock } from "../../shared/light/parse.ts";
import { lightBlockJson } from "../../shared/light/render.ts";
import type { LightBlock } from "../../shared/light/types.ts";
import { openWitness } from "../../shared/state/openWitness.ts";
import { commitFor, setOf, signers } from "../shared/light/chain.ts";
import { changedValue } from "./changedValue.ts";
import type { Random } from "./mutate.ts";

/** `genuine`: what the bytes of a proof file say; `change`: changes one of its values. */
export function forged(genuine: object, random: Random, change = changedValue): Uint8Array {
  const changed = change(genuine, random) as Record<string, unknown>;
  const { digest, ...content } = random.below(4) === 0 ? (change(changed, random) as typeof changed) : changed;
  content["blocks"] = sealed(content, random);
  try {
    const text = canonicalText(content as { readonly [key: string]: Json });
    const again = toHex(taggedHash("proof", String(content["chainId"]), utf8(text)));
    return utf8(canonicalText({ ...(content as { readonly [key: string]: Json }), digest: again }));
  } catch {
    // No canonical form: a fraction, say.
    return utf8(JSON.stringify({ ...content, digest }));
  }
}

const OWN = signers("mno");

/** The file's headers, those that can be read, with what is right again. */
function sealed({ blocks, questions }: Record<string, unknown>, random: Random): unknown {
  if (!Array.isArray(blocks)) return blocks;
  const [roots, sets, commits] = [random.below(2), random.below(2), random.below(2)].map((n) => n === 1);
  /** From which header on the forger's own validators sign: the first, the second, or none. */
  const ownFrom = random.below(8) === 0 ? random.below(2) : Infinity;
  return blocks.map((json: unknown, index) => {
    const { signedHeader, validators, nextValidators } = Object(json) as Record<string, unknown>;
    const parsed = parseLightBlock(signedHeader, [validators], [nextValidators]);
    if (!parsed.ok) return json;
    let block: LightBlock = parsed.value;
    const own = index >= ownFrom;
    const header = (change: Partial<LightBlock["header"]>): void => {
      block = { ...block, header: { ...block.header, ...change } };
    };
    if (own) block = { ...block, validators: setOf(OWN), nextValidators: setOf(OWN) };
    if (roots && index === blocks.length - 1) {
      for (const root of rootsOf(questions)) header({ appHash: root });
    }
    if (sets || own) {
      header({
        validatorsHash: validatorsHash(block.validators),
        nextValidatorsHash: validatorsHash(block.nextValidators),
      });
    }
    const hash = headerHash(block.header);
    if (own) block = { ...block, commit: commitFor(block.header, OWN) };
    else if (commits) {
      const { height } = block.header;
      block = { ...block, commit: { ...block.commit, height, blockId: { ...block.commit.blockId, hash } } };
    }
    return lightBlockJson(block);
  });
}

/** The root of each question's witness: the last hash that opening it makes. */
function rootsOf(questions: unknown): readonly Uint8Array[] {
  return (Array.isArray(questions) ? questions : []).flatMap((question: unknown) => {
    let last: Uint8Array | undefined;
    try {
      const bytes = base64.decode(String((Object(question) as Record<string, unknown>)["witness"]));
      openWitness(bytes, new Uint8Array(32), (input) => (last = sha256(input)));
    } catch {
      // Another root than none: that is what it says. Or no witness.
    }
    return last === undefined ? [] : [last];
  });
}
