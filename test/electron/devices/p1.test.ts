/** Telegrams from a line: over the network, and over a serial port (a pair of terminals by socat, where it is installed). */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createWriteStream, existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { p1 } from "../../../electron/devices/p1.ts";
import { crc16, crcText } from "../../../shared/metering/dsmr/crc16.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";
import { keep } from "./keep.ts";

const SOCAT = process.env["WATTLIGHT_SOCAT"] ?? "socat";
const hasSocat = spawnSync(SOCAT, ["-V"], { timeout: 20_000 }).error === undefined;
if (!hasSocat)
  console.warn(`SKIPPED: no serial line was read: ${SOCAT} cannot be started (WATTLIGHT_SOCAT names another)`);

const sealed = (body: string): string => `${body}${crcText(crc16(body))}\r\n`;
const telegram = (drawn: string, fed: string): string =>
  sealed(
    [
      "/ABC5WATTLIGHT",
      "",
      "1-3:0.2.8(50)",
      "0-0:1.0.0(261124160000W)",
      "1-0:1.8.1(001234.567*kWh)",
      "1-0:1.8.2(000100.000*kWh)",
      "1-0:2.8.1(000050.001*kWh)",
      `1-0:1.7.0(${drawn}*kW)`,
      `1-0:2.7.0(${fed}*kW)`,
      "1-0:32.7.0(231.4*V)",
      "0-1:24.1.0(003)",
      "0-1:96.1.0(4730303031)",
      "0-1:24.2.1(261124155500W)(00345.678*m3)",
      "!",
    ].join("\r\n"),
  );
const EXPECTED = [
  ["gridPower", 0, -1_500_000, "W", "1-0:16.7.0"],
  ["voltage", 1, 231_400, "V", "1-0:32.7.0"],
  ["imported", 0, 1_334_567_000, "Wh", "1-0:1.8.0"],
  ["exported", 0, 50_001_000, "Wh", "1-0:2.8.0"],
  ["imported", 0, 1_234_567_000, "Wh", "1-0:1.8.1"],
  ["imported", 0, 100_000_000, "Wh", "1-0:1.8.2"],
  ["exported", 0, 50_001_000, "Wh", "1-0:2.8.1"],
  ["gas", 0, 345_678, "m³", "7-1:3.0.0"],
];
const figures = (view: {
  values: readonly { role: string; phase: number; milli: number; unit: string; register: string | null }[];
}) => view.values.map(({ role, phase, milli, unit, register }) => [role, phase, milli, unit, register]);

const servers: Server[] = [];
const sockets = new Set<Socket>();
const children: ChildProcess[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  for (const socket of sockets) socket.destroy();
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});
/** A serial server that sends `chunks` to whoever connects, and leaves the line open. */
async function speaking(chunks: readonly string[]): Promise<number> {
  const server = createServer((socket) => {
    sockets.add(socket.on("error", () => undefined));
    socket.setNoDelay();
    void (async () => {
      for (const chunk of chunks) {
        socket.write(chunk, "latin1");
        await wait(2);
      }
    })();
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
const over = (port: number) => p1({ kind: "p1", line: { over: "network", host: "127.0.0.1", port } });
const damaged = telegram("00.000", "01.500").replace("231.4", "281.4");

it("figures with sign, register and unit, from chunks cut anywhere, beginning in the middle", async () => {
  const whole = telegram("00.000", "01.500");
  const stream = whole.slice(100) + whole;
  const view = await keep(over(await speaking(stream.match(/[^]{1,37}/g) ?? []))).until(
    ({ state }) => state === "live",
  );
  expect(figures(view)).toEqual(EXPECTED);
  expect(view.identity).toBe("ABC5WATTLIGHT");
});

it("a telegram whose checksum does not hold says nothing", async () => {
  const port = await speaking([damaged, telegram("00.000", "01.500")]);
  const view = await keep(over(port)).until(({ state }) => state === "live");
  expect(figures(view)).toEqual(EXPECTED);
});

it("a line that brings nothing whole is given up, with why", async () => {
  const view = await keep(over(await speaking([damaged.repeat(5)]))).until(({ fault }) => fault !== null);
  expect(view).toMatchObject({ fault: { code: "checksum", data: { count: 5 } }, values: [], heardAt: null });
});

it("a telegram without an end is bounded", async () => {
  const port = await speaking([`/ABC5X\r\n\r\n${"1-0:1.8.1(000001.000*kWh)\r\n".repeat(9_000)}`]);
  const view = await keep(over(port)).until(({ fault }) => fault !== null);
  expect(["tooMuch", "unreadable"]).toContain(view.fault?.code);
  expect(view.values).toEqual([]);
});

const FOLDER = join(import.meta.dirname, "../../../../shared/data/meters/dsmr");
const SAMPLES = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => name.endsWith(".txt")) : [];
if (SAMPLES.length === 0) console.warn("SKIPPED: ../shared/data/meters/dsmr is absent");
describe.skipIf(SAMPLES.length === 0)("a real telegram with a checksum of its own bytes", () => {
  it.each(SAMPLES)("%s", async (name) => {
    // Stored with other line ends than were sent; what a meter puts on the line has CR LF and a checksum over it.
    const text = readFileSync(join(FOLDER, name), "latin1").replaceAll(/\r?\n/g, "\r\n").trimStart();
    const body = text.slice(0, text.indexOf("\r\n!") + 3);
    const port = await speaking([sealed(body)]);
    const kept = keep(over(port));
    const view = await kept.until(({ state, fault }) => state === "live" || fault !== null);
    expect(view.values.some(({ role }) => role === "imported" || role === "exported" || role === "gridPower")).toBe(
      true,
    );
  });
});

/** Seven bits, and on top the bit that makes the number of ones even. */
function withEvenParity(byte: number): number {
  let ones = 0;
  for (let bit = 0; bit < 7; bit++) ones += (byte >> bit) & 1;
  return byte | ((ones & 1) << 7);
}

describe.skipIf(!hasSocat || process.platform === "win32")("a serial port", () => {
  it.each([115_200, 9_600] as const)("at %i baud", async (baud) => {
    const folder = temporaryFolder();
    const [ours, theirs] = [join(folder, "wallet"), join(folder, "meter")];
    children.push(spawn(SOCAT, [`pty,raw,echo=0,link=${ours}`, `pty,raw,echo=0,link=${theirs}`], { stdio: "ignore" }));
    while (!existsSync(ours) || !existsSync(theirs)) await wait(10);
    const kept = keep(p1({ kind: "p1", line: { over: "serial", path: ours, baud } }));
    const meter = createWriteStream(theirs).on("error", () => undefined);
    const bytes = Buffer.from(telegram("00.000", "01.500"), "latin1");
    const sent = baud === 9_600 ? bytes.map(withEvenParity) : bytes;
    const speak = setInterval(() => meter.write(sent), 100);
    const view = await kept.until(({ state }) => state === "live");
    clearInterval(speak);
    meter.destroy();
    expect(figures(view)).toEqual(EXPECTED);
  });
  it("that is not there is named", async () => {
    const line = { over: "serial", path: "/dev/no-such-port", baud: 115_200 } as const;
    const view = await keep(p1({ kind: "p1", line })).until(({ fault }) => fault !== null);
    expect(view.fault).toEqual({ code: "noPort", data: { port: "/dev/no-such-port", why: "ENOENT" } });
  });
});
