/**
 * A bridge with realistic, deterministic answers for development, pictures and component tests. Every answer satisfies the
 * contract (test/renderer/mockBridge.test.ts). Scenes: full, many (10,000 contracts, 5,000 offers), new, offline, refused, fault, loading.
 */
import type { Bridge } from "../../shared/ipc/bridge.ts";
import type { Input, Method, Output } from "../../shared/ipc/contract.ts";
import type { DayView, ImportPreview, MonthView } from "../../shared/ipc/energyViews.ts";
import type { Lang, OutboxEntry, StatusView, Theme } from "../../shared/ipc/ledgerViews.ts";
import type { BookRow, ContractRow, ContractView, HomeView, Need, StatementRow } from "../../shared/ipc/marketViews.ts";
import { ppmOf } from "../../shared/ledger/amounts.ts";
import type { Proof, Verified } from "../../shared/ipc/verified.ts";

export type Scene = "full" | "many" | "new" | "offline" | "refused" | "fault" | "loading";
export interface MockOptions {
  scene: Scene;
  lang: Lang;
  theme: Theme;
  simulated: boolean;
  /** Slots of the market's day: 92, 96 or 100. */
  daySlots: number;
  /** Instead of the scene's status. */
  status?: Partial<StatusView>;
}

const OFFSET = 28_800;
const SLOT = 900;
const DATE = "2026-06-17";
const midnight = (date: string) => Date.parse(`${date}T00:00:00Z`) / 1000 - OFFSET;
const slotOf = (date: string, slot: number) => midnight(date) / SLOT + slot;
const NOW = midnight(DATE) + 14 * 3600 + 10 * 60;
export const CHARGES = { network: 22_000, levy: 8000, taxPpm: 30_000, lossPpm: 12_000 };
const hex = (seed: string) =>
  [...Array(64).keys()].map((i) => "0123456789abcdef"[(seed.charCodeAt(i % seed.length) * 7 + i * 5) % 16]).join("");
const party = (id: string, en: string, zh: string) => ({
  id: `watt1${id.padEnd(38, "q9x7k3m5")}`,
  name: { en, zh },
  me: false,
});
const LI = party("liq9x", "Li’s Bakery", "李家面包房");
const WANG = party("wang2", "Wang Min, No. 9", "王敏（9 号）");
const WIND = party("wind3", "East Wind Co-op", "城东风电合作社");
const CHEN = party("chen4", "Chen, No. 4", "陈家（4 号）");
const CLINIC = party("clin5", "East Gate Clinic", "东门诊所");
const CITY = party("city6", "City Power", "城市供电公司");
const STRANGER = { id: "watt1zzk0p3d8uf4e2v7q9x7k3m5q9x7k3m5t0uaw", name: null, me: false };
const ME = { id: "watt1m4tq9x7k3m5q9x7k3m5q9x7k3m5q9x7kc0ae", name: null, me: true };

/** Deterministic noise in [-0.5, 0.5). */
const noise = (seed: number) => () => {
  seed = (seed * 1_664_525 + 1_013_904_223) >>> 0;
  return seed / 4_294_967_296 - 0.5;
};
const bump = (h: number, at: number, s: number, a: number) => a * Math.exp(-(((h - at) / s) ** 2));
function sun(seed: number, peak: number, ripple: number, slots: number): number[] {
  const n = noise(seed);
  return Array.from({ length: slots }, (_, i) => {
    const h = ((i + 0.5) * 24) / slots;
    const x = Math.sin((Math.PI * (h - 5.1)) / 14.2);
    const r = n();
    return h < 5.1 || h > 19.3 || x <= 0 ? 0 : Math.max(0, Math.round(peak * x ** 1.35 * (1 + ripple * r) * 250));
  });
}
function homeLoad(seed: number, slots: number): number[] {
  const n = noise(seed);
  return Array.from({ length: slots }, (_, i) => {
    const h = ((i + 0.5) * 24) / slots;
    const kw =
      0.27 + bump(h, 7.1, 0.55, 1.15) + bump(h, 12.1, 0.5, 0.62) + bump(h, 19.2, 0.95, 1.75) + bump(h, 21, 1.1, 0.95);
    return Math.max(20, Math.round((kw + 0.14 * (n() + 0.5)) * 250));
  });
}
const total = (values: readonly (number | null)[]) => values.reduce<number>((sum, v) => sum + (v ?? 0), 0);

