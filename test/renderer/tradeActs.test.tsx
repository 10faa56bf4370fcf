// @vitest-environment happy-dom
/** What a reader does with offers and contracts asks for exactly that: replaced in one step, ended from a slot, disputed with evidence. */
import "./setup.ts";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { Look } from "../../renderer/look/Look.tsx";
import ContractScreen from "../../renderer/screens/contracts/ContractScreen.tsx";
import Money, { nettedOf } from "../../renderer/screens/money/Money.tsx";
import Market from "../../renderer/screens/market/Market.tsx";
import { runsOf } from "../../renderer/screens/contracts/slotRuns.ts";
import { app, readRoute } from "../../renderer/store/app.ts";
import { listen, reads } from "../../renderer/store/reads.ts";
import type { Lang } from "../../shared/ipc/ledgerViews.ts";
import { mockBridge, SAMPLE } from "./mockBridge.ts";

let stop = () => {};
let leave = () => {};
afterEach(() => {
  cleanup();
  // The next window's questions are asked anew.
  leave();
  stop();
  reads.setState({}, true);
});

function shown(page: React.ReactNode, hash: string, lang: Lang = "en") {
  const bridge = mockBridge({ scene: "full", lang, theme: "light", simulated: true, daySlots: 96 });
  window.wattlight = bridge;
  stop = listen();
  leave = () => {
    for (const topic of ["status", "ledger", "readings", "outbox", "settings", "needs"]) bridge.tell(topic);
  };
  app.setState({ route: readRoute(hash), proof: null, notice: null });
  render(
    <Look lang={lang} theme="light" onProof={() => undefined}>
      {page}
    </Look>,
  );
  const asked = (method: string) => bridge.calls.filter((call) => call.method === method).map(({ input }) => input);
  return { bridge, asked };
}
const press = async (name: RegExp | string, at = 0) => {
  const buttons = await screen.findAllByRole("button", { name });
  const button = buttons[at];
  if (!button) throw new Error(`no button ${String(name)}`);
  fireEvent.click(button);
};

test("an own offer is changed by one signature that names the offer it replaces; another is taken back", async () => {
  const { asked } = shown(<Market />, "#/market/mine");
  await press("Change");
  const price = await screen.findByRole("textbox", { name: /^Price/ });
  fireEvent.change(price, { target: { value: "0.49" } });
  await press("Review and sign");
  const [first] = asked("sign.replace") as { replaces: string; price: number; minimum: number; expires: null }[];
  expect(first).toMatchObject({ price: 490_000, minimum: 300, side: "sell", carrier: "electricity" });
  expect(first?.replaces).toMatch(/^[0-9a-f]{64}$/);
  expect(asked("sign.offer")).toEqual([]);
  await press("Cancel", 1);
  expect(asked("sign.cancel")).toHaveLength(1);
});

test("a contract is ended from the chosen slot, and what it costs stands there before", async () => {
  const { asked } = shown(<ContractScreen id={SAMPLE.tomorrow} />, `#/contracts/${SAMPLE.tomorrow}`);
  await press("End…");
  expect(await screen.findByText(/You owe nothing/)).toBeTruthy();
  const from = await screen.findByLabelText("Ends from");
  const second = from.querySelectorAll("option")[1]?.getAttribute("value") ?? "";
  fireEvent.change(from, { target: { value: second } });
  expect(await screen.findByText(/13 slots fall away/)).toBeTruthy();
  await press("Review and sign");
  expect(asked("sign.end")).toEqual([{ contract: SAMPLE.tomorrow, from: Number(second) }]);
});

test("a dispute needs slots, a reason, a file and that its risk was read", async () => {
  const { asked } = shown(<ContractScreen id={SAMPLE.contract} />, `#/contracts/${SAMPLE.contract}`);
  await press("Dispute…");
  const sign = await screen.findByRole("button", { name: "Review and sign" });
  expect((sign as HTMLButtonElement).disabled).toBe(true);
  fireEvent.change(await screen.findByLabelText(/^Reason/), { target: { value: "The meter\nstood still." } });
  await press("Choose a file…");
  expect(await screen.findByText("meter-16-june.jpg")).toBeTruthy();
  expect((sign as HTMLButtonElement).disabled).toBe(true);
  fireEvent.click(await screen.findByLabelText(/The ruling can go against me/));
  fireEvent.click(sign);
  const [input] = asked("sign.dispute") as { first: number; count: number; reason: string; evidence: string }[];
  // The three that fell short, of which the first has the dispute before it.
  expect(input).toMatchObject({ contract: SAMPLE.contract, count: 3, reason: "The meter stood still." });
  expect(input?.evidence).toMatch(/^[0-9a-f]{64}$/);
});

test("a ruling is appealed against with a reason, in Chinese too", async () => {
  const { asked } = shown(<ContractScreen id={SAMPLE.contract} />, `#/contracts/${SAMPLE.contract}`, "zh-CN");
  await press("上诉…");
  fireEvent.change(await screen.findByLabelText(/理由/), { target: { value: "读数有误。" } });
  await press("核对并签名");
  expect(asked("sign.appeal")).toMatchObject([{ reason: "读数有误。" }]);
});

test("a statement goes onto paper alone, with its proof", async () => {
  const { asked } = shown(<Money />, "#/money");
  await press("Save as PDF…", 1);
  const [subject] = asked("pdf.save") as { what: string; period: number }[];
  expect(subject).toMatchObject({ what: "statement", period: 4121 });
  expect(document.querySelectorAll(".no-paper")).toHaveLength(2);
  await waitFor(() => expect(document.querySelectorAll(".no-paper")).toHaveLength(0));
  expect(app.getState().notice).toMatchObject({ kind: "saved" });
});

test("netting is shown where each owed the other, and is the balance", () => {
  const line = (amount: number) => ({ contract: "", what: "energy", slots: 1, wh: 1, amount });
  expect(nettedOf({ lines: [line(700), line(-250)], carried: -50 })).toEqual({ toYou: 700, fromYou: 300 });
  expect(nettedOf({ lines: [line(700)], carried: 5 })).toBeNull();
});

test("slots become runs of hours", () => {
  expect(runsOf([])).toEqual([]);
  expect(runsOf([5, 6, 7, 9])).toEqual([
    { first: 5, end: 8 },
    { first: 9, end: 10 },
  ]);
});
