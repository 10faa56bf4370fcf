/** `npm run settle`: a period's file, residual allocations from the party to its supplier, exit codes, and complaints that name what is wrong. */
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { languageOf } from "../../../node/command/language.ts";
import { settle } from "../../../node/settle/main.ts";
import { documentOf, signed } from "../../../node/settle/periodFile.ts";
import { provedLedger } from "../../../node/light/provedLedger.ts";
import { writePartyKeys } from "../../../node/settle/partyKeys.ts";
import { toHex } from "../../../shared/codec/bytes.ts";
import { headerHash } from "../../../shared/light/hashes.ts";
import type {
  SettlementDocument,
  SettlementEntry,
  SettlementFile,
} from "../../../shared/ledger/history/settlementFile.ts";
import { sealMessage } from "../../../shared/negotiation/letter.ts";
import { SEED_BYTES } from "../../../shared/negotiation/envelope.ts";
import { alice, bob, contract, deliver, FIRM, market, watch } from "../../shared/ledger/ends/scene.ts";
import { CHAIN, keyOf, SUPPLIER } from "../../shared/ledger/market.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";
import { among, networkOf, StatedNode } from "../light/statedNode.ts";

const sealing = keyOf("the supplier's encryption key");
let folder = "";
const at = (name: string): string => join(folder, name);
const jsonAt = (name: string) => JSON.parse(readFileSync(at(name), "utf8")) as SettlementFile;
/** Without the mark at its beginning. */
const rowsAt = (name: string): string[] => readFileSync(at(name), "utf8").slice(1).trimEnd().split("\r\n");

/** Bob bought 550 of the 1,000 Wh that Alice fed in, and has claimed to have paid; his reference begins like a formula. */
function scene() {
  const chain = market();
  const { first } = contract(chain, [600], FIRM);
  deliver(chain, first, 1000, 550);
  watch(chain, chain.market + 1800 + 3600 + 300);
  const period = chain.query("statementsOf", { party: bob.address, limit: 1 })[0]?.period ?? 0;
  const claim = { kind: "payment.claim", creditor: alice.address, period, reference: '=1+1,"x"' } as const;
  expect(chain.send(bob, claim).result.code).toBe(0);
  const node = new StatedNode(chain);
  const names = [
    { party: alice.address, name: { en: "Alice, No. 9", zh: "爱丽丝" } },
    { party: SUPPLIER.address, name: { en: "City Power", zh: "城市供电" } },
  ];
  writeFileSync(at("network.json"), JSON.stringify(networkOf([node], { cards: names })));
  return { chain, node, first, period };
}
type Scene = ReturnType<typeof scene>;

async function run({ node }: Pick<Scene, "node">, ...args: string[]) {
  const lines: string[] = [];
  const code = await settle(args, languageOf(args, {}), {
    now: () => node.chain.time + 2000,
    print: (line) => lines.push(line),
    nodeAt: among([node]),
    look: { ms: 1, times: 3 },
  });
  return { code, text: lines.join("\n") };
}
const by = (who: string): readonly string[] => ["--network", at("network.json"), "--key", at(`${who}.json`)];

beforeAll(() => {
  folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  writePartyKeys(at("supplier.json"), { account: SUPPLIER.secret, encryption: [sealing.secret] });
  writePartyKeys(at("alice.json"), { account: alice.secret, encryption: [] });
  writePartyKeys(at("bob.json"), { account: bob.secret, encryption: [] });
  writePartyKeys(at("stranger.json"), { account: keyOf("stranger").secret, encryption: [sealing.secret] });
});

test("keys are for their owner's eyes alone", () => {
  expect(statSync(at("supplier.json")).mode & 0o777).toBe(0o600);
});

