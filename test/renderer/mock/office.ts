/** What regulators, operators and utilities see on the mock bridge: a zone at noon over its line, held contracts, votes, disputes. */
import type {
  DecisionsView,
  DisputeRow,
  HealthView,
  HeldRow,
  PartiesView,
  PartyRow,
  PathView,
  PreviewView,
  RulesView,
  SettlementView,
  SignalsView,
  TariffView,
  ZoneView,
} from "../../../shared/ipc/officeViews.ts";
import type { Office } from "../../../shared/ipc/officeIntent.ts";
import type { Input } from "../../../shared/ipc/contract.ts";
import type { Bands } from "../../../shared/ledger/params.ts";
import {
  CHEN,
  CITY,
  CLINIC,
  DATE,
  hex,
  LI,
  ME,
  midnight,
  NOW,
  OFFSET,
  SLOT,
  slotOf,
  STRANGER,
  WANG,
  WIND,
} from "./scene.ts";

const bureau = (id: string, en: string, zh: string) => ({
  id: `watt1${id.padEnd(38, "q9x7k3m5")}`,
  name: { en, zh },
  me: false,
});
const PROVINCE = bureau("prov1", "Provincial Energy Bureau", "省能源监管局");
const EAST = { ...ME, name: { en: "East City Energy Office", zh: "城东能源监管办" } };
const WEST = bureau("west3", "West City Energy Office", "城西能源监管办");
const RIVER = bureau("rive4", "River Energy Office", "江岸能源监管办");
const GRID = bureau("grid5", "East City Grid", "城东电网公司");
export const REGULATORS = [PROVINCE, EAST, WEST, RIVER];

const BANDS: Bands = {
  price: { min: 200_000, max: 800_000 },
  damages: { min: 50_000, max: 300_000 },
  exposure: 5_000_000_000,
  review: 20_000_000,
  auction: { seller: 100_000, buyer: 100_000 },
  tariff: { retail: 560_000, feedIn: 380_000 },
};

const bump = (hour: number, at: number, width: number, height: number) =>
  height * Math.exp(-(((hour - at) / width) ** 2));

export function zoneView(input: Input<"office.zone">, isOperator: boolean): ZoneView {
  const date = input.date ?? DATE;
  const first = slotOf(date, 0);
  return {
    zones: ["CD-07", "CD-08"],
    zone: input.zone ?? "CD-07",
    operator: isOperator ? { ...ME, name: GRID.name } : GRID,
    operates: isOperator,
    carrier: input.carrier,
    carriers: ["electricity", "heat", "gas"],
    date,
    slotSeconds: SLOT,
    utcOffset: OFFSET,
    now: NOW,
    nowSlot: date === DATE ? Math.floor(NOW / SLOT) : null,
    first,
    slots: Array.from({ length: 96 }, (_, i) => {
      const hour = i / 4;
      const firm = Math.round(bump(hour, 12.2, 2.9, 104_000));
      return {
        slot: first + i,
        deliverable: 100_000,
        demand: 80_000,
        firm,
        bought: Math.round(18_000 + bump(hour, 12, 3, 34_000) + bump(hour, 19.4, 1.9, 52_000)),
        out: i > 40 && i < 52 ? [{ zone: "CD-08", wh: 4000, capacity: 20_000 }] : [],
        in: [],
      };
    }),
    contracts: 412,
    suspensions: [],
  };
}

const energy = (from: number, slots: number, wh: number) => ({
  first: slotOf("2026-06-18", from),
  wh: Array.from({ length: slots }, () => wh),
});
const REVIEW = { rule: "buyer.review", name: { en: "Buyer’s worst case below review", zh: "买方最坏情形低于审阅额" } };
const WATCHED = { rule: "seller.watched", name: { en: "Seller not under watch", zh: "卖方未受关注" } };
const held = (
  id: string,
  [seller, buyer]: readonly [HeldRow["seller"], HeldRow["buyer"]],
  given: Pick<HeldRow, "energy" | "rules" | "fits" | "type"> & { left: number; price: number },
): HeldRow => {
  const { left, ...rest } = given;
  return {
    id: hex(id),
    zone: "CD-07",
    seller,
    buyer,
    carrier: "electricity",
    total: rest.energy.wh.reduce((all, wh) => all + wh, 0),
    gate: NOW + left,
    ...rest,
  };
};
const over = (figure: number) => [{ ...REVIEW, figure, limit: 20_000_000, unit: "micro" }];
const watched = [{ ...WATCHED, figure: 0, limit: 1, unit: "state" }];

