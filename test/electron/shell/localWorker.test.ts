/** The local worker's keeper: a worker that dies comes back opened, locked or not, and joined as before; calls under way get a fault. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import { temporaryFolder } from "../../temporaryFolder.ts";
import { LocalWorker } from "../../../electron/children/localWorker.ts";
import { FILE_WAY } from "../../../electron/sync/way.ts";
import { FaultError } from "../../../shared/ipc/fault.ts";

let worker: LocalWorker | undefined;
afterEach(() => worker?.stop());

function start() {
  const folder = temporaryFolder();
  const changed: string[] = [];
  worker = new LocalWorker({
    script: join(import.meta.dirname, "fakeWorker.ts"),
    folder,
    host: {
      changed: (topic) => void changed.push(topic),
      signMeter: () => null,
      meterSalt: () => null,
      localDataKey: () => null,
      log: () => undefined,
    },
    damaged: () => Promise.reject(new Error("nothing is damaged here")),
  });
  const calls = () => readFileSync(join(folder, "calls"), "utf8").trim().split("\n");
  return { worker, changed, calls };
}
const network = { chainId: "demo-1" } as never;
const account = { address: "watt1" } as never;

it("opens once for many callers", async () => {
  const { worker: keeper, calls } = start();
  await Promise.all([keeper.remote(), keeper.remote(), keeper.remote()]);
  expect(calls()).toEqual(["open", "locked true"]);
});

it("comes back as it was after it died", async () => {
  const { worker: keeper, changed, calls } = start();
  await keeper.remote();
  await keeper.locked(false);
  await keeper.join(network, account, null);
  const dying = (await keeper.remote()).read("status.get", {});
  await expect(dying).rejects.toThrow(FaultError);
  await expect(dying).rejects.toMatchObject({ fault: { code: "link.closed", next: "restart" } });
  for (let i = 0; i < 100 && changed.length === 0; i++) await wait(50);
  expect(changed).toContain("status");
  const before = ["open", "locked true", "locked false", "join demo-1"];
  expect(calls()).toEqual([...before, "open", "locked false", "join demo-1"]);
});

it("joins once when the network is known while it is still opening", async () => {
  const { worker: keeper, calls } = start();
  const opening = keeper.remote();
  await Promise.all([opening, keeper.join(network, account, null)]);
  expect(calls().filter((call) => call.startsWith("join"))).toHaveLength(1);
});

it("leaves a network once, and does not join it again after it died", async () => {
  const { worker: keeper, changed, calls } = start();
  await keeper.join(network, account, null);
  await keeper.leave();
  await keeper.leave();
  const before = ["open", "locked true", "join demo-1", "leave"];
  expect(calls()).toEqual(before);
  await (await keeper.remote()).read("status.get", {}).catch(() => undefined);
  for (let i = 0; i < 100 && changed.length === 0; i++) await wait(50);
  expect(calls()).toEqual([...before, "open", "locked true"]);
});

it("stays down once it was stopped", async () => {
  const { worker: keeper } = start();
  await keeper.remote();
  await keeper.stop();
  await expect(keeper.remote()).rejects.toThrow("local.stopped");
});

it("a damaged database is kept and asked about; no other is made before the reader's word", async () => {
  const folder = temporaryFolder();
  const file = join(folder, "wallet.sqlite");
  writeFileSync(file, "this is no database ".repeat(500));
  const asked: unknown[] = [];
  let answer: (goOn: boolean) => void = () => undefined;
  const changed: string[] = [];
  worker = new LocalWorker({
    script: join(import.meta.dirname, "../../../electron/local/main.ts"),
    folder,
    host: {
      changed: (topic) => void changed.push(topic),
      signMeter: () => null,
      meterSalt: () => null,
      localDataKey: () => null,
      log: () => undefined,
    },
    damaged: (damage) => {
      asked.push(damage);
      return new Promise((answered) => (answer = answered));
    },
  });
  const damaged = { fault: { code: "store.damaged", next: "restore" } };
  await expect(worker.remote()).rejects.toMatchObject(damaged);
  await expect(worker.remote()).rejects.toMatchObject(damaged);
  expect(asked).toEqual([expect.objectContaining({ file })]);
  expect(existsSync(file)).toBe(false);
  const [kept] = readdirSync(folder).filter((name) => name.includes("damaged"));
  expect(readFileSync(join(folder, kept ?? "none"), "utf8")).toContain("this is no database");

  answer(true);
  for (let i = 0; i < 100 && changed.length === 0; i++) await wait(50);
  await expect(worker.remote()).resolves.toBeDefined();
  expect(existsSync(file)).toBe(true);
});

it("goes over to another database: closed before, opened anew, and nothing joined until it is told", async () => {
  const { worker: keeper, calls } = start();
  const folder = temporaryFolder();
  const others = () => readFileSync(join(folder, "calls"), "utf8").trim().split("\n");
  await keeper.join(network, account, null);
  // Twice at once, and back: whichever comes last counts.
  await Promise.all([keeper.use(temporaryFolder()), keeper.use(folder)]);
  expect(calls()).toEqual(["open", "locked true", "join demo-1", "close"]);
  expect(others().at(-1)).toBe("locked true");
  expect(others().filter((call) => call.startsWith("join"))).toEqual([]);
  await keeper.join(network, account, null);
  expect(others().at(-1)).toBe("join demo-1");
  await keeper.use(folder);
  expect(others().at(-1)).toBe("join demo-1");
});

it("joins each database as its own account, however quickly the accounts change", async () => {
  const { worker: keeper } = start();
  const [second, third] = [temporaryFolder(), temporaryFolder()];
  const callsIn = (folder: string) =>
    existsSync(join(folder, "calls")) ? readFileSync(join(folder, "calls"), "utf8").trim().split("\n") : [];
  const joinedAs = (name: string) => ({ network: { chainId: name } as never, account, builtIn: null, way: FILE_WAY });
  await keeper.remote();
  const going = [keeper.use(second, joinedAs("second"))];
  while (callsIn(second).length === 0) await wait(1);
  // While the second one opens: to the third, and once more, as when the demo's node starts anew meanwhile.
  const again = joinedAs("third");
  going.push(keeper.use(third, again), keeper.use(third, again));
  await Promise.all(going);
  expect(callsIn(second)).not.toContain("join third");
  expect(callsIn(third).filter((call) => call.startsWith("join"))).toEqual(["join third"]);
  await (await keeper.remote()).read("status.get", {}).catch(() => undefined);
  for (let i = 0; i < 100 && callsIn(third).filter((call) => call.startsWith("join")).length < 2; i++) await wait(50);
  expect(callsIn(third).at(-1)).toBe("join third");
});

it("joins anew when the way to the network is another one, and only then", async () => {
  const { worker: keeper, calls } = start();
  const own = { ...FILE_WAY, nodes: ["https://mine.example"] };
  await keeper.join(network, account, null, FILE_WAY);
  await keeper.join(network, account, null, own);
  await keeper.join(network, account, null, { ...own, nodes: [...own.nodes] });
  expect(calls().filter((call) => call.startsWith("join"))).toEqual([
    "join demo-1",
    "join demo-1 https://mine.example",
  ]);
});
