// @vitest-environment happy-dom
/** Commissioning's pages: the day's jobs, what is said of a wrong transformer, what a page asks for, and the owner's side. */
import "./setup.ts";
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { App } from "../../renderer/frame/App.tsx";
import { milliOfKilo, unitsOfKilo } from "../../renderer/screens/commissioning/displayFigure.ts";
import { app, hrefOf, readRoute } from "../../renderer/store/app.ts";
import { again, reads } from "../../renderer/store/reads.ts";
import type { Lang } from "../../shared/ipc/ledgerViews.ts";
import { JOBS } from "./mock/jobs.ts";
import { mockBridge } from "./mockBridge.ts";

beforeAll(() => import("../../renderer/screens/commissioning/Commissioning.tsx"), 60_000);
afterEach(() => {
  cleanup();
  reads.setState({}, true);
});

const [COMPARING = "", WAITING = "", DONE = ""] = JOBS().map(({ id }) => id);

async function open(lang: Lang, rest: string, wait: string | RegExp) {
  const bridge = mockBridge({ scene: "full", lang, theme: "light", simulated: true, daySlots: 96, status: {} });
  window.wattlight = bridge;
  app.setState({ route: readRoute(hrefOf("energy", rest)), proof: null, notice: null });
  render(<App />);
  for (const method of ["settings.get", "jobs.list", "handover.held", "devices.list"] as const) again(method, {});
  for (const { id } of JOBS()) again("jobs.get", { id });
  await waitFor(() => expect(screen.getAllByText(wait).length).toBeGreaterThan(0), { timeout: 20_000 });
  return bridge;
}
const asked = (bridge: Awaited<ReturnType<typeof open>>, method: string) =>
  bridge.calls.filter((call) => call.method === method).map(({ input }) => input);

describe("the day's jobs", () => {
  it("stand with their next step, and lead to their pages", async () => {
    await open("en", "commissioning", "Lane 4, Li");
    const rows = [...document.querySelectorAll(".job-table tbody tr")].map((row) =>
      [...row.querySelectorAll("td")].slice(0, 2).map((cell) => cell.textContent),
    );
    expect(rows).toEqual([
      ["Lane 4, Li", "Compare"],
      ["Mill Lane 11, ground floor", "Test reading"],
      ["Station Road 8", "handed over"],
    ]);
    expect(document.querySelector(".job-table a")?.getAttribute("href")).toBe(`#/energy/commissioning%2F${COMPARING}`);
  });
  it("begin with a name", async () => {
    const bridge = await open("zh-CN", "commissioning", "新建作业");
    fireEvent.click(screen.getByText("新建作业"));
    fireEvent.change(screen.getByLabelText(/现场名称/), { target: { value: "三巷王家" } });
    fireEvent.submit(screen.getByRole("form", { name: "新建作业" }));
    await waitFor(() => expect(asked(bridge, "jobs.start")).toEqual([{ name: "三巷王家" }]));
  });
});

describe("comparing", () => {
  it("says that the transformer looks the other way, with both figures, and turns the sign when asked", async () => {
    const bridge = await open("en", `commissioning/${COMPARING}`, /The other way round/);
    expect(screen.getByText("−3.207 kW here, +3.19 kW there")).toBeTruthy();
    fireEvent.click(screen.getByText("Turn the sign"));
    await waitFor(() =>
      expect(asked(bridge, "jobs.act")).toMatchObject([
        { act: { act: "again", live: "0000000000000002", reversed: true } },
      ]),
    );
  });
  it("sends what the display says with its direction, and refuses what is no figure", async () => {
    const bridge = await open("en", `commissioning/${COMPARING}`, /The other way round/);
    const form = screen.getByRole("form", { name: "Power at the connection" });
    const field = within(form).getByLabelText("Power at the connection, The display says");
    fireEvent.change(field, { target: { value: "about 3" } });
    fireEvent.submit(form);
    expect(within(form).getByText("Write a figure such as 2.31.")).toBeTruthy();
    fireEvent.change(field, { target: { value: "3,19" } });
    fireEvent.change(within(form).getByLabelText("Power at the connection, Direction"), { target: { value: "1" } });
    fireEvent.submit(form);
    await waitFor(() =>
      expect(asked(bridge, "jobs.compare")).toMatchObject([
        { role: "gridPower", displayMilli: -3_190_000, reason: null },
      ]),
    );
  });
});

describe("handing on", () => {
  it("shows the request as codes, and takes the answer as text", async () => {
    const bridge = await open("en", `commissioning/${WAITING}`, "Request for the owner");
    fireEvent.click(screen.getByText("Show as codes…"));
    await waitFor(() => expect(asked(bridge, "jobs.carry")).toEqual([{ id: WAITING, what: "request", as: "codes" }]));
    fireEvent.change(screen.getByLabelText(/Answer of the owner/), { target: { value: "WL1/1/1/00000000/AA" } });
    fireEvent.click(screen.getByText("Take it in"));
    await waitFor(() => expect(asked(bridge, "jobs.answer")).toEqual([{ id: WAITING, text: "WL1/1/1/00000000/AA" }]));
  });
  it("hands a report over again", async () => {
    const bridge = await open("zh-CN", `commissioning/${DONE}`, /第 1 份报告/);
    fireEvent.click(screen.getByText("存为文件…"));
    await waitFor(() => expect(asked(bridge, "jobs.carry")).toEqual([{ id: DONE, what: "report", as: "file" }]));
  });
});

describe("the owner's side", () => {
  it("shows what was handed over, and reads the same devices with one press", async () => {
    const bridge = await open("en", "commissioning", "Handed over");
    fireEvent.click(screen.getAllByText("Read it here")[0] as HTMLElement);
    await waitFor(() =>
      expect(asked(bridge, "devices.add")).toMatchObject([{ source: { kind: "sunspec", host: "192.168.1.20" } }]),
    );
  });
});

describe("a figure off a display", () => {
  it("is exact, with a point or a comma", () => {
    expect([milliOfKilo("2.31"), milliOfKilo(" 0,000001 "), milliOfKilo("12345")]).toEqual([
      2_310_000, 1, 12_345_000_000,
    ]);
    for (const text of ["", "-1", "1.2.3", "1 000", "2kW", "1.0000001"]) expect(milliOfKilo(text)).toBeNull();
    expect([unitsOfKilo("10"), unitsOfKilo("0.0005")]).toEqual([10_000, null]);
  });
});
