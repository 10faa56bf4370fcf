/** The list of devices on disk, and the worker that speaks to exactly those that are on it. */
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import { DevicesWorker } from "../../../electron/children/devicesWorker.ts";
import { DeviceList } from "../../../electron/devices/deviceList.ts";
import type { DeviceReadings } from "../../../electron/readings/liveReadings.ts";
import { type DeviceEntry, DEVICES_MAX, DeviceView } from "../../../shared/ipc/deviceViews.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";

const ROOF: DeviceEntry = {
  name: "Roof",
  source: { kind: "sunspec", host: "127.0.0.1", port: 502, unit: 1 },
  reversed: false,
};
const quiet = (): void => undefined;

it("keeps what was added, changed and removed", async () => {
  const folder = temporaryFolder();
  const list = new DeviceList(folder, quiet);
  const { id } = await list.add(ROOF);
  const other = await list.add({ ...ROOF, name: "Garage" });
  await list.change(id, { name: "South roof", reversed: true });
  await list.remove(other.id);
  expect(new DeviceList(folder, quiet).devices).toEqual([{ ...ROOF, id, name: "South roof", reversed: true }]);
  await expect(list.remove(other.id)).rejects.toMatchObject({ fault: { code: "devices.unknown" } });
});

it.skipIf(process.platform === "win32")("is for this user alone", async () => {
  const folder = temporaryFolder();
  await new DeviceList(folder, quiet).add(ROOF);
  expect(statSync(join(folder, "devices.json")).mode & 0o077).toBe(0);
});

it.each(["", "{", '{"version":2,"devices":[]}', '{"version":1,"devices":[{"id":"x"}]}'])(
  "a damaged list (%j) is kept aside and named",
  (text) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "devices.json"), text);
    const said: string[] = [];
    expect(new DeviceList(folder, (line) => said.push(line)).devices).toEqual([]);
    const [kept = ""] = readdirSync(folder).filter((name) => name.startsWith("devices.json.damaged-"));
    expect(readFileSync(join(folder, kept), "utf8")).toBe(text);
    expect(said.join()).toContain(kept);
  },
);

it("has an end", async () => {
  const folder = temporaryFolder();
  const devices = Array.from({ length: DEVICES_MAX }, (_, k) => ({ ...ROOF, id: k.toString(16).padStart(16, "0") }));
  writeFileSync(join(folder, "devices.json"), JSON.stringify({ version: 1, devices }));
  await expect(new DeviceList(folder, quiet).add(ROOF)).rejects.toMatchObject({
    fault: { code: "devices.tooMany", data: { limit: DEVICES_MAX } },
  });
});

const servers: Server[] = [];
const sockets = new Set<Socket>();
let worker: DevicesWorker | undefined;
afterEach(async () => {
  await worker?.stop();
  for (const socket of sockets) socket.destroy();
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

it("the worker speaks to a device that is added, shows what it is told, and ends with the last", async () => {
  const server = createServer((socket) => sockets.add(socket.on("error", quiet)));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const connected = new Promise<Socket>((resolve) => server.once("connection", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  let changes = 0;
  const stored: DeviceReadings[] = [];
  worker = new DevicesWorker({
    script: join(import.meta.dirname, "../../../electron/devices/main.ts"),
    changed: () => changes++,
    counted: (batch) => {
      stored.push(...batch);
      return Promise.resolve();
    },
    log: quiet,
  });
  expect(await worker.live()).toEqual([]);
  const line = { over: "network", host: "127.0.0.1", port: address.port } as const;
  await worker.keep([{ id: "00000000000000aa", name: "Meter", reversed: false, source: { kind: "p1", line } }]);
  (await connected).write("/ABC5X\r\n\r\n1-0:1.8.0(000123.456*kWh)\r\n!\r\n");
  const heard = async (): Promise<DeviceView[]> => {
    for (;;) {
      const views = (await worker?.live())?.map((view) => DeviceView.parse(view)) ?? [];
      if (views[0]?.state === "live") return views;
      await wait(20);
    }
  };
  expect(await heard()).toMatchObject([
    { name: "Meter", place: `127.0.0.1:${address.port}`, values: [{ register: "1-0:1.8.0", milli: 123_456_000 }] },
  ]);
  expect(changes).toBeGreaterThan(0);
  await worker.keep([]);
  expect(await worker.live()).toEqual([]);
  // What it counted was handed over before its worker ended.
  expect(stored).toMatchObject([
    {
      device: "00000000000000aa",
      readings: [{ register: "1-0:1.8.0", value: 123_456, unit: "Wh", quality: "measured" }],
    },
  ]);
});