describe("file", () => {
  test("the last period that is over, signed, as JSON and as a table without formulas", async () => {
    const s = scene();
    const { code, text } = await run(s, "file", ...by("supplier"), "--out", at("last"));
    expect([code, text]).toEqual([0, expect.stringContaining("proved by header")]);
    const { document, signature } = jsonAt("last.json");
    expect(document).toMatchObject({ period: s.period, height: s.chain.height, chainId: CHAIN });
    expect(document.entries).toMatchObject(s.chain.query("settlementFile", { period: s.period, limit: 9 }).entries);
    expect(signature.key).toBe(SUPPLIER.public);
    const [head, ...rows] = rowsAt("last.csv");
    expect(head).toBe("period,debtor,debtor_name,creditor,creditor_name,amount,state,reference");
    expect(rows).toHaveLength(document.entries.length);
    const claimed = rows.find((row) => row.includes("claimed"));
    expect(claimed).toContain(`"Alice, No. 9"`);
    expect(claimed?.endsWith(`claimed,"'=1+1,""x"""`)).toBe(true);
    expect(await run(s, "check", at("last.json"), "--network", at("network.json"))).toMatchObject({ code: 0 });
  });

  test("who is neither agent nor utility gets none, and nothing is written", async () => {
    const s = scene();
    const { code, text } = await run(s, "file", ...by("bob"), "--out", at("none"), "--lang", "zh");
    expect([code, text]).toEqual([1, expect.stringContaining("结算代理")]);
    expect(() => readFileSync(at("none.json"))).toThrow("ENOENT");
  });

  test("on a young chain nothing is written, and it is said when the first period is over", async () => {
    const chain = market();
    chain.block();
    const node = new StatedNode(chain);
    writeFileSync(at("network.json"), JSON.stringify(networkOf([node])));
    const { origin } = chain.params.clock;
    const first = Math.floor(origin / chain.params.settlement.period);
    const wanted = ["file", ...by("supplier"), "--out", at("young")];
    const { code, text } = await run({ node }, ...wanted);
    expect(code).toBe(3);
    expect(text).toContain(new Date((first + 1) * chain.params.settlement.period * 1000).toISOString());
    const named = await run({ node }, ...wanted, "--period", String(first - 2));
    expect([named.code, named.text]).toEqual([3, expect.stringContaining(`its first one is ${first}`)]);
    await expect(run({ node }, ...wanted, "--period", String(first))).rejects.toThrow("is not over");
    expect(() => readFileSync(at("young.json"))).toThrow("ENOENT");
  });

  test("a period in which nobody owes anything is written, and said to be empty", async () => {
    const chain = market();
    watch(chain, chain.market + 2 * chain.params.settlement.period);
    const node = new StatedNode(chain);
    writeFileSync(at("network.json"), JSON.stringify(networkOf([node])));
    const { code, text } = await run({ node }, "file", ...by("supplier"), "--out", at("empty"), "--lang", "zh");
    expect([code, text]).toEqual([0, expect.stringContaining("文件不含条目")]);
    expect(jsonAt("empty.json").document.entries).toEqual([]);
  });

  test("a period that is not over is a complaint", async () => {
    const s = scene();
    const wanted = ["file", ...by("supplier"), "--out", at("none"), "--period"];
    await expect(run(s, ...wanted, String(s.period + 9))).rejects.toThrow("is not over");
    await expect(run(s, ...wanted, "x")).rejects.toThrow("--period is a whole number");
  });
});

