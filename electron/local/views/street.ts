/** The street's electricity as the ledger proves it: what is sold in each slot of the day, who sells to whom now, an offer, a contract in plain words, who regulates. */
import { addressOf } from "../../../shared/codec/address.ts";
import { fromHex } from "../../../shared/codec/bytes.ts";
import type { StreetLedger } from "../../../shared/ipc/kioskViews.ts";
import { sum } from "../../../shared/ledger/amounts.ts";
import { filledSlots } from "../../../shared/ledger/positions.ts";
import type { ContractRecord } from "../../../shared/ledger/records.ts";
import { slotEnd, slotOf, slotStart } from "../../../shared/ledger/time.ts";
import { contractWords } from "../../../shared/words/contract.ts";
import { allInPrice } from "../../../shared/words/allIn.ts";
import type { Page } from "../../sync/verifiedReads.ts";
import { type Joined, nameOf } from "../joined.ts";
import { gridFor, marketAt } from "../market.ts";
import { wholeBook } from "../wholeBook.ts";
import { namesOf } from "./contracts.ts";

const DAY = 86_400;
/** Newest contracts per party among which those of now are looked for. */
const CONTRACTS = 50;

export async function streetLedger(joined: Joined, page: Page): Promise<StreetLedger> {
  const { params, zone, now } = await marketAt(joined, page);
  const grid = gridFor(params, "electricity");
  const local = now + zone.utcOffset;
  const start = local - (((local % DAY) + DAY) % DAY) - zone.utcOffset;
  const first = slotOf(grid, start);
  const slots = DAY / grid.slotSeconds;
  const slot = slotOf(grid, now);
  const watts = (wh: number): number => Math.round((wh * 3600) / grid.slotSeconds);

  const parties = joined.network.cards.map(({ party }) => party);
  const positions = await Promise.all(
    parties.map((party) => page.query("positions", { party, carrier: "electricity", from: first, to: first + slots })),
  );
  const sold = Array.from({ length: slots }, () => 0);
  for (const one of positions.flat()) sold[one.slot - first] = (sold[one.slot - first] ?? 0) + one.sold;

  const found = await Promise.all(parties.map((party) => page.query("contractsOf", { party, limit: CONTRACTS })));
  const binding = bindingOf(found);
  const current = binding.flatMap((contract) => {
    const wh = contract.terms.energy.wh[slot - contract.terms.energy.first] ?? 0;
    return wh > 0 ? [{ contract, wh }] : [];
  });
  const trades = current
    .map(({ contract: { id, terms }, wh }) => ({
      id,
      seller: terms.seller,
      buyer: terms.buyer,
      watts: watts(wh),
      price: terms.price,
    }))
    .toSorted((a, b) => b.watts - a.watts || (a.id < b.id ? -1 : 1));
  const told = current[0]?.contract ?? binding[0];

  const book = await wholeBook(page, { carrier: "electricity", zone: zone.id, from: slot + 1, to: slot + slots });
  const newest = book.toSorted((a, b) => b.at.height - a.at.height || (a.id < b.id ? -1 : 1))[0];
  const filled = newest ? filledSlots(newest.left) : [];
  const label = (id: string) => ({ id, name: nameOf(joined, id) });
  return {
    now,
    slotSeconds: grid.slotSeconds,
    utcOffset: zone.utcOffset,
    start,
    sold,
    watts: watts(sold[slot - first] ?? 0),
    trades,
    offer:
      newest && filled.length > 0
        ? {
            party: label(newest.party),
            side: newest.signed.body.side,
            from: slotStart(grid, filled[0]?.slot ?? slot),
            to: slotEnd(grid, filled.at(-1)?.slot ?? slot),
            wh: sum(filled.map(({ q }) => q)),
            price: newest.signed.body.price,
            allIn: allInPrice(newest.signed.body.price, newest.charges),
          }
        : null,
    contract: told ? inWords(joined, told) : null,
    regulators: joined.network.regulators.map((key) => label(addressOf(fromHex(key)))),
    quorum: params.quorum,
  };
}

/** Contracts of electricity that bind, newest first, each once, whichever side named it. */
function bindingOf(found: readonly (readonly ContractRecord[])[]): ContractRecord[] {
  const byId = new Map(found.flat().map((contract) => [contract.id, contract]));
  return [...byId.values()]
    .filter(({ terms, state }) => terms.carrier === "electricity" && (state === "admitted" || state === "delivered"))
    .toSorted((a, b) => b.admitted.height - a.admitted.height || (a.id < b.id ? -1 : 1));
}

function inWords(joined: Joined, { id, terms, admitted }: ContractRecord): NonNullable<StreetLedger["contract"]> {
  const names = namesOf(joined, [terms.seller, terms.buyer, terms.operator]);
  const text = (lang: "en" | "zh"): string[] => {
    const { lead, clauses } = contractWords(terms, lang, names);
    return [lead, ...clauses];
  };
  return { id, height: admitted.height, rules: admitted.findings.length, en: text("en"), zh: text("zh") };
}
