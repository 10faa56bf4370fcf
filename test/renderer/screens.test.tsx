// @vitest-environment happy-dom
/** Whole screens on the mock bridge: every place draws in every scene and language, and withheld scenes show no ledger figure. */
import "./setup.ts";
import { act, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { App } from "../../renderer/frame/App.tsx";
import { app, type Place, readRoute, sayOutcome } from "../../renderer/store/app.ts";
import { allInOf } from "../../renderer/screens/market/offerMath.ts";
import { listen, reads } from "../../renderer/store/reads.ts";
import { again } from "../../renderer/store/reads.ts";
import type { Lang, OutboxEntry, StatusView } from "../../shared/ipc/ledgerViews.ts";
import { CHARGES as CHARGES_OF_MOCK, mockBridge, SAMPLE, type Scene } from "./mockBridge.ts";

/** Figures that stand only on the ledger in the mock's data. */
const LEDGER_FIGURES = ["18.42", "6.23", "7.50", "2.63", "0.46", "10.50", "4.83"];
let bridge: ReturnType<typeof mockBridge>;

beforeAll(async () => {
  // Lazy screens are loaded once, so that a first render does not wait for the transformer.
  await Promise.all([
    import("../../renderer/screens/energy/Energy.tsx"),
    import("../../renderer/screens/energy/MonthPanel.tsx"),
    import("../../renderer/screens/energy/YearPanel.tsx"),
    import("../../renderer/screens/devices/Devices.tsx"),
    import("../../renderer/screens/market/Market.tsx"),
    import("../../renderer/screens/contracts/Contracts.tsx"),
    import("../../renderer/screens/contracts/ContractScreen.tsx"),
    import("../../renderer/screens/money/Money.tsx"),
    import("../../renderer/screens/ledger/Ledger.tsx"),
    import("../../renderer/screens/account/Account.tsx"),
  ]);
}, 60_000);
afterEach(() => {
  reads.setState({}, true);
});

let stop = () => {};
async function open(
  place: Place,
  scene: Scene,
  lang: Lang = "en",
  rest: string | null = null,
  status: Partial<StatusView> = {},
) {
  stop();
  bridge = mockBridge({ scene, lang, theme: "light", simulated: true, daySlots: 96, status });
  window.wattlight = bridge;
  stop = listen();
  // What an earlier scene left is asked again through the new bridge.
  for (const method of [
    "settings.get",
    "status.get",
    "outbox.list",
    "home.get",
    "needs.list",
    "energy.live",
    "contracts.list",
    "money.list",
  ] as const)
    again(method, {});
  app.setState({ route: readRoute(rest ? `#/${place}/${rest}` : `#/${place}`), proof: null, notice: null });
  const drawn = render(<App />);
  for (const topic of ["status", "ledger", "readings", "outbox", "settings", "needs"]) bridge.tell(topic);
  await waitFor(() => expect(document.getElementById("screen")).toBeTruthy());
  await act(() => new Promise((done) => setTimeout(done, 950)));
  return drawn;
}

const PLACES: { place: Place; rest?: string }[] = [
  { place: "overview" },
  { place: "energy" },
  { place: "market" },
  { place: "market", rest: "mine" },
  { place: "market", rest: "auction" },
  { place: "contracts" },
  { place: "contracts", rest: SAMPLE.contract },
  { place: "money" },
  { place: "ledger" },
  { place: "account" },
];
const SCENES: Scene[] = ["refused", "loading", "new", "fault"];

describe.each(PLACES)("$place $rest", ({ place, rest }) => {
  test.each(["en", "zh-CN"] as const)("draws in %s with figures and a name for every control", async (lang) => {
    const { container } = await open(place, "full", lang, rest ?? null);
    expect(document.documentElement.lang).toBe(lang);
    expect(container.querySelector("h1, .say, .mantine-Tabs-tab")).toBeTruthy();
    const named = container.querySelectorAll("button, a, input, fieldset, [role=img], [role=slider], [role=group]");
    expect([...named].filter((one) => nameOf(one) === "").map((one) => one.outerHTML.slice(0, 160))).toEqual([]);
    // No key of the words ever shows.
    expect(container.textContent).not.toMatch(/\{\{|\b(overview|market|parts|frame|ledger)\.\w+\b/);
  });
  test.each(SCENES)("scene %s shows no ledger figure that is not proved, and says why", async (scene) => {
    const { container } = await open(place, scene, "en", rest ?? null);
    const shown = LEDGER_FIGURES.filter((figure) => container.textContent?.includes(figure));
    // The ledger page lists what the reader signed: own figures, not the ledger's.
    expect(place === "ledger" ? [] : shown).toEqual([]);
    expect((document.getElementById("screen")?.textContent ?? "").length).toBeGreaterThan(20);
  });
});

test("the language changes at once, everywhere", async () => {
  const { container } = await open("overview", "full", "en");
  expect(container.textContent).toContain("Overview");
  await bridge.call("settings.set", { lang: "zh-CN" });
  bridge.tell("settings");
  await waitFor(() => expect(container.textContent).toContain("总览"), { timeout: 3000 });
  expect(container.textContent).not.toContain("Overview");
});

test("a changed ledger is read again, once per pace", async () => {
  await open("contracts", "full");
  const before = bridge.calls.filter((one) => one.method === "contracts.list").length;
  for (let i = 0; i < 20; i++) bridge.tell("ledger");
  await act(() => new Promise((done) => setTimeout(done, 1000)));
  const asked = bridge.calls.filter((one) => one.method === "contracts.list").length - before;
  expect(asked).toBeGreaterThanOrEqual(1);
  expect(asked).toBeLessThanOrEqual(2);
});

test("the book's columns mean the same in every row, the reader's unsigned offer among them; a usual minimum stands there, and none is signed as none", async () => {
  const { container } = await open("market", "full");
  const cells = (row: Element) => [...row.querySelectorAll("td")].map((cell) => cell.textContent ?? "");
  await waitFor(() => expect(container.querySelector(".book tr.draft")).toBeTruthy(), { timeout: 3000 });
  const draft = container.querySelector(".book tr.draft");
  for (const row of container.querySelectorAll(".book tbody tr")) {
    const [pays, gets] = cells(row);
    expect(Math.round(Number(pays) * 1_000_000)).toBe(allInOf(Math.round(Number(gets) * 1_000_000), CHARGES_OF_MOCK));
  }
  // Nobody else can cut an offer into slivers unless its owner says so.
  expect(draft && cells(draft)[3]).toMatch(/^\d+\.\d+$/);
  fireEvent.change(screen.getByLabelText(/Minimum fill/), { target: { value: "0" } });
  await waitFor(() => expect(cells(container.querySelector(".book tr.draft") as Element)[3]).toBe("any"));
  fireEvent.click(screen.getByRole("button", { name: "Review and sign" }));
  await waitFor(() => expect(bridge.calls.some((one) => one.method === "sign.offer")).toBe(true));
  expect(bridge.calls.find((one) => one.method === "sign.offer")?.input).toMatchObject({ minimum: 0 });
});

test("the best price beside the field is of the hours that the book lists, never of others", async () => {
  await open("market", "full");
  const [later] = screen.getAllByRole("button", { name: /later|next/i });
  if (later) fireEvent.click(later);
  const line = await screen.findByRole("slider", { name: /slots/i });
  const hint = () => document.querySelector(".offer-sheet")?.textContent ?? "";
  const bids = () => /Buy (\d+)/.exec(document.querySelector(".book-filters")?.textContent ?? "")?.[1];
  await waitFor(() => expect(Number(bids())).toBeGreaterThan(0));
  expect(hint()).toMatch(/best bid ¥0\.46/);
  // On to hours that nobody bids for.
  for (let n = 0; n < 64 && Number(line.getAttribute("aria-valuenow")) < 58; n++)
    fireEvent.keyDown(line, { key: "ArrowRight" });
  await waitFor(() => expect(bids()).toBe("0"), { timeout: 3000 });
  await waitFor(() => expect(hint()).toMatch(/no bids|nobody/i));
  expect(hint()).not.toContain("best bid");
});

test("a contract that nobody has metered yet says so, without a word about rounding", async () => {
  const { container } = await open("contracts", "full", "en", SAMPLE.underWay);
  expect(container.textContent).toContain("Nothing is metered yet");
  expect(container.textContent).not.toContain("cut to the fen");
});

test("the notice after signing follows the entry: sent, on the ledger, not taken by nodes; it never lies over the screen", async () => {
  const { container } = await open("overview", "full");
  const heard = await bridge.call("outbox.list", {});
  const entries = (heard as { value: OutboxEntry[] }).value;
  const idOf = (match: (entry: OutboxEntry) => boolean) => entries.find(match)?.id ?? "";
  const shown = async (id: string) => {
    act(() => sayOutcome({ outcome: "signed", id }));
    await waitFor(() => expect(container.querySelector(".notice")).toBeTruthy());
    return container.querySelector(".notice")?.textContent;
  };
  expect(await shown(idOf((one) => one.state === "sent"))).toContain("Signed and sent. It waits for the block");
  expect(await shown(idOf((one) => one.state === "committed"))).toContain("On the ledger, proved at block 212.");
  expect(await shown(idOf((one) => one.nodeRefusal !== null))).toContain("no node takes it so far");
  expect(await shown(idOf((one) => one.state === "refused"))).toContain("Refused by the rules");
  expect(await shown("f".repeat(64))).toContain("It is being sent");
  // A row of the window's own grid, beside the screen.
  expect(container.querySelector(".notices")?.parentElement?.className).toBe("app");
});

test("a proof that was checked comes into view with its verdict as the heading, and the notice of what was saved goes", async () => {
  const { container } = await open("ledger", "full");
  fireEvent.click(screen.getByRole("button", { name: "Save my whole path…" }));
  await waitFor(() => expect(container.querySelector(".notice")?.textContent).toContain("Saved"));
  const scrolled: Element[] = [];
  HTMLElement.prototype.scrollIntoView = function scrollIntoView(this: HTMLElement) {
    scrolled.push(this);
  };
  fireEvent.click(screen.getByRole("button", { name: "Check a proof file…" }));
  const verdict = await screen.findByRole("heading", { name: "Proved." });
  expect(document.activeElement).toBe(verdict);
  expect(scrolled.at(-1)?.className).toContain("proof-file");
  expect(container.querySelector(".notice")).toBeNull();
  fireEvent.click(screen.getAllByRole("button", { name: "Close" }).at(-1) as HTMLElement);
  await waitFor(() => expect(container.querySelector(".proof-file")).toBeNull());
});

test("the ledger is named in the rail, and its anchor is copied as a command takes it", async () => {
  await open("ledger", "full");
  expect(screen.getByRole("navigation").querySelector("a.ledger")?.textContent).toMatch(/^Ledger/);
  fireEvent.click(screen.getByRole("button", { name: "Copy HEIGHT:HASH" }));
  await waitFor(() => expect(screen.getByText("Copied.")).toBeTruthy());
  expect(bridge.calls.some((one) => one.method === "anchor.copy")).toBe(true);
});

test("the outbox says that nodes do not take an entry, what is safe and what happens next", async () => {
  const { container } = await open("ledger", "full");
  const text = container.querySelector(".outbox")?.textContent ?? "";
  expect(text).toContain("signed; no node takes it so far");
  expect(text).toContain("2 of 3 nodes in use call it invalid (code 2). That is their word, no proof.");
  expect(text).toMatch(/you owe nothing\. Do not sign it a second time/);
  expect(text).toMatch(/offered to every node again until .* by your clock; then it lapses/);
});

test("market time is named on every screen, the clock's time where it stands", async () => {
  const { container } = await open("ledger", "full");
  expect(container.querySelector(".bar")?.textContent).toMatch(/market time 17 June 14:10, 15 × your clock/);
  expect(container.querySelector(".trust")?.textContent).toMatch(/by your clock/);
  expect(container.querySelector(".outbox")?.textContent).toMatch(/Signed \(your clock\)/);
  expect(container.querySelector(".outbox")?.textContent).toMatch(/at 12:15\..*The hour is market time\./);
});

test("a simulated network is named in the rail", async () => {
  await open("overview", "full");
  expect(screen.getByRole("navigation").textContent).toContain("simulated");
});

function nameOf(element: Element): string {
  const labelled = element.getAttribute("aria-label") ?? "";
  const by = element.getAttribute("aria-labelledby");
  const label = element.id ? document.querySelector(`label[for="${element.id}"]`)?.textContent : "";
  return (
    labelled ||
    (by ? (document.getElementById(by)?.textContent ?? "") : "") ||
    label ||
    element.closest("label")?.textContent ||
    element.querySelector("[aria-label]")?.getAttribute("aria-label") ||
    element.textContent ||
    ""
  ).trim();
}

test.each(["en", "zh-CN"] as const)("a damaged file of the demo network is named, in %s", async (lang) => {
  await open("ledger", "loading", lang);
  const call = bridge.call.bind(bridge);
  const damaged = async (method: Parameters<typeof call>[0], input: Parameters<typeof call>[1]) => {
    const answer = (await call(method, input)) as { ok: true; value: object };
    const demoDamage = { file: "/data/demo-node/keys.json" };
    return method === "status.get" ? { ok: true, value: { ...answer.value, demoDamage } } : answer;
  };
  window.wattlight = { ...bridge, call: damaged as typeof bridge.call };
  again("status.get", {});
  await waitFor(() => expect(document.getElementById("screen")?.textContent).toContain("/data/demo-node/keys.json"));
  expect(document.body.textContent).toMatch(/A file of the demo network is damaged|演示网络的文件已损坏/);
});

describe("state of trust", () => {
  test.each([
    ["en", "clock is wrong", "61 minutes ahead", "block 18,100", "two histories"],
    ["zh-CN", "时钟有误", "快 61 分钟", "区块 18,100", "两份历史"],
  ] as const)(
    "%s: a wrong clock, an attack and how far a second node agreed are said",
    async (lang, clock, by, to, attack) => {
      const status = { clockAheadMs: 61 * 60_000, witnessed: 18_100, attack: { height: 18_101, at: 1_700_000_000 } };
      const { container } = await open("ledger", "full", lang, null, { link: "refused", ...status });
      await waitFor(() => expect(container.querySelectorAll("[role=alert]").length).toBeGreaterThanOrEqual(2));
      const screen = document.getElementById("screen")?.textContent ?? "";
      for (const said of [by, to, attack]) expect(screen).toContain(said);
      expect(container.querySelector(".rail")?.textContent).toContain(clock);
    },
  );
  test("without a second node the screen says so, and accuses no clock", async () => {
    const { container } = await open("ledger", "full", "en", null, { witnessed: null });
    expect(container.textContent).toContain("only one node’s headers");
    expect(container.textContent).not.toContain("clock is wrong");
  });
});
