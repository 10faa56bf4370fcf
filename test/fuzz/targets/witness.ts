/** Witnesses of genuine queries after small changes: refused, unprovable, or the one true answer; never another one, never a crash. */
import { isDeepStrictEqual } from "node:util";
import { MerkleMap } from "../../../shared/state/merkleMap.ts";
import { type Reader, under } from "../../../shared/state/reader.ts";
import { openWitness, Unprovable, WitnessFault, witnessOf } from "../../../shared/state/witness.ts";
import { nativeSha256 } from "../../../node/application/nativeSha256.ts";
import { mutate } from "../mutate.ts";
import type { Target } from "./target.ts";

const BUDGET = { leaves: 8192, bytes: 1 << 20 };
const OFFERS = Array.from(
  { length: 300 },
  (_, i) => [`offer/${String(i * 7).padStart(6, "0")}`, { price: 400_000 + i, left: i % 5 }] as const,
);
const QUESTIONS: readonly ((reader: Reader) => unknown)[] = [
  (r) => r.get("offer/000070") ?? null,
  (r) => r.get("offer/000071") ?? null,
  (r) => [...r.range("offer/000100", "offer/000200")],
  (r) => [...r.range(...under("offer/"), { limit: 10 })],
  (r) => [...r.range(...under("offer/"), { reverse: true, limit: 3 })],
  (r) => [...r.range(...under("nothing/"))],
];

export function witness(): Target {
  const state = MerkleMap.from(OFFERS, nativeSha256);
  const genuine = QUESTIONS.map((ask) => ({ ask, bytes: witnessOf(state, ask, BUDGET), answer: ask(state) }));
  let asked = 0;
  return {
    next(random) {
      asked = random.below(genuine.length);
      // Now and then another question's witness, whole or changed.
      const from = random.below(8) === 0 ? random.below(genuine.length) : asked;
      const bytes = genuine[from]?.bytes ?? new Uint8Array();
      return random.below(20) === 0 ? bytes : mutate(bytes, random);
    },
    run(input) {
      const question = genuine[asked];
      if (!question) throw new Error("no question");
      let answer: unknown;
      try {
        answer = question.ask(openWitness(input, state.root, nativeSha256));
      } catch (error) {
        if (error instanceof WitnessFault || error instanceof Unprovable) return error.kind;
        throw error;
      }
      if (!isDeepStrictEqual(answer, question.answer)) throw new Error("another answer was accepted");
      return "accepted";
    },
  };
}
