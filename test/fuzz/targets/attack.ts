/**
 * What anybody may send to `broadcast_evidence`, after small changes of bytes or of single values: refused by name, or taken; and what is
 * taken accuses whom the genuine evidence accuses, of the block that they signed. Both kinds of attack, with genuine signatures.
 */
import { webcrypto } from "node:crypto";
import { canonicalText, type Json } from "../../../shared/codec/canonical.ts";
import { toHex } from "../../../shared/codec/bytes.ts";
import { attackJson, attackOf } from "../../../shared/light/attack.ts";
import { attackFault, attackHash, parseAttack } from "../../../shared/light/attackCheck.ts";
import { subtleChecks } from "../../../shared/light/voteChecks.ts";
import { block, digest, signer, signers } from "../../shared/light/chain.ts";
import { changedValue } from "../changedValue.ts";
import { mutate } from "../mutate.ts";
import type { Target } from "./target.ts";

export function attack(): Target {
  const list = [...signers("abc"), signer("d", 10, "secp256k1")];
  const [common, ours] = [block({ height: 3, signers: list }), block({ height: 9, signers: list })];
  const at = new Map([common, ours].map((one) => [one.header.height, one]));
  const genuine = [
    block({ height: 9, signers: list, header: { appHash: digest("invented") } }),
    block({ height: 9, signers: list, header: { dataHash: digest("other transactions") } }),
  ].map((theirs) => attackJson(attackOf(theirs, ours, common)));
  const texts = genuine.map((json) => new TextEncoder().encode(JSON.stringify(json)));
  const accusedBy = new Map(genuine.map((json) => [hashOf(json), accused(json)]));
  const checks = subtleChecks(webcrypto.subtle);
  return {
    next(random) {
      const which = random.below(genuine.length);
      const json = genuine[which];
      if (json === undefined || random.below(2) === 0) return mutate(texts[which] ?? new Uint8Array(), random);
      return new TextEncoder().encode(JSON.stringify(changedValue(json, random)));
    },
    async run(input) {
      let json: unknown;
      try {
        json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(input));
      } catch {
        return "notJson";
      }
      const parsed = parseAttack(json);
      // The field, without its place in a list.
      if (!parsed.ok) return /^[a-zA-Z_.]*/.exec(parsed.problem)?.[0] ?? "evidence";
      const { claim } = parsed;
      const hash = toHex(attackHash(claim));
      const [conflict, shared] = [at.get(claim.conflicting.header.height), at.get(claim.commonHeight)];
      if (!conflict || !shared) return "noSuchBlock";
      const fault = await attackFault(claim, conflict, shared, checks);
      if (fault !== undefined) return fault.fault === "unsound" ? fault.rule : fault.fault;
      if (accusedBy.get(hash) !== accused(json)) throw new Error("others were accused, or of something else");
      return "accepted";
    },
  };
}

function hashOf(json: unknown): string {
  const parsed = parseAttack(json);
  if (!parsed.ok) throw new Error(parsed.problem);
  return toHex(attackHash(parsed.claim));
}

/** Addresses alone: the rest of a validator's entry is not read. */
function accused(json: unknown): string {
  const { value } = json as {
    readonly value: { readonly ByzantineValidators: readonly { readonly address: Json }[] | null };
  };
  return canonicalText((value.ByzantineValidators ?? []).map(({ address }) => address));
}
