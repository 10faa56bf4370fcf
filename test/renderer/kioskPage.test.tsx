// @vitest-environment happy-dom
/** The kiosk's page: back to the start and its first language when nobody touches it; the PIN behind a long touch; no figure without its proof. */
import "./setup.ts";
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { IDLE_MS } from "../../renderer/kiosk/idle.ts";
import { Kiosk } from "../../renderer/kiosk/Kiosk.tsx";
import type { KioskStart, StreetLedger } from "../../shared/ipc/kioskViews.ts";

const ledger: StreetLedger = {
  now: 1_781_668_800,
  slotSeconds: 900,
  utcOffset: 28_800,
  start: 1_781_625_600,
  sold: Array.from({ length: 96 }, () => 250),
  watts: 5_400,
  trades: [],
  offer: null,
  contract: null,
  regulators: [{ id: "watt1x", name: { en: "Provincial Energy Bureau", zh: "省能源监管局" } }],
  quorum: 1,
};
const proof = {
  height: 7,
  time: 1,
  headerHash: "aa",
  stateRoot: "bb".repeat(32),
  signed: 4,
  of: 4,
  simulated: true,
  node: "http://127.0.0.1:1",
};
let answers: Record<string, unknown>;
let asked: string[];
beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  answers = { "kiosk.meters": null, "kiosk.ledger": { state: "verified", value: ledger, proof }, "kiosk.setPin": {} };
  window.wattlight = {
    call: (method: string, input: unknown) => {
      asked.push(`${method} ${JSON.stringify(input)}`);
      return Promise.resolve({ ok: true, value: answers[method] });
    },
    onChanged: () => () => undefined,
  };
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

async function show(start: Partial<KioskStart> = {}) {
  render(<Kiosk start={{ pin: "set", lang: "en", theme: "light", ...start }} />);
  await act(() => vi.advanceTimersByTimeAsync(100));
}
const touch = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

it("goes through the tour and returns to the start and to its language after idling", async () => {
  await show();
  touch("Touch to see how it works");
  for (const title of [
    "What the street makes and uses now",
    "A neighbour offers",
    "It becomes a contract",
    "This screen believes nobody",
    "Who watches over it",
  ]) {
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe(title);
    if (title !== "Who watches over it") touch("Next");
  }
  fireEvent.click(screen.getByText("中文"));
  await act(() => vi.advanceTimersByTimeAsync(10));
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("谁在监管");
  fireEvent.pointerDown(document.body);
  await act(() => vi.advanceTimersByTimeAsync(IDLE_MS - 1_000));
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("谁在监管");
  await act(() => vi.advanceTimersByTimeAsync(2_000));
  expect(screen.getByRole("heading", { level: 1 }).textContent).toContain("The neighbours of Qingzhu Road are sharing");
});

it("shows no figure of the ledger that is not proved", async () => {
  await show();
  expect(document.body.textContent).toContain("5.40 kW");
  cleanup();
  answers["kiosk.ledger"] = { state: "refused", why: "lied", node: "http://127.0.0.1:1" };
  await show();
  expect(document.body.textContent).not.toContain("5.40 kW");
  touch("Touch to see how it works");
  touch("Next");
  expect(document.body.textContent).toContain("A proof did not match");
});

it("asks for the PIN after a long touch of the mark alone", async () => {
  await show();
  const mark = screen.getByText("Wattlight");
  fireEvent.pointerDown(mark);
  await act(() => vi.advanceTimersByTimeAsync(1_000));
  fireEvent.pointerUp(mark);
  await act(() => vi.advanceTimersByTimeAsync(5_000));
  expect(screen.queryByText("For the staff")).toBeNull();
  fireEvent.pointerDown(mark);
  await act(() => vi.advanceTimersByTimeAsync(3_100));
  expect(screen.getByText("For the staff")).not.toBeNull();
  answers["kiosk.leave"] = { answer: "wait", until: Date.now() + 5_000 };
  for (const digit of "000000") touch(digit);
  touch("Enter");
  await act(() => vi.advanceTimersByTimeAsync(300));
  expect(document.body.textContent).toContain("Too many attempts");
  expect(asked).toContain('kiosk.leave {"pin":"000000"}');
});

it("a new kiosk wants its PIN twice, and shows no digit of it", async () => {
  await show({ pin: "missing" });
  const type = async (pin: string) => {
    for (const digit of pin) touch(digit);
    touch("Enter");
    await act(() => vi.advanceTimersByTimeAsync(10));
  };
  await type("246810");
  await type("246811");
  expect(document.body.textContent).toContain("The two were not the same");
  await type("12345");
  expect(document.body.textContent).toContain("At least 6 digits");
  touch("6");
  touch("Enter");
  await act(() => vi.advanceTimersByTimeAsync(10));
  await type("123456");
  expect(asked.filter((call) => call.startsWith("kiosk.setPin"))).toEqual([
    'kiosk.setPin {"pin":"123456","lang":"en"}',
  ]);
  expect(screen.getByText("Touch to see how it works")).not.toBeNull();
});
