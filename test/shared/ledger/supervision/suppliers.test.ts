/** DESIGN §4: when a supplier fails, every customer gets the supplier of last resort, a page of parties per block. */
import { describe, expect, test } from "vitest";
import type { Act } from "../../../../shared/ledger/bodies/decisions.ts";
import type { GenesisParty } from "../../../../shared/ledger/params.ts";
import { REPLACE_PAGE } from "../../../../shared/ledger/supervision/acts/suppliers.ts";
import type { PartyRecord } from "../../../../shared/ledger/records.ts";
import { Chain, genesis, home, keyOf, OPERATOR, registration, SUPPLIER, TRUSTING, ZONE } from "../market.ts";
import { carry, decisionOf, keyProof, propose } from "./council.ts";

const heir = keyOf("supplier of last resort");
const replace: Act = { act: "supplier.replace", supplier: SUPPLIER.address, by: heir.address };
const utility: GenesisParty = home("supplier of last resort", {
  roles: ["utility"],
  carriers: [],
  supplier: null,
  point: null,
  meter: null,
});
const supplierOf = (chain: Chain, id: string) => chain.query("party", { id })?.supplier;

test("a failed supplier's customers, the pending ones too, and nobody else", () => {
  const other = home("cai", { supplier: heir.address });
  const chain = new Chain(genesis([home("alice"), home("bob"), other, utility]));
  const carol = keyOf("carol");
  chain.send(carol, registration("carol"), [carol, SUPPLIER]);
  carry(chain, { act: "party.suspend", party: SUPPLIER.address });
  expect(decisionOf(chain, carry(chain, replace)).state).toBe("effective");
  const suppliers = ["alice", "bob", "cai", "carol"].map((label) => supplierOf(chain, keyOf(label).address));
  expect(suppliers).toEqual([heir.address, heir.address, heir.address, heir.address]);
  expect(supplierOf(chain, OPERATOR.address)).toBeNull();
  expect([...chain.state.range("replacing/", "replacing0")]).toEqual([]);
  expect([...chain.state.range("due/a/", "due/a0")].filter(([key]) => key.includes("replace/"))).toEqual([]);
});

test("many customers: a page per block, and none is left out", () => {
  const many = Array.from({ length: 2 * REPLACE_PAGE + 50 }, (_, i) => keyOf(`customer ${i}`).address);
  const chain = new Chain(genesis([home("alice"), utility]), TRUSTING);
  const edit = chain.state.edit();
  const alice = edit.get(`party/${keyOf("alice").address}`) as unknown as PartyRecord;
  for (const id of many) edit.set(`party/${id}`, { ...alice, id } as never);
  chain.state = edit.done();
  carry(chain, { act: "party.suspend", party: SUPPLIER.address });
  carry(chain, replace);
  const left = () =>
    [...chain.state.range("party/", "party0")].filter(
      ([, party]) => (party as unknown as PartyRecord).supplier === SUPPLIER.address,
    ).length;
  const after = [left()];
  while (after.at(-1) !== 0 && after.length < 5) {
    chain.block();
    after.push(left());
  }
  expect(after).toHaveLength(3);
  expect((after[0] ?? 0) - (after[1] ?? 0)).toBeLessThanOrEqual(REPLACE_PAGE);
  expect([...chain.state.range("replacing/", "replacing0")]).toEqual([]);
});

describe("refused", () => {
  const chain = () => new Chain(genesis([home("alice"), utility, home("dee", { roles: ["utility"] })]));
  test("act.supplier: while it is active, or when it supplies nobody", () => {
    const market = chain();
    expect(propose(market, replace).result).toMatchObject({ data: { rule: "act.supplier" } });
    const nobody: Act = { ...replace, supplier: keyOf("alice").address } as Act;
    expect(propose(market, nobody).result).toMatchObject({ data: { rule: "act.supplier" } });
    const unknown: Act = { ...replace, supplier: keyOf("nobody").address } as Act;
    expect(propose(market, unknown).result).toMatchObject({ data: { rule: "act.party" } });
  });

  test("act.heir, act.ownSupplier", () => {
    const market = chain();
    carry(market, { act: "party.suspend", party: SUPPLIER.address });
    const by = (party: string): Act => ({ ...replace, by: party }) as Act;
    expect(propose(market, by(keyOf("alice").address)).result).toMatchObject({ data: { rule: "act.heir" } });
    expect(propose(market, by(SUPPLIER.address)).result).toMatchObject({ data: { rule: "act.heir" } });
    expect(propose(market, by(keyOf("dee").address)).result).toMatchObject({ data: { rule: "act.ownSupplier" } });
    expect(propose(market, by(heir.address)).result.code).toBe(0);
  });
});

test("a utility that is enrolled by decision can take over", () => {
  const chain = new Chain(genesis([home("alice")]));
  carry(chain, {
    act: "party.enrol",
    key: heir.public,
    proof: keyProof(heir),
    roles: ["utility"],
    zone: ZONE,
    certificates: 0,
  });
  carry(chain, { act: "party.suspend", party: SUPPLIER.address });
  carry(chain, replace);
  expect(supplierOf(chain, keyOf("alice").address)).toBe(heir.address);
});