export const HELD: readonly HeldRow[] = [
  held("held farm", [WIND, CITY], {
    energy: energy(46, 6, 12_000),
    rules: over(35_856_000),
    fits: 40_140,
    type: "firm",
    left: 102 * 60,
    price: 440_000,
  }),
  held("held coop", [WIND, LI], {
    energy: energy(32, 8, 5000),
    rules: watched,
    fits: null,
    type: "asProduced",
    left: 80 * 60,
    price: 410_000,
  }),
  held("held clinic", [CHEN, CLINIC], {
    energy: energy(44, 12, 450),
    rules: watched,
    fits: null,
    type: "asProduced",
    left: 41 * 60,
    price: 470_000,
  }),
  held("held wang", [WANG, STRANGER], {
    energy: energy(72, 8, 6000),
    rules: over(23_040_000),
    fits: 41_600,
    type: "firm",
    left: 12 * 60,
    price: 480_000,
  }),
];

const decision = (
  id: string,
  given: Partial<DecisionsView["decisions"][number]> &
    Pick<DecisionsView["decisions"][number], "act" | "title" | "text" | "reason" | "by">,
): DecisionsView["decisions"][number] => ({
  id: hex(id),
  about: null,
  state: "open",
  at: NOW - 1800,
  until: NOW + 84_600,
  effect: null,
  ended: null,
  tally: { yes: 1, no: 0, of: 4, needed: 3 },
  ballots: [],
  carried: null,
  refusal: null,
  ...given,
});
const ballot = (party: typeof PROVINCE, approve: boolean, reason: string) => ({
  party,
  approve,
  reason,
  at: NOW - 1200,
});

export const DECISIONS: DecisionsView = {
  regulators: REGULATORS,
  quorum: 3,
  decisions: [
    decision("dec farm", {
      by: PROVINCE,
      act: "contract.release",
      about: hex("held farm"),
      title: { en: "Release a held contract", zh: "放行暂缓的合约" },
      text: {
        en: "The held contract is released and binds both sides from then on.",
        zh: "放行暂缓的合约，自此对双方具有约束力。",
      },
      reason: "Bank guarantee of 8 June covers the worst case.",
      tally: { yes: 2, no: 0, of: 4, needed: 3 },
      ballots: [
        ballot(PROVINCE, true, "Bank guarantee of 8 June covers the worst case."),
        ballot(WEST, true, "The guarantee was shown."),
      ],
    }),
    decision("dec bands", {
      by: RIVER,
      act: "schedule.bands",
      title: { en: "Set bands", zh: "设定区间" },
      text: {
        en: "Prices of electricity in zone CD-07 lie between ¥0.25 and ¥0.70 per kWh from 1 July, 00:00.",
        zh: "自 7 月 1 日 00:00 起，CD-07 台区的电价在每 kWh ¥0.25 至 ¥0.70 之间。",
      },
      reason: "Summer tariff.",
      ballots: [ballot(RIVER, true, "Summer tariff.")],
    }),
    decision("dec carried", {
      by: WEST,
      act: "params.change",
      title: { en: "Change parameters", zh: "变更参数" },
      text: { en: "The market’s parameters become: time to pay 14 days.", zh: "市场参数改为：付款期限 14 天。" },
      reason: "Banks close over the holidays.",
      state: "carried",
      tally: null,
      effect: NOW + 7200,
      carried: { votes: 3, of: 4, needed: 3 },
    }),
    ...[1, 2, 3].map((n) =>
      decision(`dec done ${n}`, {
        by: PROVINCE,
        act: n === 2 ? "contract.refuse" : "contract.release",
        about: hex(`done ${n}`),
        title:
          n === 2
            ? { en: "Refuse a held contract", zh: "拒绝暂缓的合约" }
            : { en: "Release a held contract", zh: "放行暂缓的合约" },
        text:
          n === 2
            ? {
                en: "The held contract 9e41 7b0c … 04fa is refused; nobody owes anything for it.",
                zh: "拒绝暂缓的合约 9e41 7b0c … 04fa；任何一方均无须为其付款。",
              }
            : {
                en: "The held contract 3c1e 11d2 … 9b07 is released and binds both sides from then on.",
                zh: "放行暂缓的合约 3c1e 11d2 … 9b07，自此对双方具有约束力。",
              },
        reason: "Checked.",
        state: "effective",
        tally: null,
        ended: NOW - n * 4100,
        carried: { votes: 3, of: 4, needed: 3 },
      }),
    ),
  ],
};

