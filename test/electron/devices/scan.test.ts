/** Looking for devices: what a person may name, only local and not too many; what answers is found, the rest is passed by; it ends when told. */
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { hostsOf } from "../../../electron/devices/addressRange.ts";
import { Scan } from "../../../electron/devices/scan.ts";
import { serialPorts } from "../../../electron/devices/serialPorts.ts";
import { ScanView } from "../../../shared/ipc/scanViews.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";
import { broker, missing as noBroker } from "./broker.ts";
import { missing, serve } from "./modbusPeer.ts";

const quiet = (): void => undefined;

describe("what may be named", () => {
  it.each<[string, readonly string[]]>([
    ["192.168.1.10-12", ["192.168.1.10", "192.168.1.11", "192.168.1.12"]],
    ["10.0.0.254-10.0.1.1", ["10.0.0.254", "10.0.0.255", "10.0.1.0", "10.0.1.1"]],
    ["192.168.7.0/30", ["192.168.7.1", "192.168.7.2"]],
    ["192.168.7.9/32, inverter.lan  192.168.7.9", ["192.168.7.9", "inverter.lan"]],
    ["fd00::12", ["fd00::12"]],
  ])("%s", (text, hosts) => expect(hostsOf(text)).toEqual({ ok: true, hosts }));
  it("a whole network of a home, without its own address and the broadcast", () => {
    const range = hostsOf("192.168.1.77/24");
    expect(range.ok && [range.hosts.length, range.hosts[0], range.hosts.at(-1)]).toEqual([254, "192.168.1.1", "192.168.1.254"]); // prettier-ignore
  });
  it.each([
    ["8.8.8.8", "notLocal"],
    ["192.168.1.1-193.0.0.1", "tooMany"],
    ["172.31.255.250-172.32.0.4", "notLocal"],
    ["2001:db8::1", "notLocal"],
    ["10.0.0.0/8", "tooMany"],
    ["10.0.0.0/23 10.0.2.0/24", "tooMany"],
    ["10.0.0.9-3", "addresses"],
    ["10.0.0.1/33", "addresses"],
    ["10.0.0.1/24-9", "addresses"],
    ["10.0.0", "addresses"],
    ["http://inverter", "addresses"],
    [" , ", "addresses"],
  ])("%s is refused: %s", (text, code) => expect(hostsOf(text)).toMatchObject({ ok: false, code }));
});

it("serial ports are named by their adapters, without being opened", () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "serial/by-id"), { recursive: true });
  for (const name of ["serial/by-id/usb-P1_Converter_A1-if00", "ttyUSB0", "ttyACM1", "tty0", "ttyS0", "null"])
    writeFileSync(join(folder, name), "");
  expect(serialPorts(folder)).toEqual([
    { path: join(folder, "serial/by-id/usb-P1_Converter_A1-if00"), name: "usb-P1_Converter_A1-if00" },
    { path: join(folder, "ttyACM1"), name: null },
    { path: join(folder, "ttyUSB0"), name: null },
  ]);
  expect(serialPorts(join(folder, "none"))).toEqual([]);
});

const servers: Server[] = [];
const scans: Scan[] = [];
afterEach(async () => {
  await Promise.all(scans.splice(0).map((scan) => scan.stop()));
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});
const scanning = (...args: ConstructorParameters<typeof Scan>): Scan => {
  const scan = new Scan(...args);
  scans.push(scan);
  return scan;
};
const modbus = (addresses: string, port: number) => ({ where: "modbus" as const, addresses, port, units: [1] });

it("addresses outside the own network are refused before anything is asked", async () => {
  const scan = scanning(quiet);
  await scan.start(modbus("127.0.0.1 1.1.1.1", 502));
  await scan.over();
  expect(ScanView.parse(scan.view)).toMatchObject({ state: "done", asked: 0, fault: { code: "notLocal", data: { text: "1.1.1.1" } } }); // prettier-ignore
});

it("what takes the line and says nothing holds it up only until it is told to stop", async () => {
  const server = createServer((socket) => socket.on("error", quiet));
  servers.push(server);
  const connected = new Promise<void>((resolve) => server.on("connection", () => resolve()));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const scan = scanning(quiet);
  await scan.start(modbus("127.0.0.1-9", port));
  await connected;
  await scan.stop();
  expect(scan.view).toMatchObject({ state: "stopped", found: [], fault: null });
  expect(scan.view.asked).toBeLessThan(9);
});

it.skipIf(missing !== null)("a device of pymodbus is found among addresses where nobody is", async () => {
  const server = await serve([
    [1, { Mn: "Sunny Side", Md: "Roof 10k", SN: "0815" }, []],
    [103, { W: 8123, W_SF: -1, WH: 12_345_678, WH_SF: 0 }, []],
  ]);
  const scan = scanning(quiet);
  await scan.start(modbus("127.0.0.2 127.0.0.1", server.port));
  await scan.over();
  await server.stop();
  const source = { kind: "sunspec", host: "127.0.0.1", port: server.port, unit: 1 };
  expect(ScanView.parse(scan.view)).toMatchObject({ state: "done", asked: 2, of: 2, fault: null });
  expect(scan.view.found).toEqual([{ source, identity: "Sunny Side Roof 10k 0815", figures: 2 }]);
});

it.skipIf(noBroker !== null)("a broker is listened to; who keeps or says something there is found", async () => {
  const { port, client, stop } = await broker();
  await client.publishAsync("homeassistant/sensor/meter/config", '{"name":"Meter"}', { retain: true });
  const said = setInterval(() => client.publish("shellies/em-1/emeter/0/power", "12"), 50);
  const scan = scanning(quiet, 2);
  await scan.start({ where: "mqtt", host: "127.0.0.1", port, tls: false, user: "", password: "secret" });
  await scan.over();
  clearInterval(said);
  await stop();
  expect(ScanView.parse(scan.view)).toMatchObject({ state: "done", fault: null });
  expect(scan.view.found.map(({ identity, figures }) => [identity, figures])).toEqual([[null, 1], ["em-1", 1]]); // prettier-ignore
  expect(JSON.stringify(scan.view)).not.toContain("secret");
});