function dayView(date: string, options: MockOptions, source: "replay" | "file"): DayView | null {
  const seed = Number(date.replaceAll("-", "")) % 9973;
  const slots = options.daySlots;
  const past = date < DATE || source === "file";
  const known = past ? slots : date === DATE ? 56 : 0;
  const generation = sun(seed, 4.6, 0.1, slots);
  const load = homeLoad(seed + 1, slots);
  const gap = date === DATE ? { from: 13, to: 16 } : null;
  const read = (values: number[]) =>
    values.map((v, i) => (i >= known || (gap && i >= gap.from && i < gap.to) ? null : v));
  const gen = read(generation);
  const use = read(load);
  const exported = gen.map((g, i) => (g === null ? null : Math.max(0, g - (use[i] ?? 0))));
  const imported = gen.map((g, i) => (g === null ? null : Math.max(0, (use[i] ?? 0) - g)));
  const band = (values: number[], low: number, high: number) =>
    values.slice(known).map((v, i) => {
      const far = Math.min(1, (i + 4) / 48);
      return { p10: Math.round(v * (1 - low * far)), p50: v, p90: Math.round(v * (1 + high * far)) };
    });
  const sums = {
    generation: total(gen),
    load: total(use),
    exported: total(exported),
    imported: total(imported),
    ownUse: total(gen) - total(exported),
  };
  return {
    date,
    start: midnight(date),
    slots,
    slotSeconds: SLOT,
    generation: gen,
    load: use,
    exported,
    imported,
    known,
    forecast: past ? null : { from: known, generation: band(generation, 0.28, 0.14), load: band(load, 0.2, 0.2) },
    gaps: gap ? [gap] : [],
    registers: [
      { register: "2.8.0", from: 4_812_600, to: 4_812_600 + sums.exported, derived: true },
      { register: "1.8.0", from: 2_207_140, to: 2_207_140 + sums.imported, derived: true },
    ],
    totals: sums,
    notes: ["derivedRegisters", "splitHalfHours", ...(source === "replay" ? (["replayed"] as const) : [])],
    replay: source === "replay" ? { file: "ausgrid-home-12-2011-2012.csv", fileDate: "2011-11-22" } : null,
  };
}

