// @vitest-environment happy-dom
/** The offices' pages on the mock bridge: every page draws in every scene and language, and each act asks for exactly what it says. */
import "./setup.ts";
import { act, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { App } from "../../renderer/frame/App.tsx";
import { app, readRoute } from "../../renderer/store/app.ts";
import { listen, reads } from "../../renderer/store/reads.ts";
import { again } from "../../renderer/store/reads.ts";
import type { Lang } from "../../shared/ipc/ledgerViews.ts";
import type { Office } from "../../shared/ipc/officeIntent.ts";
import { OFFICE_PAGES, pagesOf } from "../../renderer/screens/office/places.ts";
import { DECISIONS, DISPUTES, HELD } from "./mock/office.ts";
import { STRANGER } from "./mock/scene.ts";
import { mockBridge, type Scene } from "./mockBridge.ts";

let bridge: ReturnType<typeof mockBridge>;
let stop = () => {};
beforeAll(async () => {
  await import("../../renderer/screens/office/Office.tsx");
}, 60_000);
afterEach(() => {
  stop();
  reads.setState({}, true);
});

async function open(office: Office, page: string, scene: Scene = "full", lang: Lang = "en") {
  stop();
  bridge = mockBridge({ scene, lang, theme: "light", simulated: true, daySlots: 96, office });
  window.wattlight = bridge;
  stop = listen();
  for (const method of ["settings.get", "status.get", "outbox.list", "home.get"] as const) again(method, {});
  app.setState({ route: readRoute(`#/office/${page}`), proof: null, notice: null });
  const drawn = render(<App />);
  for (const topic of ["status", "ledger", "outbox", "settings"]) bridge.tell(topic);
  await waitFor(() => expect(document.getElementById("screen")).toBeTruthy());
  await act(() => new Promise((done) => setTimeout(done, 950)));
  return drawn;
}
const asked = () => bridge.calls.filter(({ method }) => method === "sign.office").map(({ input }) => input);
const reason = (text: string, n = 0) =>
  fireEvent.change(screen.getAllByLabelText("Reason")[n] as HTMLElement, { target: { value: text } });
const press = (name: string | RegExp) => fireEvent.click(screen.getAllByRole("button", { name })[0] as HTMLElement);

/** Each page once, by the first office that has it. */
const PLACES = OFFICE_PAGES.map((page) => ({
  page,
  office: (["regulator", "operator", "utility"] as const).find((one) => pagesOf([one]).includes(page)) ?? "regulator",
}));

describe.each(PLACES)("$office: $page", ({ office, page }) => {
  test("draws in both languages, names every control, shows no key of the words", async () => {
    const { container } = await open(office, page);
    const named = container.querySelectorAll("button, a, [role=img]");
    const nameOf = (one: Element) => (one.getAttribute("aria-label") ?? one.textContent ?? "").trim();
    const described = (one: Element) => nameOf(one) || one.querySelector("[aria-label]")?.getAttribute("aria-label");
    expect([...named].filter((one) => !described(one)).map((one) => one.outerHTML.slice(0, 120))).toEqual([]);
    const keys = /\{\{|\b(office|balance|decisions|parties|signals|tariffs|health)\.\w+\b/;
    expect(container.textContent).not.toMatch(keys);
    await bridge.call("settings.set", { lang: "zh-CN" });
    bridge.tell("settings");
    await waitFor(() => expect(container.querySelector("h1")?.textContent).toMatch(/[\u4e00-\u9fff]/), {
      timeout: 3000,
    });
    expect(container.textContent).not.toMatch(keys);
  });
  test("a refused answer shows no figure of the ledger, and says why", async () => {
    const { container } = await open(office, page, "refused");
    expect(container.querySelector(".withheld")?.textContent).toContain("node-3");
    for (const figure of ["15.876", "72.00", "35.856", "412", "18.42"])
      expect(container.querySelector("#screen")?.textContent).not.toContain(figure);
  });
});

test("a held contract shows the rule's figures and what would fit; one's vote goes to the signing window with its reason", async () => {
  const { container } = await open("regulator", "balance");
  const sheet = () => container.querySelector(".office-sheet")?.textContent ?? "";
  expect(sheet()).toContain("¥35.856 with this contract, ¥20.00 allowed");
  expect(sheet()).toContain("40.14 kWh would fit");
  expect(sheet()).toContain("yours decides it");
  const sign = screen.getByRole("button", { name: "Sign for it" });
  expect(sign.hasAttribute("disabled")).toBe(true);
  reason("guarantee seen");
  press("Sign for it");
  await waitFor(() => expect(asked()).toHaveLength(1));
  const [decision] = DECISIONS.decisions;
  expect(asked()[0]).toEqual({
    kind: "decision.vote",
    decision: decision?.id,
    approve: true,
    reason: "guarantee seen",
  });
});

test("another held contract is chosen and its refusal proposed; a reason over two lines becomes one", async () => {
  await open("regulator", "balance");
  fireEvent.click(screen.getByRole("button", { name: /Chen, No\. 4/ }));
  reason("not\nmetered yet");
  press("Propose refusal");
  await waitFor(() => expect(asked()).toHaveLength(1));
  expect(asked()[0]).toEqual({
    kind: "decision.propose",
    decide: { act: "contract.refuse", contract: HELD[2]?.id },
    reason: "not metered yet",
  });
});

test("who is no regulator sees the same figures and no vote", async () => {
  const { container } = await open("utility", "balance");
  expect(container.querySelector(".office-sheet")?.textContent).toContain("The regulators decide over it");
  expect(screen.queryByRole("button", { name: "Sign for it" })).toBeNull();
});

test("a registration is admitted by name of its party", async () => {
  await open("regulator", "parties");
  reason("in order");
  press("Sign the admission");
  await waitFor(() => expect(asked()).toHaveLength(1));
  expect(asked()[0]).toEqual({ kind: "party.admit", party: STRANGER.id, admit: true, reason: "in order" });
});

test("bands are proposed with their effect, after a preview that says what it cannot know", async () => {
  const { container } = await open("regulator", "rules");
  fireEvent.change(screen.getByLabelText(/proposal: Highest price/), { target: { value: "0.7" } });
  press("Last week under these bands");
  await waitFor(() => expect(container.textContent).toContain("What a replay cannot know"));
  const preview = bridge.calls.findLast(({ method }) => method === "office.preview");
  expect(preview?.input).toMatchObject({ bands: { price: { min: 200_000, max: 700_000 } } });
  fireEvent.change(screen.getByLabelText("In force from"), { target: { value: "2026-07-05 00:00" } });
  reason("summer");
  press("Propose the bands");
  await waitFor(() => expect(asked()).toHaveLength(1));
  expect(asked()[0]).toMatchObject({
    kind: "decision.propose",
    decide: { act: "schedule.bands", from: Date.UTC(2026, 6, 5) / 1000 - 28_800, bands: { price: { max: 700_000 } } },
  });
});

test("a ruling is proposed with what was found", async () => {
  await open("regulator", "disputes");
  fireEvent.change(screen.getByLabelText("Buyer took at 11:15, kWh"), { target: { value: "0.7" } });
  reason("photographs");
  press("Propose the ruling");
  await waitFor(() => expect(asked()).toHaveLength(1));
  expect(asked()[0]).toMatchObject({
    decide: { act: "dispute.rule", dispute: DISPUTES[0]?.id, ruling: { slots: [{ aB: null }, { aB: 700 }] } },
  });
});

test("an operator publishes limits of its zone, a utility its tariff", async () => {
  await open("operator", "signals");
  fireEvent.change(screen.getByLabelText("Can deliver, kW"), { target: { value: "380" } });
  fireEvent.change(screen.getByLabelText("Demand, kW"), { target: { value: "300" } });
  press("Review and sign");
  await waitFor(() => expect(asked()).toHaveLength(1));
  expect(asked()[0]).toMatchObject({ kind: "grid.supply", zone: "CD-07", deliverable: 95_000, demand: 75_000 });
  await open("utility", "tariffs");
  press("Review and sign the tariff");
  await waitFor(() => expect(asked()).toHaveLength(1));
  expect((asked()[0] as { retail: number[] }).retail).toHaveLength(96);
});
