/** What a regulator proposes and votes for, in words: every act, in both languages, with its figures. */
import { describe, expect, test } from "vitest";
import { Act } from "../../../shared/ledger/bodies/decisions.ts";
import { ParamsChange } from "../../../shared/ledger/params.ts";
import type { TxBody } from "../../../shared/ledger/transactions.ts";
import { WORDED_FIGURES } from "../../../shared/words/acts/offices.ts";
import { kindPublic, kindRows, isWorded } from "../../../shared/words/kinds/kinds.ts";
import { bodyText } from "../../../shared/words/transaction.ts";
import { keyOf, PARAMS } from "../ledger/market.ts";

const PLACE = { slotSeconds: 900, startSeconds: 0, utcOffset: 28_800 };
const NOON = Date.UTC(2026, 5, 17, 4) / 1000;
const [mill, key] = [keyOf("mill"), keyOf("new")];
const NAMES = { [mill.address]: { en: "The mill", zh: "磨坊" } };
const hash = `1234${"0".repeat(56)}abcd`;
const proof = "00".repeat(64);
const head = { sender: "watt1me", validUntil: 0, nonce: 0 };

const ACTS: readonly Act[] = [
  { act: "contract.release", contract: hash },
  { act: "contract.refuse", contract: hash },
  { act: "contract.void", contract: hash, from: 1_979_620 },
  { act: "watch.set", party: mill.address, on: true },
  { act: "watch.set", party: mill.address, on: false },
  { act: "party.enrol", key: key.public, proof, roles: ["installer", "agent"], zone: "WEST-1", certificates: 20 },
  { act: "party.enrol", key: key.public, proof, roles: ["utility"], zone: "WEST-1", certificates: 0 },
  { act: "party.change", party: mill.address, change: { importW: 10_000, exportW: 0, technology: "wind" } },
  { act: "party.change", party: mill.address, change: { supplier: mill.address, certificates: 3 } },
  { act: "party.suspend", party: mill.address },
  { act: "party.reinstate", party: mill.address },
  { act: "party.closeOut", party: mill.address },
  { act: "key.replace", party: mill.address, key: key.public, proof },
  { act: "trade.suspend", zone: "WEST-1", carrier: "heat", from: NOON, until: NOON + 7200 },
  { act: "trade.suspend", zone: "WEST-1", carrier: null, from: NOON, until: NOON + 7200 },
  { act: "trade.resume", zone: "WEST-1", carrier: null },
  {
    act: "schedule.bands",
    zone: "WEST-1",
    carrier: "gas",
    from: NOON,
    bands: {
      price: { min: 200_000, max: 900_000 },
      damages: { min: 0, max: 300_000 },
      exposure: 5_000_000_000,
      review: 1_000_000,
      auction: { seller: 100_000, buyer: 110_000 },
      tariff: { retail: 620_000, feedIn: 360_000 },
    },
  },
  {
    act: "schedule.charges",
    carrier: "electricity",
    source: "WEST-1",
    target: "EAST-2",
    from: NOON,
    charges: { network: 42_000, levy: 15_000, taxPpm: 60_000, lossPpm: 20_000 },
  },
  {
    act: "schedule.profile",
    technology: "solar",
    month: 6,
    from: NOON,
    share: Array.from({ length: 96 }, (_, i) => i * 1000),
  },
  {
    act: "params.change",
    change: {
      metering: PARAMS.metering,
      settlement: PARAMS.settlement,
      supervision: PARAMS.supervision,
      mail: PARAMS.mail,
      quorum: 3,
    },
  },
  { act: "regulator.add", key: key.public, proof, zone: "WEST-1" },
  { act: "regulator.remove", party: mill.address },
  { act: "zone.operator", zone: "WEST-1", operator: mill.address },
  { act: "validator.set", key: hash, power: 10, proof },
  { act: "validator.set", key: hash, power: 0, proof: null },
  { act: "rules.upgrade", version: 4, height: 90_000 },
  {
    act: "dispute.rule",
    dispute: hash,
    ruling: {
      slots: [{ slot: 7, aS: 1500, aB: null }],
      liability: "seller",
      award: { from: "seller", amount: 2_500_000 },
    },
  },
  { act: "dispute.rule", dispute: hash, ruling: { slots: [], liability: "excused", award: null } },
  { act: "supplier.replace", supplier: mill.address, by: key.address },
];
const propose = (decide: Act): TxBody => ({ ...head, kind: "decision.propose", decide, reason: "checked" });
const vote: TxBody = { ...head, kind: "decision.vote", decision: hash, approve: false, reason: "too early" };

test("every act is among the examples", () => {
  expect(new Set(ACTS.map(({ act }) => act))).toEqual(new Set(Act.options.map(({ shape }) => shape.act.value)));
  for (const act of ACTS) expect(Act.safeParse(act).error).toBeUndefined();
});

describe.each(ACTS)("$act", (act) => {
  test("is said in both languages, proposed and voted on, with and without the reader's hours", () => {
    for (const [body, related] of [
      [propose(act), null],
      [vote, propose(act)],
    ] as const) {
      for (const known of [{}, { place: PLACE }]) {
        const [en, zh] = [bodyText(body, related, "en", NAMES, known), bodyText(body, related, "zh", NAMES, known)];
        expect(en).toMatch(/^As a regulator you (propose and vote for this|vote against this): .*\.$/s);
        expect(zh).toMatch(/^您以监管方身份.*。$/s);
        expect(en).not.toMatch(/\p{Script=Han}/u);
        expect(`${en}${zh}`).not.toMatch(/[{}]|undefined|NaN|null|  |！|!|\.\.|。。/);
      }
    }
  });
});

test("an act as it is read before it is signed", () => {
  const suspend = ACTS.find(({ act }) => act === "trade.suspend") as Act;
  expect(bodyText(propose(suspend), null, "en", NAMES, { place: PLACE })).toBe(
    "As a regulator you propose and vote for this: No contract is made in zone WEST-1 for heat in slots that start from 17 June, 12:00 and before 17 June, 14:00; existing contracts stay binding. Your reason: “checked”. It takes effect as soon as a quorum of regulators agrees. You cannot come to owe anything by it.",
  );
  const validator = ACTS.find(({ act }) => act === "validator.set") as Act;
  expect(bodyText(propose(validator), null, "en", NAMES)).toBe(
    "As a regulator you propose and vote for this: Validator 1234 0000 … abcd has a voting power of 10 in the network’s consensus. Your reason: “checked”. It takes effect after a notice, once more than two thirds of the regulators agree. You cannot come to owe anything by it.",
  );
});

test("a vote whose proposal is not at hand says so", () => {
  expect(bodyText(vote, null, "en")).toContain("decision 1234 0000 … abcd, whose act is not at hand.");
  expect(bodyText(vote, null, "zh")).toContain("其内容暂不可见");
});

test("rows and what becomes public", () => {
  for (const body of [propose(ACTS[0] as Act), vote]) {
    if (!isWorded(body)) throw new Error(body.kind);
    expect(kindPublic(body).en).toMatch(/^(?!Public)[A-Z].*\.$/);
    expect(kindRows(body).length).toBeGreaterThan(1);
  }
});

test("each figure that a decision can change has words", () => {
  const names = Object.entries(ParamsChange.shape).flatMap(([group, schema]) => {
    const inner = (schema as unknown as { def: { innerType: { shape?: object } } }).def.innerType.shape;
    return inner ? Object.keys(inner).map((name) => `${group}.${name}`) : [group];
  });
  expect([...WORDED_FIGURES].toSorted()).toEqual(names.toSorted());
});