function monthView(month: string, options: MockOptions, source: "replay" | "file"): MonthView {
  const last = month === DATE.slice(0, 7) && source === "replay" ? 17 : 30;
  const days = Array.from({ length: last }, (_, i) => {
    const date = `${month}-${String(i + 1).padStart(2, "0")}`;
    const day = dayView(date, options, source);
    const sky = 0.45 + 0.55 * Math.abs(Math.sin(i * 1.7 + 1));
    const scale = (v: number | null | undefined) => Math.round((v ?? 0) * sky);
    const generation = scale(day?.totals.generation);
    const load = day?.totals.load ?? 0;
    const ownUse = Math.min(scale(day?.totals.ownUse), load, generation);
    return {
      date,
      generation,
      load,
      ownUse,
      exported: generation - ownUse,
      imported: load - ownUse,
      missingSlots: i === 8 && source === "file" ? 6 : 0,
      partial: (i === 8 && source === "file") || (i === 16 && source === "replay"),
    };
  });
  const sumOf = (key: "generation" | "load" | "exported" | "imported" | "ownUse") => total(days.map((d) => d[key]));
  const before = noise(77);
  return {
    month,
    days,
    previous: Array.from({ length: 30 }, (_, i) => ({
      date: `2026-05-${String(i + 1).padStart(2, "0")}`,
      generation: Math.round(24_000 + 16_000 * before()),
      load: Math.round(12_000 + 5000 * before()),
      missingSlots: 0,
      partial: false,
    })),
    running: last === 17 ? { date: DATE, until: 14 * 3600, generation: 14_000, load: 5200 } : null,
    registers: [
      { register: "2.8.0", from: 4_812_600, to: 4_812_600 + sumOf("exported"), derived: true },
      { register: "1.8.0", from: 2_207_140, to: 2_207_140 + sumOf("imported"), derived: true },
    ],
    totals: {
      generation: sumOf("generation"),
      load: sumOf("load"),
      exported: sumOf("exported"),
      imported: sumOf("imported"),
      ownUse: sumOf("ownUse"),
    },
  };
}

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
const CONTRACTS: ContractRow[] = [
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
const manyContracts = (): ContractRow[] =>
  Array.from({ length: 10_000 }, (_, i) => {
    const one = CONTRACTS[i % CONTRACTS.length];
    return one && i >= CONTRACTS.length
      ? { ...one, id: i.toString(16).padStart(64, "0"), stage: "paid" as const }
      : one;
  }).filter((one) => one !== undefined);
const manyOffers = (): BookRow[] =>
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
const BOOK: BookRow[] = [
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

function contractView(found: ContractRow): ContractView {
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

const MONEY: StatementRow[] = [
  {
    other: LI,
    period: 4121,
    from: midnight("2026-06-08"),
    to: midnight("2026-06-15"),
    state: "claimed",
    balance: 18_424_600,
    due: 18_420_000,
    carried: 4600,
    lines: [
      { contract: hex("old 0"), what: "energy", slots: 8, wh: 22_000, amount: 10_120_000 },
      { contract: hex("old 4"), what: "energy", slots: 8, wh: 18_200, amount: 8_372_000 },
      { contract: hex("old 4"), what: "damagesSeller", slots: 2, wh: 360, amount: -72_000 },
    ],
    reference: "ICBC 2026-0615-7731",
  },
  {
    other: WIND,
    period: 4121,
    from: midnight("2026-06-08"),
    to: midnight("2026-06-15"),
    state: "due",
    balance: -6_231_250,
    due: -6_230_000,
    carried: 0,
    lines: [
      { contract: hex("old 3"), what: "energy", slots: 14, wh: 14_250, amount: -5_842_500 },
      { contract: hex("old 3"), what: "network", slots: 14, wh: 14_250, amount: -313_500 },
      { contract: hex("old 3"), what: "tax", slots: 14, wh: 14_250, amount: -75_250 },
    ],
    reference: null,
  },
];
const OUTBOX: OutboxEntry[] = [
  {
    id: hex("out 0"),
    kind: "offer.accept",
    state: "signed",
    validUntil: NOW + 5400,
    createdAt: NOW - 40,
    height: null,
    refusal: null,
    nodeRefusal: { why: "unstated", code: 2, nodes: 2, of: 3 },
    summary: { total: 1200 },
  },
  {
    id: hex("out 1"),
    kind: "offer.post",
    state: "signed",
    validUntil: NOW + 3600,
    createdAt: NOW - 60,
    height: null,
    refusal: null,
    nodeRefusal: null,
    summary: {
      side: "sell",
      carrier: "electricity",
      price: 470_000,
      total: 8000,
      first: slotOf("2026-06-18", 40),
      slots: 16,
    },
  },
  {
    id: hex("out 2"),
    kind: "offer.accept",
    state: "refused",
    validUntil: NOW + 3600,
    createdAt: NOW - 4000,
    height: 18_102,
    refusal: {
      rule: "zone.deliverable",
      figure: 100_425,
      limit: 100_000,
      unit: "Wh",
      slot: slotOf(DATE, 49),
      fits: 375,
    },
    nodeRefusal: null,
    summary: { total: 3200 },
  },
  {
    id: hex("out 3"),
    kind: "party.register",
    state: "committed",
    validUntil: NOW - 3600,
    createdAt: NOW - 90_000,
    height: 212,
    refusal: null,
    nodeRefusal: null,
    summary: {},
  },
  {
    id: hex("out 4"),
    kind: "offer.post",
    state: "expired",
    validUntil: NOW - 3600,
    createdAt: NOW - 70_000,
    height: 17_400,
    refusal: null,
    nodeRefusal: null,
    summary: { side: "sell", price: 480_000, total: 2400 },
  },
  {
    id: hex("out 5"),
    kind: "meter.commit",
    state: "committed",
    validUntil: NOW,
    createdAt: NOW - 800,
    height: 18_190,
    refusal: null,
    nodeRefusal: null,
    summary: { meter: "demo", batch: 12 },
  },
  {
    id: hex("out 6"),
    kind: "payment.claim",
    state: "sent",
    validUntil: NOW + 9000,
    createdAt: NOW - 20,
    height: null,
    refusal: null,
    nodeRefusal: null,
    summary: { other: WIND.id, period: 4121, reference: "7731" },
  },
];

export function mockBridge(
  options: MockOptions,
): Bridge & { tell(topic: string): void; calls: { method: string; input: unknown }[] } {
  const heard = new Set<(topic: string) => void>();
  const calls: { method: string; input: unknown }[] = [];
  let settings = { lang: options.lang, theme: options.theme };
  const wall = () => Math.floor(Date.now() / 1000);
  const proof = (): Proof => ({
    height: 18_204,
    time: wall() - 4,
    headerHash: hex("header"),
    stateRoot: hex("state root"),
    signed: 4,
    of: 4,
    simulated: options.simulated,
    node: "127.0.0.1:26657",
  });
  const sealed = <T>(value: T): Verified<T> => {
    if (options.scene === "refused") return { state: "refused", why: "lied", node: "node-3" };
    if (options.scene === "loading") return { state: "waiting", why: "connecting" };
    return { state: "verified", value, proof: proof() };
  };
  const fresh = options.scene === "new";
  const many = options.scene === "many";
  const manyRows = many ? manyContracts() : [];
  const manyBook = many ? manyOffers() : [];
  const home = (): HomeView => ({
    market: {
      now: NOW,
      slot: Math.floor(NOW / SLOT),
      slotSeconds: SLOT,
      startSeconds: 0,
      grids: { electricity: { slotSeconds: SLOT, startSeconds: 0 } },
      gateSlot: slotOf(DATE, 59),
      utcOffset: OFFSET,
      rate: 15,
      date: DATE,
    },
    zone: "CD-07",
    registration: fresh ? "none" : "active",
    me: ME,
    limits: fresh
      ? null
      : {
          importW: 12_000,
          exportW: 5000,
          priceMin: 200_000,
          priceMax: 800_000,
          retail: 560_000,
          feedIn: 380_000,
          damagesMin: 50_000,
          damagesMax: 300_000,
        },
    charges: fresh ? null : CHARGES,
  });
  const status = (): StatusView => ({
    link:
      options.scene === "offline"
        ? "offline"
        : options.scene === "refused"
          ? "refused"
          : options.scene === "loading"
            ? "starting"
            : "online",
    height: options.scene === "loading" ? null : 18_204,
    time: options.scene === "loading" ? null : wall() - (options.scene === "offline" ? 1620 : 4),
    signed: 4,
    of: 4,
    simulated: options.simulated,
    chainId: "wattlight-demo-7f3a",
    nodes: [
      {
        url: "http://127.0.0.1:26657",
        role: "primary",
        state: options.scene === "offline" ? "down" : "ok",
        height: 18_204,
        why: null,
      },
      {
        url: "http://node-2.example:26657",
        role: "witness",
        state: options.scene === "offline" ? "down" : "ok",
        height: 18_204,
        why: null,
      },
      ...(options.scene === "refused"
        ? [
            {
              url: "http://node-3.example:26657",
              role: "setAside" as const,
              state: "lied" as const,
              height: 18_201,
              why: "witness.root",
            },
          ]
        : []),
    ],
    anchor: { height: 1, hash: hex("anchor") },
    trusted:
      options.scene === "loading"
        ? null
        : { height: 18_204, hash: hex("header"), hops: 5, stored: 41, expires: wall() + 1_209_600 },
    refused:
      options.scene === "refused"
        ? [
            {
              node: "node-3.example",
              at: wall() - 90,
              rule: "witness.root",
              height: 18_201,
              evidence: "evidence-18201.json",
            },
          ]
        : [],
    witnessed: options.scene === "loading" ? null : 18_204,
    clockAheadMs: null,
    attack: null,
    demoDamage: null,
    ...options.status,
  });
  const needs = (): Need[] => {
    if (fresh) return [{ what: "importMeter" }, { what: "register" }];
    const [claimed, due] = MONEY;
    return [
      ...(options.scene === "refused" ? [{ what: "nodeLied" as const, node: "node-3" }] : []),
      ...(claimed ? [{ what: "confirmPayment" as const, statement: claimed }] : []),
      ...(due ? [{ what: "pay" as const, statement: due }] : []),
      { what: "refused", entry: hex("out 2"), rule: "zone.deliverable" },
    ];
  };
  const preview = (): ImportPreview => ({
    handle: "h1",
    file: "ausgrid-home-12-2011-2012.csv",
    bytes: 812_331,
    choices: {
      delimiter: ",",
      decimal: ".",
      timeColumn: 0,
      consumptionColumn: 1,
      generationColumn: 2,
      unit: "kWh",
      zone: "Australia/Sydney",
      meaning: "gross",
      dateOrder: "ymd",
    },
    columns: ["date", "consumption", "generation"],
    sample: [
      ["2011-07-01 00:00", "0.303", "0"],
      ["2011-07-01 00:30", "0.471", "0"],
      ["2011-07-01 01:00", "0.083", "0"],
    ],
    rows: 17_568,
    intervalSeconds: 1800,
    first: "2011-07-01 00:00",
    last: "2012-06-30 23:30",
    gaps: 2,
    clockChanges: [
      { at: "2011-10-02 02:00", kind: "skipped", reading: "zero" },
      { at: "2012-04-01 02:00", kind: "doubled", reading: "summed" },
    ],
    totals: { consumption: 5_938_400, generation: 2_110_220, exported: 1_204_110, imported: 5_032_290 },
    bestDay: { date: "2011-11-22", surplus: 14_820 },
  });

  const answers: { [M in Method]?: (input: Input<M>) => Output<M> } = {
    "settings.get": () => settings,
    "settings.set": (input) => {
      settings = { lang: input.lang ?? settings.lang, theme: input.theme ?? settings.theme };
      return settings;
    },
    "wallet.lock": () => ({}),
    "network.open": () => ({}),
    "anchor.open": () => ({ opened: true }),
    "keys.open": () => ({}),
    "anchor.copy": () => ({ copied: `2:${"ab".repeat(32)}` }),
    "status.get": status,
    "outbox.list": () => (fresh ? [] : OUTBOX),
    "home.get": () => sealed(home()),
    "needs.list": needs,
    "energy.live": () =>
      fresh
        ? { hasMeter: false, at: null, makingW: null, usingW: null, exportW: null, importW: null }
        : { hasMeter: true, at: NOW, makingW: 3420, usingW: 1180, exportW: 2240, importW: 0 },
    "energy.day": (input) =>
      fresh ? null : dayView(input.date ?? (input.source === "file" ? "2011-11-22" : DATE), options, input.source),
    "energy.month": (input) =>
      fresh
        ? null
        : monthView(input.month ?? (input.source === "file" ? "2011-11" : DATE.slice(0, 7)), options, input.source),
    "market.book": (input) =>
      sealed(
        input.carrier === "electricity" && !fresh
          ? (many ? manyBook : BOOK).filter(
              (one) => one.energy.first < input.to && one.energy.first + one.energy.wh.length > input.from,
            )
          : [],
      ),
    "market.proposal": (input) => {
      if (input.carrier !== "electricity" || fresh) return sealed(null);
      const from = Math.max(input.from ?? slotOf("2026-06-18", 40), slotOf(DATE, 59));
      const to = input.to ?? slotOf("2026-06-18", 56);
      const count = Math.min(100, Math.max(0, to - from));
      if (count === 0) return sealed(null);
      const inSun = (i: number) => {
        const slot = (((from + i - slotOf(DATE, 0)) % 96) + 96) % 96;
        return slot > 32 && slot < 64 ? 758 : 0;
      };
      const free = {
        first: from,
        wh: Array.from({ length: count }, (_, i) => (input.side === "sell" ? inSun(i) : 250)),
      };
      if (total(free.wh) === 0) return sealed(null);
      const wh = free.wh.map((w) => (w > 0 ? (input.side === "sell" ? 500 : 250) : 0));
      const price = input.side === "sell" ? 470_000 : 440_000;
      return sealed({
        side: input.side,
        energy: { first: from, wh },
        free,
        price,
        type: "asProduced",
        damages: { seller: 120_000, buyer: 120_000 },
        gain: total(wh.map((w) => Math.floor((w * price + 500) / 1000))),
        worst: 0,
        versusTariff: 720_000,
      });
    },
    "contracts.list": () => sealed(fresh ? [] : many ? manyRows : CONTRACTS),
    "contracts.get": (input) => {
      const found = CONTRACTS.find((one) => one.id === input.id);
      return sealed(found && !fresh ? contractView(found) : null);
    },
    "money.list": () => sealed(fresh ? [] : MONEY),
    "meter.choose": preview,
    "meter.preview": (input) => ({ ...preview(), choices: input.choices }),
    "meter.import": () => ({
      file: preview().file,
      readings: 35_136,
      days: 366,
      gaps: 2,
      plays: "seller",
      replayDate: "2011-11-22",
    }),
    "file.saveCsv": () => ({ saved: true }),
    "proof.save": () => ({ saved: "wattlight-contract-ec722892-block-18203.watt" }),
    "proof.list": () => [
      { name: "wattlight-path-block-18203.watt", about: { what: "path" }, height: 18_203, at: midnight(DATE) * 1000 },
      {
        name: "wattlight-contract-ec722892-block-18117.watt",
        about: { what: "contract", id: hex("bakery-yesterday") },
        height: 18_117,
        at: midnight(DATE) * 1000,
      },
    ],
    "proof.check": () => ({
      file: "wattlight-path-block-18203.watt",
      verdict: "proved",
      simulated: options.simulated,
      words: {
        en: {
          title: "Proved.",
          lines: ["The whole path: 2 transactions."],
          foot: ["Chain demo, state at block 18203."],
        },
        zh: { title: "已证明。", lines: ["完整路径：共 2 笔交易。"], foot: ["链 demo，区块 18203 时的状态。"] },
      },
    }),
    "sign.register": () => ({ outcome: "signed", id: hex("signed") }),
    "sign.offer": () => ({ outcome: "signed", id: hex("signed") }),
    "sign.cancel": () => ({ outcome: "declined" }),
    "sign.accept": () => ({ outcome: "signed", id: hex("signed") }),
    "sign.claim": () => ({ outcome: "signed", id: hex("signed") }),
    "sign.confirm": () => ({ outcome: "signed", id: hex("signed") }),
    "sign.deny": () => ({ outcome: "signed", id: hex("signed") }),
  };

  return {
    calls,
    tell: (topic) => {
      for (const listener of heard) listener(topic);
    },
    call: async (method, input) => {
      calls.push({ method, input });
      if (options.scene === "fault" && method !== "settings.get")
        return { ok: false, error: { code: "link.closed", data: {}, next: "retry" } };
      const answer = (answers as Record<string, ((given: unknown) => unknown) | undefined>)[method];
      if (!answer) return { ok: false, error: { code: "door.method", data: { method }, next: "none" } };
      const value = answer(input);
      if (method === "settings.set") queueMicrotask(() => heard.forEach((listener) => listener("settings")));
      return { ok: true, value };
    },
    onChanged: (listener) => {
      heard.add(listener);
      return () => heard.delete(listener);
    },
  };
}

/** A contract and a date that tests and pictures open. */
export const SAMPLE = { contract: hex("bakery-yesterday"), underWay: hex("bakery-today"), date: DATE };
