/**
 * A bridge with realistic, deterministic answers for development, pictures and component tests. Every answer satisfies the
 * contract (test/renderer/mockBridge.test.ts). Scenes: full, many (10,000 contracts, 5,000 offers), new, offline, refused, fault, loading.
 */
import type { Bridge } from "../../shared/ipc/bridge.ts";
import type { Input, Method, Output } from "../../shared/ipc/contract.ts";
import type { ImportPreview } from "../../shared/ipc/energyViews.ts";
import type { StatusView } from "../../shared/ipc/ledgerViews.ts";
import type { HomeView, Need } from "../../shared/ipc/marketViews.ts";
import { framesOf } from "../../shared/outbox/frames.ts";
import type { Proof, Verified } from "../../shared/ipc/verified.ts";
import { auction } from "./mock/auction.ts";
import { devices, SCAN } from "./mock/devices.ts";
import { NO_SCAN } from "../../shared/ipc/scanViews.ts";
import { curveView, yearView } from "./mock/curves.ts";
import { signals } from "./mock/signals.ts";
import { dayView, monthView } from "./mock/energy.ts";
import { held, jobsView, jobView } from "./mock/jobs.ts";
import { MONEY, OUTBOX } from "./mock/ledger.ts";
import {
  CHARGES,
  DATE,
  LI,
  ME,
  type MockOptions,
  NOW,
  OFFSET,
  SLOT,
  hex,
  midnight,
  slotOf,
  total,
} from "./mock/scene.ts";
import { BOOK, CONTRACTS, contractView, manyContracts, manyOffers, MY_OFFERS } from "./mock/trade.ts";
import {
  DECISIONS,
  decisionsFor,
  DISPUTES,
  HEALTH,
  HELD,
  partiesView,
  pathView,
  PREVIEW,
  rulesView,
  SETTLEMENT,
  TARIFF,
  SIGNALS,
  zoneView,
} from "./mock/office.ts";

export { CHARGES, type MockOptions, type Scene } from "./mock/scene.ts";

