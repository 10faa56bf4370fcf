/** Contracts and the order book. */
import {
  CHARGES,
  CHEN,
  CITY,
  CLINIC,
  DATE,
  LI,
  ME,
  SLOT,
  STRANGER,
  WANG,
  WIND,
  hex,
  midnight,
  slotOf,
  total,
} from "./scene.ts";
import type { BookRow, ContractRow, ContractView } from "../../../shared/ipc/marketViews.ts";
import type { MyOffer } from "../../../shared/ipc/tradeViews.ts";
import { ppmOf } from "../../../shared/ledger/amounts.ts";

const energy = (date: string, from: number, count: number, wh: number) => ({
  first: slotOf(date, from),
  wh: Array.from({ length: count }, () => wh),
});
const row = (
  seed: string,
  side: "sell" | "buy",
  other: ContractRow["party"],
  e: ContractRow["energy"],
  price: number,
  delivered: number,
  stage: ContractRow["stage"],
  type: ContractRow["type"] = "asProduced",
): ContractRow => ({
  id: hex(seed),
  side,
  type,
  carrier: "electricity",
  party: other,
  energy: e,
  total: total(e.wh),
  delivered,
  price,
  amount: (side === "sell" ? 1 : -1) * Math.floor((delivered * price + 500) / 1000),
  stage,
});
export const CONTRACTS: ContractRow[] = [
  row("bakery-today", "sell", LI, energy(DATE, 36, 28, 375), 460_000, 7500, "delivering"),
  row("wang-today", "sell", WANG, energy(DATE, 44, 8, 300), 480_000, 2400, "metered"),
  row("wind-tonight", "buy", WIND, energy(DATE, 74, 14, 250), 410_000, 0, "admitted"),
  row("bakery-yesterday", "sell", LI, energy("2026-06-16", 40, 16, 375), 460_000, 5810, "provisional", "firm"),
  row("tomorrow", "sell", LI, energy("2026-06-18", 30, 10, 250), 470_000, 0, "admitted"),
  ...Array.from({ length: 12 }, (_, i) =>
    row(
      `old ${i}`,
      i % 3 ? "sell" : "buy",
      [LI, WANG, CHEN, CLINIC][i % 4] ?? LI,
      energy(`2026-06-${String(14 - i).padStart(2, "0")}`, 40 + i, 8, 250 + i * 10),
      440_000 + i * 5000,
      (250 + i * 10) * 8 - (i % 4) * 30,
      i < 2 ? "claimed" : i < 3 ? "due" : "paid",
    ),
  ),
];

/** Ten thousand contracts, for the bench of the screens. */
export const manyContracts = (): ContractRow[] =>
  Array.from({ length: 10_000 }, (_, i) => {
    const one = CONTRACTS[i % CONTRACTS.length];
    return one && i >= CONTRACTS.length
      ? { ...one, id: i.toString(16).padStart(64, "0"), stage: "paid" as const }
      : one;
  }).filter((one) => one !== undefined);
export const manyOffers = (): BookRow[] =>
  Array.from({ length: 5000 }, (_, i) => {
    const one = BOOK[i % 8];
    return one ? { ...one, id: i.toString(16).padStart(64, "0"), allIn: one.allIn + (i % 97) * 100 } : undefined;
  }).filter((one) => one !== undefined);

const offer = (
  seed: string,
  side: "sell" | "buy",
  who: BookRow["party"],
  from: number,
  count: number,
  kwh: number,
  minimum: number,
  price: number,
  type: BookRow["type"] = "asProduced",
  mine = false,
): BookRow => {
  const each = Math.floor(kwh / count);
  const e = energy("2026-06-18", from, count, each);
  return {
    id: hex(seed),
    side,
    type,
    party: who,
    energy: e,
    total: each * count,
    minimum: Math.min(minimum, each * count),
    price,
    allIn: price + CHARGES.network + CHARGES.levy + ppmOf(price, CHARGES.taxPpm) + ppmOf(price, CHARGES.lossPpm),
    damages: type === "firm" ? { seller: 120_000, buyer: 120_000 } : { seller: 0, buyer: 0 },
    expires: midnight("2026-06-18") + 20 * 3600,
    mine,
  };
};
export const BOOK: BookRow[] = [
  offer("s1", "sell", WIND, 40, 16, 12_000, 3000, 490_000, "firm"),
  offer("s2", "sell", CHEN, 44, 12, 4800, 1200, 470_000),
  offer("s3", "sell", STRANGER, 40, 16, 6400, 1, 450_000),
  offer("s4", "sell", WANG, 40, 8, 3200, 3200, 440_000),
  offer("b1", "buy", LI, 40, 16, 8000, 4000, 460_000),
  offer("b2", "buy", CLINIC, 44, 10, 5000, 1000, 450_000, "firm"),
  offer("b3", "buy", WANG, 44, 8, 2400, 2400, 440_000),
  offer("b4", "buy", CITY, 40, 16, 20_000, 1, 410_000),
  offer("m1", "sell", ME, 60, 6, 1800, 300, 455_000, "asProduced", true),
];

