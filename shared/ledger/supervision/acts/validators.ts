/** A validator joins, changes its power or leaves (DESIGN §8): with notice, by more than two thirds, for a key that somebody holds. */
import { fromHex } from "../../../codec/bytes.ts";
import { sum } from "../../amounts.ts";
import { strictEd25519 } from "../../../light/ed25519.ts";
import type { ActOf } from "../../bodies/decisions.ts";
import type { Context } from "../../context.ts";
import { validatorProofDigest } from "../../identity.ts";
import { KEY } from "../../keys.ts";
import { holds, type Verdict } from "../../rules.ts";
import { save } from "../../stored.ts";
import type { PowerMoveRecord } from "../records.ts";
import { firstMove, setRules, validatorsOf } from "../validatorSet.ts";
import type { ActTable } from "./act.ts";

export const VALIDATOR_ACTS: ActTable<"validator.set"> = {
  "validator.set": {
    notice: true,
    twoThirds: true,
    *rules(context, act) {
      const set = validatorsOf(context.state);
      yield holds("act.validators", set.length > 0);
      yield holds("act.nothing", (set.find(({ key }) => key === act.key)?.power ?? 0) !== act.power);
      yield held(context, act);
      yield* setRules(context.state, context.header, act);
    },
    perform({ state, header }, { key, power }, { id }) {
      const set = validatorsOf(state);
      const before = set.find((validator) => validator.key === key)?.power ?? 0;
      const move: PowerMoveRecord = {
        delta: power - before,
        total: sum(set.map((validator) => validator.power)),
      };
      // Moves that no rule looks at any more go.
      const old = [...state.range("powermove/", firstMove(header))];
      for (const [gone] of old) state.delete(gone);
      save(state, KEY.powerMove(header, id), move);
      if (power === 0) state.delete(KEY.validator(key));
      else save(state, KEY.validator(key), power);
    },
  },
};

/** The key's own signature shows that somebody holds it; who leaves need not show it. */
function held({ params }: Context, { key, power, proof }: ActOf<"validator.set">): Verdict {
  const digest = validatorProofDigest(key, params.chainId);
  return holds(
    "validator.proof",
    power === 0 || (proof !== null && strictEd25519.verify(fromHex(proof), digest, fromHex(key))),
  );
}
