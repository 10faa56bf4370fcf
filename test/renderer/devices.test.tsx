// @vitest-environment happy-dom
/** The devices' page: figures with sign, unit and way; a silent device says since when; what is typed becomes an entry. */
import "./setup.ts";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { App } from "../../renderer/frame/App.tsx";
import { EMPTY, entryOf, type Draft, FIELDS, KINDS, ofKind } from "../../renderer/screens/devices/draft.ts";
import { app, readRoute } from "../../renderer/store/app.ts";
import { reads } from "../../renderer/store/reads.ts";
import type { Lang } from "../../shared/ipc/ledgerViews.ts";
import { again } from "../../renderer/store/reads.ts";
import { mockBridge } from "./mockBridge.ts";

beforeAll(() => import("../../renderer/screens/devices/Devices.tsx"), 60_000);
afterEach(() => {
  cleanup();
  reads.setState({}, true);
});

async function open(lang: Lang) {
  const bridge = mockBridge({ scene: "full", lang, theme: "light", simulated: true, daySlots: 96, status: {} });
  window.wattlight = bridge;
  app.setState({ route: readRoute("#/energy/devices"), proof: null, notice: null });
  render(<App />);
  for (const method of ["settings.get", "devices.list"] as const) again(method, {});
  await waitFor(() => expect(document.querySelectorAll(".device")).toHaveLength(3), { timeout: 20_000 });
  return bridge;
}
const rows = () =>
  [...document.querySelectorAll(".device-values tbody tr")].map((row) =>
    [...row.querySelectorAll("th, td")].map((cell) => cell.textContent),
  );

describe("the page", () => {
  it("shows each figure with its sign, unit, way and register", async () => {
    await open("en");
    expect(rows()).toContainEqual(["Grid", "−3.207 kW", "fed in", "1-0:16.7.0"]);
    expect(rows()).toContainEqual(["Fed into the grid", "3,101.480 kWh", "", "1-0:2.8.0"]);
    expect(rows()).toContainEqual(["Voltage (phase 1)", "231.4 V", "", "1-0:32.7.0"]);
  });
  it("keeps a silent device's last figure, with its time and why", async () => {
    await open("zh-CN");
    expect(screen.getByText(/^自 .+ 起无数据$/)).toBeTruthy();
    expect(screen.getByText(/无法连接 192\.168\.1\.5（EHOSTUNREACH）/)).toBeTruthy();
    const silent = rows().find(([name]) => name === "用电功率");
    expect(silent?.[1]).toBe("+1.140 kW");
    expect(silent?.[2]).toMatch(/的数值$/);
  });
  it("adds what was typed, and says which field does not fit", async () => {
    const bridge = await open("en");
    fireEvent.click(screen.getByText("Add a device"));
    fireEvent.change(screen.getByLabelText("Name"), { target: { value: "Shed" } });
    const form = screen.getByRole("form", { name: "Add a device" });
    fireEvent.submit(form);
    expect((await screen.findByRole("alert", {}, { timeout: 20_000 })).textContent).toContain(
      "Address in your network",
    );
    expect(bridge.calls.some(({ method }) => method === "devices.add")).toBe(false);
    fireEvent.change(screen.getByLabelText("Address in your network"), { target: { value: "192.168.1.9" } });
    fireEvent.submit(form);
    await waitFor(
      () =>
        expect(bridge.calls).toContainEqual({
          method: "devices.add",
          input: {
            name: "Shed",
            reversed: false,
            source: { kind: "sunspec", host: "192.168.1.9", port: 502, unit: 1 },
          },
        }),
      { timeout: 20_000 },
    );
  });
});

describe("what was typed", () => {
  const filled: Draft = { ...EMPTY, name: "Roof", host: "meter.lan", id: "plug-1", topicName: "home/grid" };
  it.each(KINDS)("of the kind %s is an entry", (kind) =>
    expect(entryOf(ofKind(filled, kind))).toMatchObject({ name: "Roof" }),
  );
  it.each<[Partial<Draft>, string]>([
    [{ name: " " }, "name"],
    [{ host: "http://x" }, "host"],
    [{ port: "70000" }, "port"],
    [{ port: "1e3" }, "port"],
    [{ unit: "256" }, "unit"],
  ])("%j names its field", (change, field) => expect(entryOf({ ...filled, ...change })).toEqual([field]));
  it("a topic with wildcards names its field", () =>
    expect(entryOf({ ...ofKind(filled, "topic"), topicName: "home/#" })).toEqual(["topicName"]));
  it("every kind asks for something", () => expect(KINDS.every((kind) => FIELDS[kind].length > 0)).toBe(true));
});
