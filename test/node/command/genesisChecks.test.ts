/** Before a chain is made: ids that stay whole, each office once, each party under its own key. */
import { expect, test } from "vitest";
import { checkChainId, checkOffices, checkParties } from "../../../node/command/genesisChecks.ts";
import { officeParty } from "../../../node/keys/officeParty.ts";
import type { OfficeCard } from "../../../node/keys/officeCard.ts";
import { keyOf } from "../../shared/ledger/market.ts";

const [east, west] = [keyOf("east"), keyOf("west")];
const card = (who: typeof east, name: string): OfficeCard => ({
  format: "wattlight-office-card-1",
  name,
  role: "regulator",
  key: who.public,
  party: who.address,
});

test.each(["east-1", "EAST_1.2", "7"])("%j is an id of a chain", (id) => {
  expect(() => checkChainId(id, "--chain")).not.toThrow();
});

test.each(["east 1", "", " east", "-east", "east/1", "é", "x".repeat(51)])("%j is none, and is named", (id) => {
  expect(() => checkChainId(id, "--chain")).toThrow(`--chain: "${id}" is no id of a chain`);
});

test("a card twice, under two names too, and one that was changed", () => {
  const files = ["a.json", "b.json"];
  expect(() => checkOffices([card(east, "East"), card(west, "West")], files)).not.toThrow();
  expect(() => checkOffices([card(east, "East"), card(east, "West")], files)).toThrow(
    "--office b.json has the key of a.json (East)",
  );
  expect(() => checkOffices([card(east, "East"), { ...card(west, "West"), party: keyOf("x").address }], files)).toThrow(
    "--office b.json: its party is",
  );
});

test("a party whose id is not its key's address, and a party twice", () => {
  const party = officeParty(east.address, east.public, "regulator", "EAST");
  const other = officeParty(west.address, west.public, "operator", "EAST");
  expect(() => checkParties([party, other], "p.json")).not.toThrow();
  expect(() => checkParties([party, { ...other, key: keyOf("x").public }], "p.json")).toThrow(
    `p.json: parties.1 (operator) has the id ${west.address}`,
  );
  expect(() => checkParties([party, { ...other, key: east.public }], "p.json")).toThrow("parties.1 is parties.0");
});