export function mockBridge(
  options: MockOptions,
): Bridge & { tell(topic: string): void; calls: { method: string; input: unknown }[] } {
  const heard = new Set<(topic: string) => void>();
  const calls: { method: string; input: unknown }[] = [];
  let settings = { lang: options.lang, theme: options.theme, metered: options.metered ?? false };
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
      grids: { electricity: { slotSeconds: SLOT, startSeconds: 0, gateSlot: slotOf(DATE, 59) } },
      gateSlot: slotOf(DATE, 59),
      utcOffset: OFFSET,
      rate: 15,
      date: DATE,
    },
    zone: "CD-07",
    registration: fresh && !options.office ? "none" : "active",
    me: ME,
    roles: fresh && !options.office ? [] : [options.office ?? "prosumer"],
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
        answeredAt: NOW,
      },
      {
        url: "http://node-2.example:26657",
        role: "witness",
        state: options.scene === "offline" ? "down" : "ok",
        height: 18_204,
        why: null,
        answeredAt: NOW,
      },
      ...(options.scene === "refused"
        ? [
            {
              url: "http://node-3.example:26657",
              role: "setAside" as const,
              state: "lied" as const,
              height: 18_201,
              why: "witness.root",
              answeredAt: NOW,
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
    metered: settings.metered,
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
      {
        what: "dispute",
        contract: hex("bakery-yesterday"),
        party: LI,
        state: "ruled",
        until: midnight(DATE) + 20 * 3600,
      },
      { what: "refused", entry: hex("out 2"), rule: "zone.deliverable" },
    ];
  };
  const preview = (): ImportPreview => ({
    handle: "h1",
    file: "ausgrid-home-12-2011-2012.csv",
    bytes: 812_331,
    kind: "delimited",
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
    others: [{ carrier: "gas", unit: "L", total: 812_400, energy: null }],
    profile: null,
    named: true,
    onto: {
      file: "spring-2011.csv",
      report: {
        added: 31_200,
        same: 2_870,
        improved: 0,
        kept: 2,
        conflicts: [{ at: "2011-07-03 12:00", kept: 420, other: 410 }],
      },
    },
  });

  const answers: { [M in Method]?: (input: Input<M>) => Output<M> } = {
    "settings.get": () => settings,
    "settings.set": (input) => {
      settings = {
        lang: input.lang ?? settings.lang,
        theme: input.theme ?? settings.theme,
        metered: input.metered ?? settings.metered,
      };
      return settings;
    },
    "wallet.lock": () => ({}),
    "network.open": () => ({}),
    "anchor.open": () => ({ opened: true }),
    "keys.open": () => ({}),
    "accounts.list": () => [
      {
        address: ME.id,
        name: { en: "Account 1", zh: "账户 1" },
        kind: options.watched ? "watch" : "words",
        active: true,
      },
    ],
    "accounts.use": () => ({}),
    "book.open": () => ({}),
    "agent.open": () => ({}),
    "nodes.open": () => ({}),
    "anchor.copy": () => ({ copied: `2:${"ab".repeat(32)}` }),
    "status.get": status,
    "outbox.list": () => (fresh ? [] : OUTBOX),
    "home.get": () => sealed(home()),
    "needs.list": needs,
    "energy.live": () =>
      fresh
        ? { hasMeter: false, fromDevices: false, at: null, makingW: null, usingW: null, exportW: null, importW: null }
        : { hasMeter: true, fromDevices: true, at: NOW, makingW: 3420, usingW: 1180, exportW: 2240, importW: 0 },
    "energy.day": (input) =>
      fresh ? null : dayView(input.date ?? (input.source === "file" ? "2011-11-22" : DATE), options, input.source),
    "energy.month": (input) =>
      fresh
        ? null
        : monthView(input.month ?? (input.source === "file" ? "2011-11" : DATE.slice(0, 7)), options, input.source),
    "energy.curve": (input) => (fresh ? null : curveView(input.from, input.days, options, input.source)),
    "energy.year": (input) =>
      fresh
        ? null
        : yearView(input.year ?? (input.source === "file" ? "2011" : DATE.slice(0, 4)), options, input.source),
    "energy.signals": (input) => sealed(signals(input.from, input.to, fresh)),
    "market.book": (input) =>
      sealed(
        input.carrier === "electricity" && !fresh
          ? (many ? manyBook : BOOK).filter(
              (one) => one.energy.first < input.to && one.energy.first + one.energy.wh.length > input.from,
            )
          : [],
      ),
    "pdf.save": () => ({
      saved: "wattlight-statement-watt1liq-period-4121.pdf",
      proof: "wattlight-statement-watt1liq-period-4121.watt",
    }),
    "evidence.choose": () => ({ name: "meter-16-june.jpg", hash: hex("evidence") }),
    "market.auction": ({ carrier }) => sealed(auction(fresh || carrier !== "electricity")),
    "market.rules": (input) => {
      const { limits, charges } = home();
      return sealed({ limits, charges, metered: !fresh && input.carrier === "electricity" });
    },
    "market.mine": () => sealed(fresh ? [] : MY_OFFERS),
    "sign.replace": () => ({ outcome: "signed", id: hex("signed") }),
    "sign.end": () => ({ outcome: "signed", id: hex("signed") }),
    "sign.dispute": () => ({ outcome: "signed", id: hex("signed") }),
    "sign.undispute": () => ({ outcome: "signed", id: hex("signed") }),
    "sign.appeal": () => ({ outcome: "signed", id: hex("signed") }),
    "sign.order": () => ({ outcome: "signed", id: hex("signed") }),
    "sign.unorder": () => ({ outcome: "signed", id: hex("signed") }),
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
    "notes.get": () => ({ text: fresh ? null : "Ring Li before 12:00 if the roof is being cleaned." }),
    "notes.set": () => ({}),
    "money.list": () => sealed(fresh ? [] : MONEY),
    "office.zone": (input) => sealed(zoneView(input, options.office === "operator")),
    "office.held": () => sealed(fresh ? [] : [...HELD]),
    "office.decisions": () => sealed(fresh ? { ...DECISIONS, decisions: [] } : decisionsFor(options.office)),
    "office.parties": (input) => sealed(partiesView(input.status)),
    "office.disputes": () => sealed(fresh ? [] : [...DISPUTES]),
    "office.rules": (input) => sealed(rulesView(input)),
    "office.preview": () => sealed(PREVIEW),
    "office.signals": () => sealed(fresh ? { calls: [], interventions: [] } : SIGNALS),
    "office.tariff": () => sealed(TARIFF),
    "office.settlement": () => sealed(SETTLEMENT),
    "office.health": () => sealed(HEALTH),
    "office.path": (input) => sealed(pathView(input.party)),
    "sign.office": () => ({ outcome: "signed", id: hex("signed") }),
    "meter.choose": preview,
    "meter.preview": (input) => ({ ...preview(), choices: input.choices }),
    "meter.import": () => ({
      file: preview().file,
      readings: 35_136,
      days: 366,
      gaps: 2,
      plays: "seller",
      replayDate: "2011-11-22",
      merged: null,
      others: [],
    }),
    "devices.list": () => (fresh ? [] : devices(Date.now())),
    "devices.scan": () => ({}),
    "devices.stopScan": () => ({}),
    "devices.scanned": () => (fresh ? NO_SCAN : SCAN),
    "devices.add": () => ({ id: "00000000000000aa" }),
    "devices.change": () => ({}),
    "devices.remove": () => ({}),
    "jobs.list": () => jobsView(fresh),
    "jobs.get": ({ id }) => jobView(id),
    "jobs.start": () => ({ id: "00000000000000a1" }),
    "jobs.act": ({ id }) => jobView(id),
    "jobs.compare": ({ id }) => jobView(id),
    "jobs.request": ({ id }) => jobView(id),
    "jobs.answer": ({ id }) => jobView(id),
    "jobs.photo": ({ id }) => jobView(id),
    "jobs.carry": ({ as }) =>
      as === "codes"
        ? { frames: [...framesOf(new Uint8Array(3200))], saved: null }
        : { frames: null, saved: "wattlight-report-000000a1.watt" },
    "jobs.remove": () => ({}),
    "sign.handover": () => ({ outcome: "signed", id: hex("report") }),
    "sign.reading": () => ({ outcome: "signed", frames: [...framesOf(new Uint8Array(600))] }),
    "handover.held": () => (fresh ? null : held()),
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
    "proof.opened": () => null,
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
    "sign.again": () => ({ outcome: "signed", id: hex("signed") }),
    "sign.draft": () => ({ outcome: "signed", id: hex("signed") }),
    "sign.revoke": () => ({ outcome: "signed", id: hex("signed") }),
    "outbox.withdraw": () => ({}),
    "outbox.discard": () => ({}),
    "outbox.save": () => ({ saved: "wattlight-outbox-2-entries.watt" }),
    "outbox.frames": () => ({ frames: [...framesOf(new Uint8Array(900))] }),
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
export const SAMPLE = {
  contract: hex("bakery-yesterday"),
  underWay: hex("bakery-today"),
  tomorrow: hex("wind-tonight"),
  date: DATE,
};
