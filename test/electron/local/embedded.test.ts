/** The main job over the real node, street and worker: register, import, offer, accepted, delivered, settled, paid, all verified. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { some } from "../sync/loose.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Verified } from "../../../shared/ipc/verified.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";
import { startNode, type TestNode, until } from "../sync/world.ts";
import { openPerson, type Person, writeMeterFile } from "./person.ts";

let node: TestNode;
let person: Person;
const folder = temporaryFolder();
beforeAll(async () => {
  node = await startNode({ rate: 120, street: true, seed: 3 });
  person = await openPerson(folder, node.network, node.node.latest());
}, 30_000);
afterAll(async () => {
  if (process.env["WALLET_LOG"]) console.log(person.log.join("\n"));
  await person.close();
  await node.stop();
});

const verified = async <T>(read: () => Promise<Verified<T>>): Promise<T | undefined> => {
  const answer = await read();
  if (answer.state === "refused") throw new Error(`refused: ${answer.why}`);
  return answer.state === "verified" ? answer.value : undefined;
};
const home = () => verified(() => person.read("home.get", {}));
const entry = async (id: string) => (await person.read("outbox.list", {})).find((one) => one.id === id);
const committed = (id: string) =>
  until(async () => {
    const one = await entry(id);
    if (one?.state === "refused" || one?.state === "expired") throw new Error(JSON.stringify(one));
    return one?.state === "committed" && one;
  }, 20_000);

test("register, import, offer, accepted, delivered, settled, paid", { timeout: 240_000 }, async () => {
  const first = await until(home);
  expect(first).toMatchObject({ registration: "none", me: { me: true }, limits: null });
  expect(await person.read("needs.list", {})).toContainEqual({ what: "register" });

  const registration = await person.local.compose("sign.register", {});
  expect(registration.facts.counterparty).toMatchObject({ learned: "network" });
  expect(registration.facts.restsOn).not.toBeNull();
  const register = await person.sign("sign.register", {});
  expect((await home())?.registration).toMatch(/signed|pending|active/);
  const proved = await committed(register);
  expect(proved.height).toBeGreaterThan(1);
  await until(async () => (await home())?.registration === "active", 30_000);

  const preview = await person.local.previewFile(writeMeterFile(folder), null);
  const report = await person.local.importFile(preview.handle, preview.choices, {
    profile: null,
    onto: false,
    gas: null,
  });
  expect(report).toMatchObject({ plays: "seller", days: 30 });
  expect(await person.read("energy.day", { source: "replay", date: null })).not.toBeNull();
  expect((await person.read("energy.live", {})).hasMeter).toBe(true);

  const offered = await until(async () => {
    const now = await home();
    if (!now) return undefined;
    const { gateSlot } = now.market;
    return await verified(() =>
      person.read("market.proposal", {
        carrier: "electricity",
        side: "sell",
        from: gateSlot + 2,
        to: gateSlot + 4,
      }),
    );
  }, 60_000);
  expect(offered.energy.wh.every((wh) => wh > 0)).toBe(true);
  const intent = {
    side: "sell" as const,
    type: "asProduced" as const,
    carrier: "electricity" as const,
    energy: offered.energy,
    price: offered.price,
    minimum: 0,
    damages: { seller: 0, buyer: 0 },
    expires: null,
  };
  const composed = await person.local.compose("sign.offer", intent);
  expect(composed.facts.day).toMatchObject({ side: "sell" });
  const offer = await person.sign("sign.offer", intent);
  await committed(offer);

  const contract = await until(async () => (await verified(() => person.read("contracts.list", {})))?.[0], 30_000);
  expect(contract).toMatchObject({ side: "sell", carrier: "electricity", party: { me: false } });
  const view = () => verified(() => person.read("contracts.get", { id: contract.id }));
  const admitted = await until(view);
  expect(admitted.findings.length).toBeGreaterThan(3);
  expect(admitted.signatures).toHaveLength(2);
  expect(admitted.text.en.lead).toMatch(/^You sell /);
  expect(admitted.text.zh.clauses).toHaveLength(admitted.text.en.clauses.length);

  // The thread dies without a word and is started again: the rest of the contract's life runs on what is on the disk.
  const { keys } = person;
  await person.kill();
  person = await openPerson(folder, node.network, node.node.latest(), keys);
  await until(async () => ((await entry(offer))?.state === "committed" ? true : undefined));

  const settled = await until(async () => {
    const now = await view();
    return now && now.slots.every((slot) => slot.aS !== null) && now;
  }, 90_000);
  expect(settled.slots.map((slot) => slot.quality)).toEqual(settled.slots.map(() => "measured"));
  const delivered = settled.slots.reduce((sum, slot) => sum + (slot.delivered ?? 0), 0);
  expect(delivered).toBeGreaterThan(0);
  const energy = some(settled.bill.find((line) => line.what === "energy"));
  expect(energy.amount).toBe(
    settled.slots.reduce((sum, slot) => sum + Math.floor(((slot.delivered ?? 0) * some(energy.price) + 500) / 1000), 0),
  );
  expect(settled.total).toBe(settled.bill.reduce((sum, line) => sum + line.amount, 0));

  // The street claims it paid; the creditor confirms.
  const claimed = await until(
    async () => (await person.read("needs.list", {})).find((need) => need.what === "confirmPayment"),
    90_000,
  );
  if (claimed.what !== "confirmPayment") throw new Error(claimed.what);
  const { other, period, balance, due } = claimed.statement;
  expect(balance).toBeGreaterThan(0);
  const confirmation = await person.local.compose("sign.confirm", { other: other.id, period });
  expect(confirmation.facts.amount).toBe(due);
  expect(due % 10_000).toBe(0);
  expect(balance - due).toBeLessThan(10_000);
  await committed(await person.sign("sign.confirm", { other: other.id, period }));
  const paid = await until(async () => {
    const now = await view();
    return now?.row.stage === "paid" && now;
  }, 60_000);
  expect(paid.stations.every((station) => station.state === "done")).toBe(true);
  expect(paid.provisional).toBe(false);
  expect(paid.row.amount).toBe(settled.total);
  const status = await person.read("status.get", {});
  expect(status).toMatchObject({ link: "online", refused: [], simulated: true });
  expect(person.topics).toEqual(expect.arrayContaining(["status", "ledger", "outbox", "needs", "readings"]));
});

test("take an offer from the book: terms, charges and the buyer's bill", { timeout: 60_000 }, async () => {
  const now = (await until(home)).market;
  const row = await until(async () => {
    const rows = await verified(() =>
      person.read("market.book", { carrier: "electricity", from: now.gateSlot, to: now.gateSlot + 96 }),
    );
    // Bids too: the buyer's charges come on top, whoever of the two offers.
    for (const one of rows ?? []) expect(one.allIn).toBeGreaterThan(one.price);
    return rows?.find((one) => one.side === "sell" && !one.mine && one.energy.first > now.gateSlot + 6);
  }, 30_000);
  expect(row.allIn).toBeGreaterThan(row.price);
  expect(row.party.name).not.toBeNull();
  const composed = await person.local.compose("sign.accept", { offer: row.id, energy: row.energy });
  expect(composed.facts.related).toMatchObject({ kind: "offer.post", price: row.price });
  expect(composed.facts.charges).not.toBeNull();
  expect(composed.facts.names[row.party.id]).toEqual(row.party.name);
  const id = await person.sign("sign.accept", { offer: row.id, energy: row.energy });
  const done = await until(async () => {
    const one = await entry(id);
    return (one?.state === "committed" || one?.state === "refused") && one;
  }, 20_000);
  // Somebody of the street may have been faster: then it is refused with the rule that says so.
  expect(done.refusal?.rule ?? "offer.").toMatch(/^offer\./);
  if (done.state === "refused") return;
  const view = await until(() => verified(() => person.read("contracts.get", { id })));
  expect(view.row).toMatchObject({ side: "buy", price: row.price, stage: "admitted" });
  expect(view.bill).toEqual([{ what: "energy", wh: 0, price: row.price, amount: 0 }]);
});

test("everything of the account, its contracts with proofs that hold", { timeout: 60_000 }, async () => {
  const into = join(temporaryFolder(), "everything");
  expect(await person.local.writeAccount(into, null)).toEqual([]);
  const rows = await until(() => verified(() => person.read("contracts.list", {})));
  const read = (name: string) => JSON.parse(readFileSync(join(into, name), "utf8")) as unknown[];
  expect(read("contracts/list.json")).toHaveLength(rows.length);
  for (const name of [`contracts/${some(rows[0]).id}.watt`, "contracts/path.watt"]) {
    const check = await person.local.checkProof(name, Uint8Array.from(readFileSync(join(into, name))));
    expect(check).toMatchObject({ verdict: "proved" });
  }
  expect(read("outbox/entries.json").length).toBeGreaterThan(2);
  expect(read("statements/list.json").length).toBeGreaterThan(0);
});

test("nothing is composed for what cannot be", async () => {
  const id = "ab".repeat(32);
  const wh = { first: 1, wh: [100] };
  await expect(person.local.compose("sign.accept", { offer: id, energy: wh })).rejects.toThrow("compose.offer");
  await expect(person.local.compose("sign.cancel", { offer: id })).rejects.toThrow("compose.offer");
  await expect(person.local.compose("sign.register", {})).rejects.toThrow("compose.registered");
  await expect(
    person.local.compose("sign.confirm", { other: some(node.network.cards[0]).party, period: 1 }),
  ).rejects.toThrow("compose.statement");
  await expect(person.local.keep(new Uint8Array([1, 2, 3]))).rejects.toThrow("outbox.bytes");
});
