/** docs/protocol.md against the code: every name, field, table row and figure that another engineer would rely on. */
import { describe, expect, test } from "vitest";
import { QUERY_BUDGET } from "../../../node/application/answerQuery.ts";
import { KEPT_VERSIONS } from "../../../node/application/versions.ts";
import { DEMO_TIMINGS } from "../../../node/demo/rules.ts";
import { METHODS } from "../../../node/rpc/methods.ts";
import { MAX_BODY } from "../../../node/rpc/server.ts";
import { KEEP_BLOCKS } from "../../../node/store/store.ts";
import { PURPOSE, ROOT as HD_ROOT } from "../../../electron/vault/paths.ts";
import { TX_LIMITS } from "../../../shared/codec/canonical.ts";
import { Act } from "../../../shared/ledger/bodies/decisions.ts";
import { allocate, deliver } from "../../../shared/ledger/delivery.ts";
import { type Machine, MACHINES } from "../../../shared/ledger/machines.ts";
import { NONCE_KEPT_DAYS } from "../../../shared/ledger/nonces.ts";
import { OFFER_KEPT } from "../../../shared/ledger/offers.ts";
import { Charges, Limits, Params } from "../../../shared/ledger/params.ts";
import { MARKET_RULES, VALIDITY_RULES } from "../../../shared/ledger/rules.ts";
import { PAGE_LIMIT, QUERIES, SPAN_LIMIT } from "../../../shared/ledger/runQuery.ts";
import { servedVersions } from "../../../shared/ledger/query.ts";
import { SWEEP_LIMIT } from "../../../shared/ledger/sweep.ts";
import { CertificateClaims, Opening, TxBody } from "../../../shared/ledger/transactions.ts";
import { Carrier, Technology } from "../../../shared/ledger/units.ts";
import { NetworkFile } from "../../../shared/network/networkFile.ts";
import { WITNESS_BYTES } from "../../../shared/state/openWitness.ts";
import { toHex } from "../../../shared/codec/bytes.ts";
import { MerkleMap } from "../../../shared/state/merkleMap.ts";
import { bytes32 } from "../../../shared/state/tree.ts";
import { findLeaf } from "../../../shared/state/walk.ts";
import { witnessOf } from "../../../shared/state/witness.ts";
import { codeIn, markdownUnder, rowsIn, sectionOf, sectionsOf, textOf } from "./markdown.ts";

/** The protocol and its pages, as one text. */
const PROTOCOL = ["docs/protocol.md", ...markdownUnder("docs/protocol")].map(textOf).join("\n\n");
const CODE = codeIn(PROTOCOL);
const ROWS = rowsIn(PROTOCOL);
const section = (heading: string): string => {
  const text = sectionOf(PROTOCOL, heading);
  if (text === undefined) throw new Error(`docs/protocol.md has no section "${heading}"`);
  return text;
};
const grouped = (n: number): string => String(n).replaceAll(/\B(?=(\d{3})+$)/g, ",");

/** Names of a shape's fields, nested ones by their path. */
function leaves(shape: Record<string, unknown>): readonly string[] {
  return Object.entries(shape).flatMap(([name, inner]) => {
    const nested = (inner as { shape?: Record<string, unknown> }).shape;
    return nested ? leaves(nested).map((leaf) => `${name}.${leaf}`) : [name];
  });
}

describe("transactions", () => {
  const kinds = TxBody.options.map((body) => ({
    kind: body.shape.kind.value,
    fields: Object.keys(body.shape).filter((field) => !["kind", "sender", "validUntil", "nonce"].includes(field)),
  }));

  test.each(kinds)("$kind has a section with each of its fields in the table", ({ kind, fields }) => {
    const rows = rowsIn(section(`\`${kind}\``)).map(([field = ""]) => field);
    for (const field of fields) expect(rows, `${kind}.${field}`).toContain(field);
    // And nothing that the body does not have.
    expect(rows.filter((field) => field !== "Field" && !/^-+$/.test(field) && !fields.includes(field))).toEqual([]);
  });

  test.each(Object.keys(CertificateClaims.shape))("certificate claim %s", (claim) => {
    expect(section("`party.register`")).toMatch(new RegExp(`\`${claim}\`|\`${claim}, `));
  });

  test.each(Object.keys(Opening.shape))("opening's %s", (field) => {
    expect(section("`meter.open`")).toContain(`\`${field}\``);
  });

  test.each([...Carrier.options, ...Technology.options])("%s is named", (word) => expect(CODE).toContain(word));
});