describe("check", () => {
  test("what went on since is said; another sum, another signer, a pair left out are found", async () => {
    const s = scene();
    await run(s, "file", ...by("supplier"), "--out", at("kept"));
    const file = jsonAt("kept.json");
    const check = async (changed: object) => {
      writeFileSync(at("changed.json"), JSON.stringify(changed));
      return await run(s, "check", at("changed.json"), "--network", at("network.json"));
    };
    const confirm = { kind: "payment.confirm", debtor: bob.address, period: s.period } as const;
    expect(s.chain.send(alice, confirm).result.code).toBe(0);
    expect(await check(file)).toMatchObject({ code: 0, text: expect.stringContaining("went on since") as string });
    const [entry, ...rest] = file.document.entries;
    if (!entry) throw new Error("no entry");
    const entries = [{ ...entry, amount: entry.amount + 1 }, ...rest];
    expect(await check({ ...file, document: { ...file.document, entries } })).toMatchObject({
      code: 1,
      text: expect.stringContaining("not the sums of its entries") as string,
    });
    expect(await check({ ...file, signature: { ...file.signature, key: bob.public } })).toMatchObject({ code: 1 });
    // Signed anew, in order, with its own sums: the ledger alone can tell.
    const now = () => s.chain.time + 2000;
    const ledger = await provedLedger(networkOf([s.node]), { now, nodeAt: among([s.node]) });
    const document = await documentOf(ledger, s.period);
    const less = { ...document, entries: [], totals: { amount: "0", unpaid: "0" } };
    expect(await check(signed(less, SUPPLIER.secret))).toMatchObject({
      code: 1,
      text: expect.stringContaining("the file says nothing, the ledger") as string,
    });
  });

  describe("a file that its signer made up", () => {
    /** Of a true document made now, after `later`: what `check` says of it changed and signed anew. */
    async function checked(change: (document: SettlementDocument, s: Scene) => object, later?: (s: Scene) => void) {
      const s = scene();
      const now = () => s.chain.time + 2000;
      const ledger = await provedLedger(networkOf([s.node]), { now, nodeAt: among([s.node]) });
      const document = await documentOf(ledger, s.period);
      later?.(s);
      const made = { ...document, ...change(document, s) };
      writeFileSync(at("made.json"), JSON.stringify(signed(made, SUPPLIER.secret)));
      return await run(s, "check", at("made.json"), "--network", at("network.json"));
    }
    const each = ({ entries }: SettlementDocument, to: (entry: SettlementEntry) => SettlementEntry) => {
      const changed = entries.map(to);
      const unpaid = changed.reduce((sum, { state, amount }) => sum + (state === "paid" ? 0 : amount), 0);
      const amount = changed.reduce((sum, entry) => sum + entry.amount, 0);
      return { entries: changed, totals: { amount: String(amount), unpaid: String(unpaid) } };
    };
    const block = ({ chain }: Scene) => void chain.block();
    const denied = (s: Scene) => {
      const deny = { kind: "payment.deny", debtor: bob.address, period: s.period, reason: "it did not come" } as const;
      expect(s.chain.send(alice, deny).result.code).toBe(0);
    };

    test.each([
      [
        "everything paid",
        (d: SettlementDocument) => each(d, (one) => ({ ...one, state: "paid", reference: "by wire" })),
        /the file says .* paid \(by wire\), the ledger .* claimed/,
      ],
      [
        "a claim under another reference",
        (d: SettlementDocument) => each(d, (one) => (one.state === "claimed" ? { ...one, reference: "other" } : one)),
        /claimed \(other\), the ledger/,
      ],
      ["a height that is to come", (d: SettlementDocument) => ({ height: d.height + 99 }), /has not reached/],
      [
        "a period that is to come",
        (d: SettlementDocument) => ({ period: d.period + 50, ...each({ ...d, entries: [] }, (one) => one) }),
        /is not over/,
      ],
    ])("%s", async (_, change, why) => {
      expect(await checked(change, block)).toMatchObject({ code: 1, text: expect.stringMatching(why) as string });
    });

    test("less than the ledger says at the very same height", async () => {
      const due = (d: SettlementDocument) => each(d, (one) => ({ ...one, state: "due", reference: null }));
      expect(await checked(due)).toMatchObject({ code: 1, text: expect.stringContaining("due, the ledger") as string });
      expect(await checked(due, block)).toMatchObject({ code: 0 });
    });

    test("a claim is gone only if it was denied after the file was made", async () => {
      expect(await checked(() => ({}), denied)).toMatchObject({
        code: 0,
        text: expect.stringContaining("went on") as string,
      });
      const later = (d: SettlementDocument) => ({ height: d.height + 1 });
      const twice = (s: Scene) => {
        denied(s);
        s.chain.block();
      };
      expect(await checked(later, twice)).toMatchObject({ code: 1, text: expect.stringContaining("due") as string });
    });
  });
});

