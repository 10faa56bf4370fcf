/** The page of nodes: who is listed with what health, that changes wait a moment and reach the worker, and what a demo network refuses. */
import { expect, it } from "vitest";
import { NodesDesk } from "../../../electron/safe/nodesDesk.ts";
import { ARM_MS } from "../../../electron/safe/armed.ts";
import { OwnNodes } from "../../../electron/settings/ownNodes.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";
import { mockStatus } from "./mockStatus.ts";

const A = "https://a.example";
const MINE = "https://mine.example";
const file = { chainId: "street-1", name: { en: "Street", zh: "街" }, nodes: [A] } as never;

function desk(more: { builtIn?: boolean; status?: () => Promise<unknown>; unlocked?: boolean; joined?: boolean } = {}) {
  const done = { changed: 0, opened: 0, closed: 0 };
  const clock = { now: 1_000_000 };
  const list = new OwnNodes(temporaryFolder(), () => undefined);
  const made = new NodesDesk({
    list,
    unlocked: () => more.unlocked ?? true,
    network: () => (more.joined === false ? null : { file, builtIn: more.builtIn ?? false }),
    status: more.status ?? (() => Promise.resolve(mockStatus("street-1", A))),
    changed: () => void done.changed++,
    openWindow: () => {
      done.opened++;
      return { close: () => void done.closed++ };
    },
    now: () => clock.now,
  });
  return { made, done, clock };
}

it("shows each node's health, and the list alone while the worker cannot say or speaks of another chain", async () => {
  const { made } = desk();
  expect(await made.state()).toEqual({
    network: { en: "Street", zh: "街" },
    builtIn: false,
    link: "online",
    nodes: [
      {
        url: A,
        own: false,
        health: { role: "setAside", state: "lied", height: 7, why: "witness.root", answeredAt: 1_700_000_000 },
      },
    ],
  });
  const bare = { link: null, nodes: [{ url: A, own: false, health: null }] };
  expect(await desk({ status: () => Promise.reject(new Error("starting")) }).made.state()).toMatchObject(bare);
  expect(await desk({ status: () => Promise.resolve(mockStatus("street-2", A)) }).made.state()).toMatchObject(bare);
  expect(await desk({ joined: false }).made.state()).toMatchObject({ network: null, nodes: [] });
});

it("a change counts only a moment after the page was drawn, and is told to the worker", async () => {
  const { made, done, clock } = desk();
  await expect(made.add({ url: MINE })).rejects.toThrow("safe.tooSoon");
  await made.state();
  await expect(made.add({ url: MINE })).rejects.toThrow("safe.tooSoon");
  expect(done.changed).toBe(0);
  clock.now += ARM_MS;
  expect((await made.add({ url: MINE })).nodes.map(({ url }) => url)).toEqual([A, MINE]);
  expect((await made.move({ url: MINE, by: "up" })).nodes.map(({ url }) => url)).toEqual([MINE, A]);
  expect(done.changed).toBe(2);
  await expect(made.remove({ url: A })).rejects.toThrow("nodes.ofFile");
  expect(done.changed).toBe(2);
  expect((await made.remove({ url: MINE })).nodes.map(({ url }) => url)).toEqual([A]);
});

it("the demo network has its own node alone", async () => {
  const { made, done, clock } = desk({ builtIn: true });
  await made.state();
  clock.now += ARM_MS;
  await expect(made.add({ url: MINE })).rejects.toThrow("nodes.builtIn");
  expect(done.changed).toBe(0);
});

it("opens once, for an open wallet alone", () => {
  const { made, done } = desk();
  made.open();
  made.open();
  expect(done.opened).toBe(1);
  expect(() => desk({ unlocked: false }).made.open()).toThrow("vault.locked");
});
