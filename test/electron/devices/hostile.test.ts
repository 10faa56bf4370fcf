/** Devices that are none, or mean harm: nothing they say is stored, and what they say is bounded. */
import { createServer, type Server, type Socket } from "node:net";
import { afterEach, expect, it } from "vitest";
import { isLocal, localAddress } from "../../../electron/devices/localAddress.ts";
import { mqtt } from "../../../electron/devices/mqtt.ts";
import { sunSpec } from "../../../electron/devices/sunspec.ts";
import { keep } from "./keep.ts";

const servers: Server[] = [];
const sockets = new Set<Socket>();
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});
async function peer(speak: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    sockets.add(socket.on("error", () => undefined));
    speak(socket);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
function endless(socket: Socket, block: Buffer): void {
  const more = (): void => {
    while (socket.writable && socket.write(block));
  };
  socket.on("drain", more);
  more();
}
const modbus = (port: number) => sunSpec({ host: "127.0.0.1", port, unit: 1 }, 50);
const topic = (port: number) =>
  mqtt({
    kind: "mqtt",
    host: "127.0.0.1",
    port,
    tls: false,
    user: "",
    password: "",
    speaker: { speaks: "topic", topic: "t", path: "", role: "other", unit: "W" },
  });

it.each([
  ["SunSpec", modbus, Buffer.alloc(65_536, 0x41)],
  ["SunSpec", modbus, Buffer.alloc(65_536, 0xff)],
  ["MQTT", topic, Buffer.alloc(65_536, 0x30)],
  // A message of 256 MB announced, then sent.
  ["MQTT", topic, Buffer.concat([Buffer.from([0x20, 2, 0, 0, 0x30, 0xff, 0xff, 0xff, 0x7f]), Buffer.alloc(65_536)])],
])("%s: a stream without an end is cut", async (_name, adapter, block) => {
  const port = await peer((socket) => endless(socket, block));
  const view = await keep(adapter(port)).until(({ fault }) => fault !== null);
  expect(["tooMuch", "unreadable", "closed"]).toContain(view.fault?.code);
  expect(view).toMatchObject({ values: [], heardAt: null, state: "starting" });
});

it("a peer that says nothing is given up, with what was asked", async () => {
  const port = await peer(() => undefined);
  const view = await keep(modbus(port)).until(({ fault }) => fault !== null);
  expect(view.fault).toEqual({ code: "silent", data: { host: "127.0.0.1", port } });
});

it("registers of another length than asked are refused", async () => {
  const port = await peer((socket) =>
    socket.on("data", (asked) => {
      // The transaction, then an answer of one register only.
      socket.write(Buffer.concat([asked.subarray(0, 4), Buffer.from([0, 5, 1, 3, 2, 0x53, 0x75])]));
    }),
  );
  const view = await keep(modbus(port)).until(({ fault }) => fault !== null);
  expect(["unreadable", "silent"]).toContain(view.fault?.code);
  expect(view.values).toEqual([]);
});

it.each(["8.8.8.8", "192.0.2.1", "2001:db8::1", "0.0.0.0", "172.32.0.1"])(
  "%s is not of the own network",
  async (host) => {
    expect(isLocal(host)).toBe(false);
    await expect(localAddress(host)).rejects.toMatchObject({ fault: { code: "notLocal", data: { host } } });
  },
);
it.each(["192.168.1.5", "10.1.2.3", "172.31.0.1", "127.0.0.1", "169.254.7.7", "fe80::1", "fd00::5"])(
  "%s is",
  async (host) => expect(await localAddress(host)).toBe(host),
);
it("a name counts by where it leads", async () => {
  await expect(localAddress("meter.example", () => Promise.resolve(["93.184.216.34"]))).rejects.toMatchObject({
    fault: { code: "notLocal" },
  });
  expect(await localAddress("meter.lan", () => Promise.resolve(["93.184.216.34", "192.168.1.9"]))).toBe("192.168.1.9");
  await expect(localAddress("no.such", () => Promise.reject(new Error("ENOTFOUND")))).rejects.toMatchObject({
    fault: { code: "unreachable", data: { host: "no.such", why: "name" } },
  });
});