describe("residual allocations", () => {
  test("published key, told by the party, opened by the supplier alone, each figure as on the ledger", async () => {
    const s = scene();
    expect(await run(s, "publish", ...by("supplier"))).toMatchObject({ code: 0 });
    expect(s.chain.query("encryptionKeys", { party: SUPPLIER.address })?.current.key).toBe(sealing.public);
    const told = await run(s, "tell", ...by("alice"), "--day", "2026-06-17");
    expect([told.code, told.text]).toEqual([0, expect.stringContaining("City Power")]);
    const opened = await run(s, "residuals", ...by("supplier"), "--out", at("res"));
    expect([opened.code, opened.text]).toEqual([0, expect.stringContaining("0.45 kWh")]);
    const [head, row, ...more] = rowsAt("res.csv");
    expect(head?.split(",").slice(-2)).toEqual(["residual_sold_wh", "residual_bought_wh"]);
    expect(row?.endsWith(`electricity,${s.first},2026-06-17T00:30:00.000Z,1000,0,550,0,450,0`)).toBe(true);
    expect(more).toEqual([]);
    // Told twice, it counts once.
    expect(await run(s, "tell", ...by("alice"), "--day", "2026-06-17")).toMatchObject({ code: 0 });
    await run(s, "residuals", ...by("supplier"), "--out", at("res"));
    expect(rowsAt("res.csv")).toHaveLength(2);
  });

  test("figures that the ledger does not have, and messages for other keys, are named and left out", async () => {
    const s = scene();
    await run(s, "publish", ...by("supplier"));
    const residual = s.chain.query("residual", {
      party: alice.address,
      carrier: "electricity",
      first: s.first,
      count: 1,
    });
    const [slot] = residual?.slots ?? [];
    if (!residual || !slot) throw new Error("no residual");
    const mail = (receiverKey: string, change: Partial<typeof slot>) => {
      const told = { ...residual, slots: [{ ...slot, ...change }] };
      const said = { what: "residual" as const, note: "", residual: told };
      const content = { chain: CHAIN, from: alice.address, to: SUPPLIER.address, said };
      const letter = sealMessage(content, alice.secret, receiverKey, new Uint8Array(SEED_BYTES).fill(5));
      if (!letter.ok) throw new Error(letter.fault);
      const { sealed } = letter;
      const body = { kind: "mail.send", to: SUPPLIER.address, expires: s.chain.market + 3600, sealed } as const;
      expect(s.chain.send(alice, body).result.code).toBe(0);
    };
    mail(sealing.public, { residualSold: slot.residualSold + 1 });
    mail(keyOf("an older key").public, {});
    const { code, text } = await run(s, "residuals", ...by("supplier"), "--out", at("bad"));
    expect(code).toBe(1);
    expect(text).toContain("has other figures on the ledger: 0.45 kWh left over");
    expect(text).toContain("none of these keys opens it");
    expect(rowsAt("bad.csv")).toHaveLength(1);
    expect(JSON.parse(readFileSync(at("bad.json"), "utf8"))).toMatchObject({ refused: [{}, {}], parties: [] });
  });

  test("nothing final yet, no published key, too many messages under way, a key that is nobody's", async () => {
    const s = scene();
    expect(await run(s, "tell", ...by("alice"), "--day", "2026-06-16")).toMatchObject({ code: 3 });
    await expect(run(s, "tell", ...by("alice"), "--day", "2026-06-17")).rejects.toThrow("has not published a key");
    await run(s, "publish", ...by("supplier"));
    for (let i = 0; i < s.chain.params.mail.perReceiver; i++)
      s.chain.send(alice, {
        kind: "mail.send",
        to: SUPPLIER.address,
        expires: s.chain.market + 3600,
        sealed: "ab",
      });
    await expect(run(s, "tell", ...by("alice"), "--day", "2026-06-17")).rejects.toThrow("may have 0 more under way");
    await expect(run(s, "residuals", ...by("stranger"), "--out", at("x"))).rejects.toThrow("bound to no party");
  });

  test("what no node takes is not sent, and what does not show is not sent again", async () => {
    const s = scene();
    const take = s.node.send.bind(s.node);
    s.node.send = () => Promise.resolve(2);
    expect(await run(s, "publish", ...by("supplier"))).toMatchObject({
      code: 3,
      text: expect.stringContaining("Nothing was sent") as string,
    });
    s.node.send = () => Promise.resolve(0);
    expect(await run(s, "publish", ...by("supplier"))).toMatchObject({
      code: 3,
      text: expect.stringContaining("not on the ledger yet") as string,
    });
    // A key that stands already is refused by rule: the nonce is used, and nothing else came of it.
    s.node.send = async (tx) => await take(tx);
    await run(s, "publish", ...by("supplier"));
    writePartyKeys(at("taken.json"), { account: alice.secret, encryption: [SUPPLIER.secret] });
    expect(await run(s, "publish", ...by("taken"))).toMatchObject({ code: 1 });
  });
});

