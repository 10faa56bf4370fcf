/** Alice's house, Bob who buys from her, and Nora and Owen who come after: what the tests of moving house begin with. */
import { expect } from "vitest";
import { Chain, type Draft, genesis, home, keyOf, sell } from "../market.ts";
import { admit, done, registerAt } from "./street.ts";

export const [alice, bob, nora, owen] = [keyOf("alice"), keyOf("bob"), keyOf("nora"), keyOf("owen")];
const FIRM = { type: "firm", damages: { seller: 100_000, buyer: 80_000 } } as const;

export const market = () => new Chain(genesis([home("alice"), home("bob")]));
export const move = (to = nora, contracts: "assign" | "end" = "assign"): Draft<"party.move"> => ({
  kind: "party.move",
  to: to.address,
  contracts,
});
export const status = (chain: Chain, key = alice) => chain.query("party", { id: key.address })?.status;

/** Alice sells 500 Wh in each of `count` slots from `ahead` slots on to Bob. */
export function trade(chain: Chain, ahead: number, count: number, change: Partial<Draft<"offer.post">> = FIRM) {
  const first = chain.slot + ahead;
  const wh = Array.from({ length: count }, () => 500);
  const offer = chain.send(alice, sell(first, wh, change)).id;
  const { id, result } = chain.send(bob, { kind: "offer.accept", offer, energy: { first, wh } });
  expect(result).toEqual(done);
  return { id, first, offer };
}

export function handOver(chain: Chain, contracts: "assign" | "end" = "assign"): void {
  expect(chain.send(alice, move(nora, contracts)).result).toEqual(done);
  expect(registerAt(chain, "nora", "alice")).toEqual(done);
  admit(chain, "nora");
}