test("every key of the state has an end, or a reason to stay", () => {
  const prefixes = [...textOf("shared/ledger/keys.ts").matchAll(/[`"]([a-z]+)\//g)].map(([, prefix]) => `${prefix}/`);
  const stated = codeIn(section("When each key leaves"));
  expect(prefixes.length).toBeGreaterThan(80);
  expect([...new Set(prefixes)].filter((prefix) => !stated.has(prefix))).toEqual([]);
});

describe("rules", () => {
  test.each([...VALIDITY_RULES, ...MARKET_RULES])("%s", (rule) => expect(CODE).toContain(rule));

  test("no rule is described that the code does not know", () => {
    const known = new Set<string>([
      ...VALIDITY_RULES,
      ...MARKET_RULES,
      ...TxBody.options.map((b) => b.shape.kind.value),
      ...Act.options.map((act) => act.shape.act.value),
      ...leaves(Params.shape),
    ]);
    const families = new Set([...known].map((rule) => rule.split(".")[0]));
    const named = [...CODE].filter((code) => /^[a-z]+\.[a-zA-Z]+$/.test(code) && families.has(code.split(".")[0]));
    expect(named.filter((name) => !known.has(name) && !/^damages\.(seller|buyer)$/.test(name))).toEqual([]);
  });

  test("validity rules stand in the order in which they are applied", () => {
    const order = rowsIn(section("Valid or refused")).flatMap(([name]) => (name?.startsWith("valid.") ? [name] : []));
    const source = textOf("shared/ledger/validity.ts");
    const applied = [...source.matchAll(/refused\("(valid\.\w+)"/g)].map(([, name]) => name);
    expect(new Set(order)).toEqual(new Set(applied));
  });
});

describe("state machines", () => {
  const transitions = MACHINES.flatMap((machine: Machine) =>
    machine.transitions.map(({ from, event, to }) => ({ machine: machine.name, from, event, to })),
  );
  const machineRows = rowsIn(section("6. State machines")).map((row) => row.slice(0, 3).join(" "));

  test.each(transitions)("$machine: $from, $event, $to", ({ from, event, to }) => {
    expect(machineRows).toContain(`${from} ${event} ${to}`);
  });

  test("no transition is described that no table has", () => {
    const known = new Set(transitions.map(({ from, event, to }) => `${from} ${event} ${to}`));
    const described = machineRows.filter((row) => !row.startsWith("From ") && !row.startsWith("-"));
    expect(described.filter((row) => !known.has(row))).toEqual([]);
  });
});

test("the example of a witness", () => {
  const map = MerkleMap.from([
    ["a", 1],
    ["ab", null],
    ["b", 2],
  ]);
  const leaf = (key: string) => toHex(findHash(map, key));
  const lines = section("Witness, format 1").split('asked for `"ab"`')[1]?.split("```")[1]?.trim().split("\n") ?? [];
  // Bytes and hashes, up to the remark behind them.
  const written = lines.map((line) =>
    line
      .replace(/^((?:[0-9a-f]{2} +)+)(?:hash of leaf\("(\w+)", .*?\))?.*$/, (_, bytes: string, key?: string) => {
        return bytes.replaceAll(" ", "") + (key === undefined ? "" : leaf(key));
      })
      .trim(),
  );
  expect(written.join("")).toBe(toHex(witnessOf(map, (reader) => reader.get("ab"), { leaves: 3, bytes: 200 })));
});

/** A leaf's hash in a tree. */
function findHash({ tree }: MerkleMap, key: string): Uint8Array {
  const leaf = findLeaf(tree, key);
  if (!leaf) throw new Error(`no leaf ${key}`);
  return bytes32(leaf.hash);
}

describe("queries", () => {
  const rows = new Map(
    [section("12. Queries"), ...sectionsOf(PROTOCOL, "Queries")]
      .flatMap(rowsIn)
      .map(([name = "", input = ""]) => [name, input]),
  );

  test.each(Object.keys(QUERIES))("%s has a row", (name) => expect(rows.has(name)).toBe(true));
  test.each(Object.entries(QUERIES).filter(([, spec]) => spec.previous || spec.version > 1))(
    "each served version of %s has a row",
    (name, spec) => {
      const versions = rowsIn(section("12. Queries")).flatMap(([query, version = ""]) =>
        query === name && /^\d+$/.test(version) ? [Number(version)] : [],
      );
      expect(versions).toEqual(servedVersions(spec));
    },
  );
  test("and no other has", () => {
    const described = [...rows.keys()].filter((name) => name !== "Query" && !/^-+$/.test(name));
    expect(described.filter((name) => !Object.hasOwn(QUERIES, name))).toEqual([]);
  });
});

describe("parameters, limits, charges, network file", () => {
  test.each(leaves(Params.shape).filter((name) => name !== "grids"))("parameter %s", (name) => {
    expect(ROWS.map(([first]) => first)).toContain(name);
  });
  test.each(["grids.*.slotSeconds", "grids.*.gateSeconds", "grids.*.startSeconds"])("parameter %s", (name) => {
    expect(ROWS.map(([first]) => first)).toContain(name);
  });
  test.each([...Object.keys(Limits.shape), ...Object.keys(Charges.shape)])("%s", (name) =>
    expect(CODE).toContain(name),
  );
  test.each(Object.keys(NetworkFile.shape))("network file: %s", (name) => {
    expect(rowsIn(section("15. Network file")).map(([first]) => first)).toContain(name);
  });

  test("the demo chain's column", () => {
    const demo = new Map(ROWS.filter((row) => row.length === 4).map(([name = "", , , value = ""]) => [name, value]));
    const { metering, settlement, validity, grids, supervision, mail } = DEMO_TIMINGS;
    for (const [name, value] of Object.entries(supervision))
      expect(demo.get(`supervision.${name}`)).toBe(grouped(value));
    for (const [name, value] of Object.entries(mail)) expect(demo.get(`mail.${name}`)).toBe(grouped(value));
    for (const [name, value] of Object.entries(settlement)) expect(demo.get(`settlement.${name}`)).toBe(grouped(value));
    for (const [name, value] of Object.entries(metering)) expect(demo.get(`metering.${name}`)).toBe(grouped(value));
    for (const [name, value] of Object.entries(validity)) expect(demo.get(`validity.${name}`)).toBe(grouped(value));
    expect(demo.get("grids.*.slotSeconds")).toBe(
      Object.entries(grids)
        .map(([carrier, { slotSeconds }]) => `${carrier} ${grouped(slotSeconds)}`)
        .join(", "),
    );
  });
});

describe("state", () => {
  const source = textOf("shared/ledger/keys.ts");
  const prefixes = [...new Set(Array.from(source.matchAll(/[`"]([a-z]+)\//g), ([, prefix]) => prefix ?? ""))];
  const keys = [section("5. State"), ...sectionsOf(PROTOCOL, "State")].flatMap((text) => [...codeIn(text)]);

  test.each(prefixes)("keys under %s/", (prefix) =>
    expect(keys.some((key) => key.startsWith(`${prefix}/`))).toBe(true),
  );

  const handled = Array.from(textOf("shared/ledger/sweep.ts").matchAll(/case "(\w+)":/g), ([, name]) => name ?? "");
  test("the deadlines are found in the code", () => expect(handled.length).toBeGreaterThan(15));
  test.each(handled)("deadline %s", (what) => {
    expect(rowsIn(section("10. Blocks, deadlines, sweep")).map(([, name]) => name)).toContain(what);
  });
});

describe("RPC", () => {
  test.each([...METHODS.keys(), "subscribe", "unsubscribe", "unsubscribe_all", "demo_certificate", "demo_cosign"])(
    "%s",
    (method) => expect(codeIn(section("13. RPC"))).toContain(method),
  );
});

describe("figures", () => {
  test.each<[what: string, heading: string, figure: string]>([
    ["bytes of a transaction", "1. Bytes", grouped(TX_LIMITS.bytes)],
    ["bytes of a witness", "1. Bytes", grouped(WITNESS_BYTES)],
    ["hardened root of the HD paths", "1. Bytes", `${HD_ROOT}'`],
    ["days that nonces are kept", "2. Transactions", `${NONCE_KEPT_DAYS} days`],
    ["days that offers are kept", "5. State", `${OFFER_KEPT / 86_400} days`],
    ["deadlines per block", "10. Blocks, deadlines, sweep", grouped(SWEEP_LIMIT)],
    ["slots of a query", "12. Queries", grouped(SPAN_LIMIT)],
    ["entries of a page", "12. Queries", `1 to ${PAGE_LIMIT}`],
    ["leaves of an answer", "13. RPC", `${grouped(QUERY_BUDGET.leaves)} leaves`],
    ["bytes of an answer", "13. RPC", `${grouped(QUERY_BUDGET.bytes)} bytes`],
    ["states kept", "13. RPC", `(${KEPT_VERSIONS} are)`],
    ["blocks kept", "13. RPC", grouped(KEEP_BLOCKS)],
    ["bytes of a request", "13. RPC", grouped(MAX_BODY)],
  ])("%s", (_, heading, figure) => expect(section(heading)).toContain(figure));

  test.each(Object.entries(PURPOSE))("HD purpose %s is %i", (purpose, number) => {
    expect(rowsIn(section("HD key paths")).map(([name, n]) => `${name} ${n}`)).toContain(`${purpose} ${number}`);
  });

  test("the worked example of a delivery is what the code computes", () => {
    const [aS = 0, other] = allocate(700, [
      { id: "C1", q: 600 },
      { id: "C2", q: 300 },
    ]);
    expect([aS, other]).toEqual([467, 233]);
    const { delivered, liability, money } = deliver(
      {
        type: "firm",
        price: 450_000,
        damages: { seller: 100_000, buyer: 100_000 },
        charges: { network: 40_000, levy: 10_000, taxPpm: 30_000, lossPpm: 0 },
      },
      600,
      aS,
      550,
    );
    expect({ delivered, liability }).toEqual({ delivered: 467, liability: "seller" });
    const shown = new Map(
      rowsIn(section("Delivery"))
        .filter(([, arithmetic = ""]) => /floor|= 0/.test(arithmetic))
        .map(([name = "", , micro = ""]) => [name, micro]),
    );
    const { loss, ...rest } = money;
    expect(loss).toBe(0);
    expect(Object.fromEntries(shown)).toEqual(
      Object.fromEntries(Object.entries(rest).map(([name, micro]) => [name, grouped(micro)])),
    );
  });
});
