/** What an operator should hear before a chain is made, because nothing mends it afterwards: its id, its parties and the cards that name them. */
import { addressOf } from "../../shared/codec/address.ts";
import { fromHex } from "../../shared/codec/bytes.ts";
import type { GenesisParty } from "../../shared/ledger/params.ts";
import type { OfficeCard } from "../keys/officeCard.ts";
import { OperatorComplaint } from "./operatorComplaint.ts";

/** CometBFT takes any printable signs; in commands, file names and links these alone stay whole. */
const CHAIN_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,49}$/;

export function checkChainId(chainId: string, at: string): void {
  if (CHAIN_ID.test(chainId)) return;
  throw new OperatorComplaint(
    `${at}: "${chainId}" is no id of a chain. It takes 1 to 50 letters, digits, dots, dashes and underscores, and begins with a letter or digit.`,
  );
}

/** A party's id is the address of the key that registers it (docs/protocol.md, section 1). */
export function checkParties(parties: readonly GenesisParty[], file: string): void {
  parties.forEach(({ id, key, roles }, i) => {
    const twin = parties.findIndex((other) => other.id === id || other.key === key);
    if (twin !== i) throw new OperatorComplaint(`${file}: parties.${i} is parties.${twin} once more (${id})`);
    const address = addressOf(fromHex(key));
    if (address !== id)
      throw new OperatorComplaint(
        `${file}: parties.${i} (${roles.join(", ")}) has the id ${id}, and its key is that of ${address}. Nobody could ever sign for it: take id and key from one card.`,
      );
  });
}

/** @param files where each card was read from */
export function checkOffices(cards: readonly OfficeCard[], files: readonly string[]): void {
  cards.forEach((card, i) => {
    const twin = cards.findIndex(({ key, party }) => key === card.key || party === card.party);
    if (twin !== i)
      throw new OperatorComplaint(
        `--office ${files[i]} has the key of ${files[twin]} (${cards[twin]?.name}): each office is named once, with a key of its own`,
      );
    const address = addressOf(fromHex(card.key));
    if (address !== card.party)
      throw new OperatorComplaint(
        `--office ${files[i]}: its party is ${card.party}, and its key is that of ${address}. The card was changed: ask for it again.`,
      );
  });
}