/** Only a regulator's own account stands among the regulators. */
export const decisionsFor = (office: Office | undefined): DecisionsView =>
  office === "regulator"
    ? DECISIONS
    : {
        ...DECISIONS,
        regulators: REGULATORS.map((one) => ({ ...one, id: one.me ? `${one.id.slice(0, -1)}7` : one.id, me: false })),
      };

const row = (party: PartyRow["party"], given: Partial<PartyRow>): PartyRow => ({
  party,
  roles: ["prosumer"],
  status: "active",
  zone: "CD-07",
  carriers: ["electricity"],
  importW: 12_000,
  exportW: 8000,
  technology: "solar",
  supplier: CITY,
  meter: { id: "meter-2231-07", class: "A" },
  point: hex("point"),
  certificates: 0,
  since: { height: 212, market: midnight("2026-06-08") },
  decided: { market: midnight("2026-06-08") + 7200, votes: 3, of: 4, reason: "Certificate and meter in order." },
  watched: false,
  admission: null,
  ...given,
});

export function partiesView(status: PartyRow["status"]): PartiesView {
  const pending = row(STRANGER, {
    status: "pending",
    importW: 10_000,
    exportW: 30_000,
    decided: null,
    since: { height: 18_150, market: NOW - 3300 },
    meter: { id: "meter-9917-02", class: "B" },
    admission: {
      yes: 1,
      no: 0,
      of: 4,
      needed: 3,
      votes: [{ party: PROVINCE, approve: true, reason: "Certificate, supplier and meter in order." }],
    },
  });
  const active = [
    row(LI, { importW: 30_000, exportW: 0, technology: "none" }),
    row(WANG, {}),
    row(WIND, { roles: ["producer"], technology: "wind", importW: 5000, exportW: 250_000, watched: true }),
    row(CHEN, { meter: { id: "meter-4410-11", class: "B" } }),
    row(CLINIC, { technology: "none", exportW: 0 }),
    row(CITY, { roles: ["utility"], technology: "none", exportW: 0, supplier: null }),
  ];
  return {
    parties: status === "pending" ? [pending] : status === "active" ? active : [],
    next: null,
    regulators: REGULATORS,
  };
}

export const DISPUTES: readonly DisputeRow[] = [
  {
    id: hex("dispute 1"),
    contract: hex("bakery-yesterday"),
    by: LI,
    seller: WANG,
    buyer: LI,
    carrier: "electricity",
    state: "open",
    evidence: hex("evidence"),
    reason: "The meter stood still between 11:00 and 11:30; photographs are with the bureau.",
    at: NOW - 9000,
    until: NOW + 500_000,
    slots: [44, 45].map((slot) => ({
      slot: slotOf(DATE, slot),
      q: 750,
      aS: 750,
      aB: slot === 44 ? 410 : 0,
      qualityS: "measured",
      qualityB: slot === 44 ? "measured" : "missing",
      liability: "buyer",
    })),
    rulings: [],
    appeal: null,
  },
];

export function rulesView(input: Input<"office.rules">): RulesView {
  return {
    zones: ["CD-07", "CD-08"],
    zone: input.zone ?? "CD-07",
    carrier: input.carrier,
    carriers: ["electricity", "heat", "gas"],
    now: NOW,
    utcOffset: OFFSET,
    notice: 900,
    params: {
      metering: { batchSlots: 1, grace: 3600 },
      settlement: { dispute: 900, period: 1800, due: 7200, silence: 3600, carry: 10_000, fen: 10_000 },
      supervision: {
        decide: 86_400,
        notice: 900,
        rule: 604_800,
        appeal: 900,
        correct: 2_592_000,
        retain: 5_184_000,
      },
      mail: { perReceiver: 20, perSender: 100, keep: 604_800 },
      quorum: 3,
    },
    bands: BANDS,
    next: [{ from: midnight("2026-07-01"), bands: { ...BANDS, price: { min: 250_000, max: 700_000 } } }],
  };
}

