// @vitest-environment happy-dom
/** What the buttons of saved proofs ask for, on whole screens; and the line that says when more stands below a confirmation. */
import "./setup.ts";
import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { App } from "../../renderer/frame/App.tsx";
import { MoreBelow } from "../../renderer/safe/MoreBelow.tsx";
import { app, type Place, readRoute } from "../../renderer/store/app.ts";
import { again, listen, reads } from "../../renderer/store/reads.ts";
import { mockBridge } from "./mockBridge.ts";

let bridge: ReturnType<typeof mockBridge>;
let stop = () => {};

beforeEach(() => {
  bridge = mockBridge({ scene: "full", lang: "en", theme: "light", simulated: true, daySlots: 96 });
  window.wattlight = bridge;
  stop = listen();
  // What an earlier screen left is asked again through the new bridge.
  for (const method of ["settings.get", "status.get", "home.get", "money.list"] as const) again(method, {});
});
afterEach(() => {
  stop();
  reads.setState({}, true);
});

const saved = () => bridge.calls.filter(({ method }) => method === "proof.save").map(({ input }) => input);

async function openPlace(place: Place): Promise<void> {
  app.setState({ route: readRoute(`#/${place}`), proof: null, notice: null });
  render(<App />);
  for (const topic of ["status", "ledger", "settings"]) bridge.tell(topic);
  await waitFor(() => expect(screen.getAllByRole("table").length).toBeGreaterThan(0), { timeout: 20_000 });
}

test("a statement's line asks for its contract's lines alone", async () => {
  await openPlace("money");
  const link = document.querySelector<HTMLAnchorElement>(".bill a[href^='#/contracts/']");
  const row = link?.closest("tr");
  if (!link || !row) throw new Error("no statement with a contract's line");
  fireEvent.click(within(row).getByRole("button"));
  await waitFor(() => expect(saved()).toHaveLength(1));
  expect(saved()[0]).toMatchObject({ what: "line", contract: link.hash.split("/").at(-1) });
});

test("another party's path is asked for once its address is whole; what is none says so", async () => {
  await openPlace("ledger");
  const field = await screen.findByLabelText("Another party’s path: its address");
  const button = () => screen.queryByRole("button", { name: "Save this path…" });
  expect(button()).toBeNull();
  fireEvent.change(field, { target: { value: "watt1short" } });
  expect(screen.getByText(/An address begins with watt1/)).toBeTruthy();
  expect(button()).toBeNull();
  const party = `watt1${"q".repeat(38)}`;
  fireEvent.change(field, { target: { value: ` ${party} ` } });
  expect(screen.queryByText(/An address begins with watt1/)).toBeNull();
  fireEvent.click(button() ?? field);
  await waitFor(() => expect(saved()).toEqual([{ what: "path", party }]));
});

test("more below a confirmation is said, and pressing it goes there", async () => {
  const tall = vi.spyOn(HTMLElement.prototype, "scrollHeight", "get").mockReturnValue(900);
  const seen = vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(300);
  const by = vi.fn<(to: ScrollToOptions) => void>();
  HTMLElement.prototype.scrollBy = by as typeof HTMLElement.prototype.scrollBy;
  render(<MoreBelow>a long contract</MoreBelow>);
  const more = await screen.findByRole("button", { name: /More below/ });
  fireEvent.click(more);
  expect(by).toHaveBeenCalledWith({ top: 252 });
  const body = document.querySelector(".confirm-body");
  if (!body) throw new Error("nothing to scroll");
  act(() => {
    body.scrollTop = 600;
    fireEvent.scroll(body);
  });
  expect(screen.queryByRole("button", { name: /More below/ })).toBeNull();
  tall.mockRestore();
  seen.mockRestore();
});
