// @vitest-environment happy-dom
/** On an account that is only watched no button asks for a signature, and each of those says why; on one with a key they do ask. */
import "./setup.ts";
import { act, cleanup, render, waitFor } from "@testing-library/react";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { App } from "../../renderer/frame/App.tsx";
import { app, type Place, readRoute } from "../../renderer/store/app.ts";
import { again, listen, reads } from "../../renderer/store/reads.ts";
import { mockBridge, type Scene } from "./mockBridge.ts";

let stop = () => {};
beforeAll(async () => {
  await Promise.all([
    import("../../renderer/screens/market/Market.tsx"),
    import("../../renderer/screens/money/Money.tsx"),
    import("../../renderer/screens/ledger/Ledger.tsx"),
  ]);
}, 60_000);
afterEach(() => {
  cleanup();
  reads.setState({}, true);
  stop();
});

/** The buttons of a screen that ask for a signature, by their words: closed with the reason, or not. */
async function buttonsOf(place: Place, scene: Scene, watched: boolean) {
  const bridge = mockBridge({ scene, lang: "en", theme: "light", simulated: true, daySlots: 96, watched });
  window.wattlight = bridge;
  stop = listen();
  for (const method of [
    "settings.get",
    "accounts.list",
    "home.get",
    "needs.list",
    "status.get",
    "money.list",
    "contracts.list",
    "outbox.list",
    "energy.live",
  ] as const)
    again(method, {});
  app.setState({ route: readRoute(`#/${place}`), proof: null, notice: null });
  render(<App />);
  for (const topic of ["status", "ledger", "readings", "outbox", "settings", "needs"]) bridge.tell(topic);
  await waitFor(() => expect(document.getElementById("screen")).toBeTruthy());
  await act(() => new Promise((done) => setTimeout(done, 950)));
  return [...document.querySelectorAll<HTMLButtonElement>("#screen button")].map((button) => ({
    words: button.textContent ?? "",
    closed: button.disabled && button.title === REASON,
  }));
}

const REASON = "Watched only: nothing can be signed with it here.";

describe.each<[Place, Scene, RegExp]>([
  ["market", "full", /^(?:Take|Review and sign)$/],
  ["money", "full", /^(?:I have paid|It arrived|Not yet)/],
])("%s", (place, scene, signing) => {
  test("closed where the account is only watched", async () => {
    const buttons = await buttonsOf(place, scene, true);
    const asking = buttons.filter(({ words }) => signing.test(words));
    expect(asking.length).toBeGreaterThan(0);
    expect(asking.filter(({ closed }) => !closed)).toEqual([]);
  });
  test("open where it has its key", async () => {
    const buttons = await buttonsOf(place, scene, false);
    expect(buttons.filter(({ closed }) => closed)).toEqual([]);
  });
});