export const MY_OFFERS: MyOffer[] = BOOK.filter(({ mine }) => mine)
  .map(({ party: _, mine: __, ...rest }, i) => ({
    ...rest,
    carrier: "electricity" as const,
    taken: i === 0 ? 1200 : 0,
  }))
  .flatMap((one) => [
    one,
    {
      ...one,
      id: hex("m2"),
      side: "buy" as const,
      type: "firm" as const,
      energy: energy("2026-06-18", 74, 12, 250),
      total: 3000,
      taken: 0,
      price: 420_000,
      allIn: 467_640,
      damages: { seller: 120_000, buyer: 120_000 },
    },
  ]);

export function contractView(found: ContractRow): ContractView {
  const short: Record<number, number> = found.type === "firm" ? { 5: 60, 6: 98, 7: 32 } : {};
  const settled = found.stage !== "admitted" && found.stage !== "delivering";
  const firstStart = found.energy.first * SLOT;
  const end = firstStart + found.energy.wh.length * SLOT;
  const names = [
    "offered",
    "signed",
    "screened",
    "admitted",
    "delivering",
    "metered",
    "settled",
    "final",
    "paid",
  ] as const;
  const reached = found.stage === "admitted" ? 4 : found.stage === "delivering" ? 4 : found.stage === "paid" ? 9 : 7;
  const times = [
    firstStart - 54_000,
    firstStart - 51_660,
    firstStart - 51_660,
    firstStart - 51_660,
    firstStart,
    end + 720,
    end + 1800,
    null,
    null,
  ];
  const missing = total(Object.values(short));
  return {
    row: found,
    text: {
      en: {
        lead: `You ${found.side} ${(found.total / 1000).toFixed(2)} kWh of electricity ${found.side === "sell" ? "to" : "from"} ${found.party.name?.en} on Tuesday 16 June from 10:00 to 14:00, 0.375 kWh in each quarter-hour, at ¥0.46 per kWh. For every kWh missing you owe ¥0.20.`,
        clauses: ["Origin: solar.", "Slots are final when the dispute window has passed."],
      },
      zh: {
        lead: `您于 6 月 16 日（星期二）10:00 至 14:00 向${found.party.name?.zh}出售 ${(found.total / 1000).toFixed(2)} kWh 电，每 15 分钟 0.375 kWh，单价每 kWh ¥0.46；每少交 1 kWh，付违约金 ¥0.20。`,
        clauses: ["能源来源：光伏发电。", "争议期过后，时段即为最终。"],
      },
    },
    template: hex("template"),
    stations: names.map((name, i) => ({
      name,
      state: i < reached ? "done" : i === reached ? "now" : "next",
      at: i <= reached ? (times[i] ?? null) : null,
      height: i === 3 ? 17_988 : i === 6 && i < reached ? 18_117 : null,
      by: name === "offered" ? found.party : name === "signed" ? ME : null,
    })),
    findings: [
      { rule: "seller.position", figure: 375, limit: 1250, unit: "Wh", slot: found.energy.first + 8 },
      { rule: "zone.deliverable", figure: 78_100, limit: 100_000, unit: "Wh", slot: found.energy.first + 8 },
      { rule: "price.min", figure: 460_000, limit: 200_000, unit: "micro/kWh", slot: null },
      { rule: "price.max", figure: 460_000, limit: 800_000, unit: "micro/kWh", slot: null },
      { rule: "seller.active", figure: 1, limit: 1, unit: "state", slot: null },
      { rule: "buyer.exposure", figure: 21_180_000, limit: 200_000_000, unit: "micro", slot: null },
    ],
    slots: found.energy.wh.map((q, i) => ({
      slot: found.energy.first + i,
      q,
      state: settled ? "provisional" : "pending",
      aS: settled ? q - (short[i] ?? 0) : null,
      aB: settled ? q : null,
      delivered: settled ? q - (short[i] ?? 0) : null,
      quality: settled ? "measured" : null,
      liability: settled ? (short[i] ? "seller" : "none") : null,
    })),
    bill: settled
      ? [
          {
            what: "energy",
            wh: found.total - missing,
            price: found.price,
            amount: Math.floor(((found.total - missing) * found.price + 500) / 1000),
          },
          ...(missing > 0
            ? [
                {
                  what: "damagesSeller" as const,
                  wh: missing,
                  price: 200_000,
                  amount: -Math.floor((missing * 200_000 + 500) / 1000),
                },
              ]
            : []),
        ]
      : [],
    total: settled
      ? Math.floor(((found.total - missing) * found.price + 500) / 1000) - Math.floor((missing * 200_000 + 500) / 1000)
      : 0,
    provisional: settled,
    signatures: [
      { party: found.party, tx: hex("offer"), key: `02${hex("key a")}` },
      { party: ME, tx: hex("acceptance"), key: `03${hex("key b")}` },
    ],
    statement:
      found.stage === "paid"
        ? {
            a: ME.id,
            b: found.party.id,
            period: 4120,
            from: midnight("2026-06-01"),
            to: midnight("2026-06-08"),
            state: "paid",
          }
        : null,
  };
}
