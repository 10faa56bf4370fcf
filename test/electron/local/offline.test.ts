/** Read, composed and signed without a connection; sent and proved when the node is back, at another port and after a kill. */
import { some } from "../sync/loose.ts";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../temporaryFolder.ts";
import { startNode, until } from "../sync/world.ts";
import { openPerson, writeMeterFile } from "./person.ts";

test("a day offline in small", { timeout: 90_000 }, async () => {
  const nodeFolder = temporaryFolder();
  const folder = temporaryFolder();
  const node = await startNode({ rate: 60, street: true, seed: 4, folder: nodeFolder });
  const person = await openPerson(folder, node.network, node.node.latest());
  const home = async (who = person) => {
    const answer = await who.read("home.get", {});
    return answer.state === "verified" && answer.value;
  };
  await until(home);
  await person.sign("sign.register", {});
  await until(async () => {
    const now = await home();
    return now && now.registration === "active" && now;
  }, 30_000);
  const preview = await person.local.previewFile(writeMeterFile(folder), null);
  await person.local.importFile(preview.handle, preview.choices, { profile: null, onto: false, gas: null });
  const { market } = await until(home);
  const range = { from: market.gateSlot + 2, to: market.gateSlot + 90 };
  const book = await until(async () => {
    const answer = await person.read("market.book", { carrier: "electricity", ...range });
    return answer.state === "verified" && answer.value.find((row) => row.side === "sell" && !row.mine) && answer;
  }, 30_000);
  await person.read("contracts.list", {});
  await new Promise((resolve) => setTimeout(resolve, 3_500));
  await node.stop();
  await until(async () => (await person.read("status.get", {})).link === "offline", 20_000);

  const offline = await until(home);
  expect(offline.registration).toBe("active");
  const shown = await person.read("market.book", { carrier: "electricity", ...range });
  if (shown.state !== "verified") throw new Error(shown.why);
  expect(shown.value.length).toBeGreaterThan(0);
  const row = some(shown.value.find((one) => one.side === "sell" && !one.mine));
  const accepted = await person.local.compose("sign.accept", { offer: row.id, energy: row.energy });
  expect(accepted.facts.related).toMatchObject({ kind: "offer.post" });
  const first = market.gateSlot + 60;
  const id = await person.sign("sign.offer", {
    side: "buy",
    type: "asProduced",
    carrier: "electricity",
    energy: { first, wh: [100, 100] },
    price: 300_000,
    minimum: 0,
    damages: { seller: 0, buyer: 0 },
    expires: null,
  });
  // The acceptance was asked for and neither signed nor declined: it is a draft, which the kill does not lose.
  const waiting = [
    { state: "draft", kind: "offer.accept", acts: ["sign", "discard"] },
    { id, state: "signed", hasLeft: false },
  ];
  expect(await person.read("outbox.list", {})).toMatchObject([...waiting, { kind: "party.register" }]);
  expect(await person.read("energy.day", { source: "replay", date: null })).not.toBeNull();
  await person.kill();

  const back = await startNode({ rate: 60, street: true, folder: nodeFolder });
  const again = await openPerson(folder, back.network, back.node.latest(), person.keys);
  const sent = await until(async () => {
    const entry = (await again.read("outbox.list", {})).find((one) => one.id === id);
    return entry && /committed|refused/.test(entry.state) && entry;
  }, 20_000);
  expect(sent).toMatchObject({ state: "committed", refusal: null });
  const [draft] = await again.read("outbox.list", {});
  expect(draft).toMatchObject(waiting[0] as object);
  await again.local.discard(some(draft).id);
  expect((await again.read("outbox.list", {}))[0]).toMatchObject({ id });
  expect(book.state).toBe("verified");
  await again.close();
  await back.stop();
});
