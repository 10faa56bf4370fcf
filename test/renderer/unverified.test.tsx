// @vitest-environment happy-dom
/**
 * "Every value of the ledger on screen is verified", as a test: on every screen, each answer that carries a proof is first given other
 * figures, to learn which figures on screen are its own; each of these must stand beside a seal. Then the answer is withheld, for every
 * reason, with its value still inside: none of its figures may stay, and what stands in its place must look unverified.
 */
import "./setup.ts";
import { act, render, waitFor } from "@testing-library/react";
import { beforeAll, describe, expect, test } from "vitest";
import { App } from "../../renderer/frame/App.tsx";
import { app, type Place, readRoute } from "../../renderer/store/app.ts";
import { listen, type Read, reads } from "../../renderer/store/reads.ts";
import { type Verified, Withheld } from "../../shared/ipc/verified.ts";
import { mockBridge, SAMPLE } from "./mockBridge.ts";

/** `least`: ledger figures that the sample shows there at least, so that a test over none cannot pass. */
const PLACES: { place: Place; rest?: string; least: number }[] = [
  { place: "overview", least: 4 },
  { place: "energy", least: 1 },
  { place: "market", least: 10 },
  { place: "contracts", least: 10 },
  { place: "contracts", rest: SAMPLE.contract, least: 10 },
  { place: "money", least: 8 },
  { place: "ledger", least: 0 },
  { place: "account", least: 0 },
];

beforeAll(async () => {
  await Promise.all([
    import("../../renderer/screens/energy/Energy.tsx"),
    import("../../renderer/screens/market/Market.tsx"),
    import("../../renderer/screens/contracts/Contracts.tsx"),
    import("../../renderer/screens/contracts/ContractScreen.tsx"),
    import("../../renderer/screens/money/Money.tsx"),
    import("../../renderer/screens/ledger/Ledger.tsx"),
    import("../../renderer/screens/account/Account.tsx"),
  ]);
}, 60_000);

type Proved = Extract<Verified<unknown>, { state: "verified" }>;

async function open(place: Place, rest: string | undefined): Promise<HTMLElement> {
  const bridge = mockBridge({ scene: "full", lang: "en", theme: "light", simulated: false, daySlots: 96 });
  window.wattlight = bridge;
  listen();
  reads.setState({}, true);
  app.setState({ route: readRoute(rest ? `#/${place}/${rest}` : `#/${place}`), proof: null, notice: null });
  const { container } = render(<App />);
  for (const topic of ["status", "ledger", "readings", "outbox", "settings", "needs"]) bridge.tell(topic);
  await waitFor(() => expect(document.getElementById("screen")).toBeTruthy());
  await act(() => new Promise((done) => setTimeout(done, 950)));
  return container;
}

/** Every answer on the way to this screen that carries a proof. */
const provedAnswers = (): readonly (readonly [key: string, answer: Proved])[] =>
  Object.entries(reads.getState()).flatMap(([key, read]) =>
    read.state === "ready" && isProved(read.value) ? [[key, read.value] as const] : [],
  );
const isProved = (value: unknown): value is Proved =>
  typeof value === "object" && value !== null && "state" in value && value.state === "verified" && "proof" in value;

/** Puts another answer under the key, as if it had been read. */
const put = (key: string, answer: unknown) =>
  act(() => reads.setState({ [key]: { state: "ready", value: answer } as Read<unknown> }));

/** Amounts of energy and money, prices and rule figures: all that a reader takes for the ledger's word, but no place in time. */
const FIGURES = new Set(
  "total delivered amount price allIn left minimum q aS aB wh due balance carried figure limit retail feedIn importW exportW priceMin priceMax damagesMin damagesMax network levy".split(
    " ",
  ),
);
function otherFigures(value: unknown, key = ""): unknown {
  if (typeof value === "number") return FIGURES.has(key) && value !== 0 ? value * 3 + 1_230 : value;
  if (Array.isArray(value)) return value.map((one) => otherFigures(one, key));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, otherFigures(one, name)]));
}

/** The figures that can be read, or heard, in each element of the window. */
function figuresOf(container: HTMLElement): Map<string, Element[]> {
  const found = new Map<string, Element[]>();
  const note = (text: string | null | undefined, where: Element) => {
    for (const [figure] of (text ?? "").matchAll(/\d[\d,]*(?:\.\d+)?/g))
      if (figure.length > 2) found.set(figure, [...(found.get(figure) ?? []), where]);
  };
  for (const element of container.querySelectorAll("*")) {
    if (element.classList.contains("seal")) continue;
    for (const child of element.childNodes) if (child.nodeType === 3) note(child.textContent, element);
    for (const name of ["aria-label", "title", "aria-valuetext"]) note(element.getAttribute(name), element);
    if (element instanceof HTMLInputElement) note(element.value, element);
  }
  return found;
}

describe.each(PLACES)("$place $rest", ({ place, rest, least }) => {
  test("each ledger figure stands beside a seal, and none is left once its answer is withheld", async () => {
    const container = await open(place, rest);
    const answers = provedAnswers();
    const own = new Map<string, readonly string[]>();
    for (const [key, answer] of answers) {
      const before = figuresOf(container);
      const bare = new Set([...before.values()].flat().filter((where) => !sealed(where)));
      put(key, { ...answer, value: otherFigures(answer.value) });
      const after = figuresOf(container);
      put(key, answer);
      const figures = [...before.keys()].filter((figure) => !after.has(figure));
      own.set(key, figures);
      for (const figure of figures)
        for (const where of before.get(figure) ?? [])
          expect(bare.has(where), `${figure} of ${key} has no seal near it: ${where.outerHTML.slice(0, 200)}`).toBe(
            false,
          );
    }
    expect([...own.values()].flat().length).toBeGreaterThanOrEqual(least);

    for (const [key, { value, proof }] of answers) {
      for (const why of Withheld.options)
        for (const withheld of [
          { state: "waiting", why },
          { state: "refused", why, node: "node-3" },
        ] as const) {
          // Its value is still inside, as if the parser had let it through.
          put(key, { ...withheld, value, proof });
          const left = figuresOf(container);
          expect((own.get(key) ?? []).filter((figure) => left.has(figure))).toEqual([]);
          const shown = (own.get(key) ?? []).length > 0;
          const said = container.querySelector(`.seal.${withheld.state}, .withheld`) !== null;
          expect(!shown || said, `nothing says that ${key} is withheld: ${why}`).toBe(true);
        }
      put(key, { state: "verified", value, proof });
    }

    for (const [key, { value, proof }] of answers)
      put(key, { state: "refused", why: "lied", node: "node-3", value, proof });
    expect(container.querySelector("button.seal.verified")).toBeNull();
  }, 60_000);
});

/** A seal in the same sheet, section or list: what a reader takes to belong together. */
function sealed(where: Element): boolean {
  for (let at: Element | null = where; at && at.id !== "screen"; at = at.parentElement)
    if (at.querySelector(".seal.verified")) return true;
  return document.querySelector("#screen > .complete, #screen > * > .complete, #screen .filters .seal") !== null;
}