export const PREVIEW: PreviewView = {
  from: NOW - 7 * 86_400,
  to: NOW,
  contracts: 412,
  energy: 5_120_400,
  rules: [
    {
      rule: "price.max",
      name: { en: "Price, upper bound", zh: "价格上限" },
      holds: false,
      contracts: 17,
      energy: 214_000,
      examples: [hex("bakery-yesterday")],
    },
    {
      rule: "buyer.review",
      name: { en: "Buyer’s worst case below review", zh: "买方最坏情形低于审阅额" },
      holds: true,
      contracts: 4,
      energy: 96_000,
      examples: [hex("held farm")],
    },
  ],
  passed: 392,
  parties: 164,
  partiesLeft: false,
  cut: 1,
};

export const SIGNALS: SignalsView = {
  calls: [
    {
      id: hex("call"),
      first: slotOf(DATE, 72),
      count: 8,
      capPpm: 600_000,
      price: 900_000,
      until: NOW + 5400,
      most: 200,
      answers: 41,
      undecided: 328,
    },
  ],
  interventions: [
    {
      id: hex("cut"),
      first: slotOf(DATE, 46),
      count: 6,
      act: { what: "curtailment", side: "sell", keepPpm: 800_000 },
      reason: "Line CD-07/2 carries 400 kW until 20 June.",
      at: NOW - 20_000,
    },
    {
      id: hex("outage"),
      first: slotOf(DATE, 12),
      count: 2,
      act: { what: "outage", party: CHEN },
      reason: "Fuse at the boundary, confirmed on site.",
      at: NOW - 30_000,
    },
  ],
};

export const HEALTH: HealthView = {
  rules: 1,
  next: null,
  height: 18_203,
  regulators: REGULATORS.map((party) => ({ party, zone: "CD-07" })),
  validators: REGULATORS.map((_, i) => ({ key: hex(`validator ${i}`), power: 10 })),
  misbehaviour: [
    {
      kind: "duplicateVote",
      address: hex("address").slice(0, 40),
      text: {
        en: "Validator 0e9109, with 10 of 40 of the power, signed two different votes in one round at block 17990: its key is in two places, or it lies.",
        zh: "验证者 0e9109（投票权 10/40）在区块 17990 的同一轮签了两份不同的投票：密钥用在两处，或有意作假。",
      },
      height: 17_990,
      time: (NOW - 9000) * 1000,
    },
  ],
};

export function pathView(party: string): PathView | null {
  const known = [LI, WANG, WIND, CHEN, CLINIC, CITY, STRANGER].find(({ id }) => id === party);
  if (!known) return null;
  return {
    party: known,
    count: 47,
    first: 0,
    entries: Array.from({ length: 20 }, (_, i) => ({
      n: 46 - i,
      height: 18_200 - i * 37,
      tx: hex(`path ${i}`),
      code: i === 3 ? 1 : 0,
      at: NOW - i * 2600,
    })),
  };
}

export const TARIFF: TariffView = {
  carriers: ["electricity", "heat", "gas"],
  now: NOW,
  utcOffset: OFFSET,
  tariff: {
    retail: Array.from({ length: 96 }, (_, i) => (i < 28 ? 320_000 : i < 72 ? 560_000 : i < 88 ? 780_000 : 560_000)),
    feedIn: Array.from({ length: 96 }, () => 380_000),
  },
  customers: 5,
  customersCut: false,
};

export const SETTLEMENT: SettlementView = {
  period: 4121,
  latest: 4121,
  from: midnight("2026-06-08"),
  to: midnight("2026-06-15"),
  entries: [
    { debtor: LI, creditor: WANG, amount: 18_420_000, state: "claimed", reference: "ICBC 2026-0615-7731" },
    { debtor: WANG, creditor: WIND, amount: 6_230_000, state: "due", reference: null },
    { debtor: CLINIC, creditor: WIND, amount: 92_110_000, state: "overdue", reference: null },
    { debtor: CITY, creditor: CHEN, amount: 4_310_000, state: "paid", reference: "WL 4121" },
  ],
};
