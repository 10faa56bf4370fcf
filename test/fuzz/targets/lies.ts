/**
 * Answers of nodes that lie with care: genuine witnesses of random states and questions are taken apart, changed at one to three places
 * (now and then at their bytes, too), and put together again. A wallet refuses each as a lie, as malformed or as unprovable, or reads the one
 * true answer, as when only what the question does not need was hidden. Unchanged bytes give the true answer.
 */
import { isDeepStrictEqual } from "node:util";
import { nativeSha256 } from "../../../node/application/nativeSha256.ts";
import type { Json } from "../../../shared/codec/canonical.ts";
import { MerkleMap } from "../../../shared/state/merkleMap.ts";
import type { Reader } from "../../../shared/state/reader.ts";
import { openWitness, Unprovable, WitnessFault, witnessOf } from "../../../shared/state/witness.ts";
import { mutate, type Random } from "../mutate.ts";
import { apart, hashOf, type Slip, together } from "../witness/form.ts";
import { LIES } from "../witness/lies.ts";
import type { Target } from "./target.ts";

const BUDGET = { leaves: 8192, bytes: 1 << 20 };
const KINDS = Object.keys(LIES);
const SLIPS: readonly (Slip | undefined)[] = ["longLength", "flags"];
/** How many inputs come from one state. */
const PER_STATE = 200;

interface Scene {
  readonly state: MerkleMap;
  /** The state before or a neighbour's: most entries are the same. */
  readonly other: MerkleMap;
}
type Question = (reader: Reader) => unknown;

export function lies(): Target {
  let scene: Scene | undefined;
  let left = 0;
  let ask: Question = () => undefined;
  return {
    next(random) {
      if (scene === undefined || left-- === 0) {
        scene = sceneOf(random);
        left = PER_STATE - 1;
      }
      const { state, other } = scene;
      ask = questionOf(random);
      const genuine = witnessOf(state, ask, BUDGET);
      let root = apart(genuine);
      if (!Buffer.from(together(root)).equals(genuine) || !Buffer.from(hashOf(root)).equals(state.root))
        throw new Error("the witness is not what docs/protocol.md says");
      if (random.below(50) === 0) return together(root, SLIPS[random.below(6)]);
      const foreign = apart(witnessOf(random.below(2) === 0 ? other : state, questionOf(random), BUDGET));
      for (let changes = 1 + random.below(3); changes > 0; changes--) {
        const lie = LIES[KINDS[random.below(KINDS.length)] as string];
        root = lie?.(structuredClone(root), random, structuredClone(foreign)) ?? root;
      }
      const slip = SLIPS[random.below(40)];
      const bytes = together(root, slip);
      return random.below(8) === 0 ? mutate(bytes, random) : bytes;
    },
    run(input) {
      if (!scene) throw new Error("no state");
      const { state } = scene;
      const truth = ask(state);
      let answer: unknown;
      try {
        answer = ask(openWitness(input, state.root, nativeSha256));
      } catch (error) {
        if (error instanceof WitnessFault || error instanceof Unprovable) return error.kind;
        throw error;
      }
      if (!isDeepStrictEqual(answer, truth)) throw new Error("another answer was accepted");
      // One encoding for each tree: what was accepted is what our own writer makes of it.
      if (!Buffer.from(together(apart(input))).equals(input)) throw new Error("another encoding was accepted");
      return "accepted";
    },
  };
}

/** Ids of few digits under several rooms, so that neighbours, prefixes and gaps are many. */
const keyOf = (random: Random): string =>
  `${["offer", "offers", "party", "p"][random.below(4)]}/${random.below(3) === 0 ? "" : "z"}${random.below(40).toString(4)}`;

const valueOf = (random: Random): Json =>
  [1 + random.below(9), { price: random.below(1000), left: random.below(5) }, "热".repeat(random.below(60)), [], null][
    random.below(5)
  ] as Json;

function sceneOf(random: Random): Scene {
  const entries = new Map<string, Json>();
  for (let n = random.below(60); n > 0; n--) entries.set(keyOf(random), valueOf(random));
  const state = MerkleMap.from(entries, nativeSha256);
  const edit = state.edit();
  for (let n = 1 + random.below(3); n > 0; n--) {
    if (random.below(2) === 0) edit.set(keyOf(random), valueOf(random));
    else edit.delete(keyOf(random));
  }
  return { state, other: edit.done() };
}

/** One or two steps: a key that may be absent, or a page that may go backwards. */
function questionOf(random: Random): Question {
  const steps = Array.from({ length: 1 + random.below(2) }, () => {
    const [one, two] = [keyOf(random), keyOf(random)];
    if (random.below(3) === 0) return (r: Reader): unknown => r.get(one) ?? null;
    const [from, to] = random.below(3) === 0 ? ["offer/", "offer/\x7f"] : one < two ? [one, two] : [two, one];
    const options = { reverse: random.below(2) === 0, limit: 1 + random.below(12) };
    return (r: Reader): unknown => [...r.range(from, to, options)];
  });
  return (reader) => steps.map((step) => step(reader));
}