describe("trust", () => {
  test("1: a node that lies; 3: one that does not answer, or an anchor that is too old, in both languages", async () => {
    const s = scene();
    s.node.bend = (witness) => witness.with(-1, (witness.at(-1) ?? 0) ^ 1);
    const wanted = ["file", ...by("supplier"), "--out", at("lie")];
    expect(await run(s, ...wanted)).toMatchObject({ code: 1, text: expect.stringContaining("it lies") as string });
    s.node.silent = true;
    expect(await run(s, ...wanted, "--lang", "zh")).toMatchObject({
      code: 3,
      text: expect.stringContaining("没有作答") as string,
    });
  });

  test("an anchor may be typed in", async () => {
    const s = scene();
    const newest = await s.node.block();
    const anchor = `${newest.header.height}:${toHex(headerHash(newest.header))}`;
    s.chain.block();
    s.chain.block();
    const wanted = ["file", ...by("supplier"), "--out", at("typed"), "--anchor"];
    expect(await run(s, ...wanted, anchor)).toMatchObject({ code: 0 });
    expect(await run(s, ...wanted, `${newest.header.height}:${"ab".repeat(32)}`)).toMatchObject({ code: 1 });
  });
});

test.each([
  [[], /Settlement without a window/],
  [["frob"], /Settlement without a window/],
  [["check", "--network", "NETWORK"], /Settlement without a window/],
  [["file", "--network", "NETWORK"], /file needs --key/],
  [["residuals", "--key", "KEY", "--out", "x"], /needs --network/],
  [["file", "--network", "KEY", "--key", "KEY", "--out", "x"], /is no network file/],
  [["file", "--network", "NETWORK", "--key", "NETWORK", "--out", "x"], /is no file of a party’s keys/],
  [
    ["file", "--network", "NETWORK", "--key", "KEY", "--out", "x", "--anchor", "5"],
    /The hash in --anchor has 64 digits/,
  ],
  [
    ["file", "--network", "NETWORK", "--key", "KEY", "--out", "x", "--checkpoint", "KEY"],
    /supplier\.json is refused\. It is no checkpoint/,
  ],
  [["file", "--network", "NETWORK", "--key", "KEY", "--out", "x", "--lang", "fr"], /--lang is en \(English\) or zh/],
  [["tell", "--network", "NETWORK", "--key", "ALICE", "--day", "2026-02-30"], /is no date/],
  [["check", "KEY", "--network", "NETWORK"], /is no settlement file/],
  [["demo", "--data", "/nowhere", "--who", "utility", "--out", "x"], /has no keys\.json/],
  [["demo", "--data", "/nowhere", "--who", "zeus", "--out", "x"], /The demo knows no zeus/],
])("complains: %j", async (args, complaint) => {
  const s = scene();
  const named: Record<string, string> = {
    NETWORK: at("network.json"),
    KEY: at("supplier.json"),
    ALICE: at("alice.json"),
  };
  await expect(run(s, ...args.map((arg) => named[arg] ?? arg))).rejects.toThrow(complaint);
});

test("--help tells how it is used", async () => {
  expect(await run(scene(), "--help")).toMatchObject({ code: 0, text: expect.stringContaining("residuals") as string });
});
