/** An optical head: over the network and a serial port; what we build is held against a reader that is not ours (smllib, where it is installed). */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { createWriteStream, existsSync, writeFileSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { sml } from "../../../electron/devices/sml.ts";
import { read } from "../../../node/read/main.ts";
import { HOUSE, timestamp, transmission } from "../../shared/metering/sml/build.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";
import { keep } from "./keep.ts";

const PYTHON = process.env["WATTLIGHT_PYTHON"] ?? "python3";
const hasPeer = spawnSync(PYTHON, ["-c", "import smllib"], { timeout: 20_000 }).status === 0;
if (!hasPeer) console.warn(`SKIPPED: SML was not held against a reader that is not ours: ${PYTHON} has no smllib`);
const SOCAT = process.env["WATTLIGHT_SOCAT"] ?? "socat";
const hasSocat = spawnSync(SOCAT, ["-V"], { timeout: 20_000 }).error === undefined;

const servers: Server[] = [];
const sockets = new Set<Socket>();
const children: ChildProcess[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  for (const socket of sockets) socket.destroy();
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});
async function speaking(bytes: Uint8Array): Promise<ReturnType<typeof sml>> {
  const server = createServer((socket) => {
    sockets.add(socket.on("error", () => undefined));
    socket.write(bytes);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return sml({ kind: "sml", line: { over: "network", host: "127.0.0.1", port: address.port } });
}
const house = transmission(HOUSE);
const EXPECTED = [
  ["imported", 4_181_231_800, "1-0:1.8.0"],
  ["exported", 9_876_500, "1-0:2.8.0"],
  ["gridPower", -1_234_000, "1-0:16.7.0"],
  ["voltage", 231_400, "1-0:32.7.0"],
];
const figures = (view: { values: readonly { role: string; milli: number; register: string | null }[] }) =>
  view.values.map(({ role, milli, register }) => [role, milli, register]);

it("over the network, beginning in the middle", async () => {
  const view = await keep(await speaking(Uint8Array.from([...house.slice(50), ...house]))).until(({ state }) => state === "live"); // prettier-ignore
  expect(figures(view)).toEqual(EXPECTED);
  expect(view.identity).toBe("1 EMH00 12345678");
});

it("a head that sits askew is given up, with why, and nothing is shown", async () => {
  const bad = Uint8Array.from(house);
  bad[100] = (bad[100] ?? 0) ^ 4;
  const view = await keep(await speaking(Uint8Array.from(Array.from({ length: 5 }, () => [...bad]).flat()))).until(({ fault }) => fault !== null); // prettier-ignore
  expect(view).toMatchObject({ fault: { code: "checksum", data: { count: 5 } }, values: [], heardAt: null });
});

it.skipIf(!hasSocat || process.platform === "win32")("over a serial port: eight bits, whatever the speed", async () => {
  const folder = temporaryFolder();
  const [ours, theirs] = [join(folder, "wallet"), join(folder, "head")];
  children.push(spawn(SOCAT, [`pty,raw,echo=0,link=${ours}`, `pty,raw,echo=0,link=${theirs}`], { stdio: "ignore" }));
  while (!existsSync(ours) || !existsSync(theirs)) await wait(10);
  const kept = keep(sml({ kind: "sml", line: { over: "serial", path: ours, baud: 9_600 } }));
  const head = createWriteStream(theirs).on("error", () => undefined);
  const speak = setInterval(() => head.write(house), 100);
  const view = await kept.until(({ state }) => state === "live");
  clearInterval(speak);
  head.destroy();
  expect(figures(view)).toEqual(EXPECTED);
});

describe("npm run read", () => {
  const said = (bytes: Uint8Array, ...options: string[]) => {
    const path = join(temporaryFolder(), "head.bin");
    writeFileSync(path, bytes);
    const [out, wrong]: [string[], string[]] = [[], []];
    const code = read([path, ...options], "en", (line) => out.push(line), (line) => wrong.push(line)); // prettier-ignore
    return { code, out: out.join("\n"), wrong: wrong.join("\n") };
  };
  it("lists a recording's registers, with times where the meter has a calendar", () => {
    const { code, out } = said(Uint8Array.from([...house, ...house]));
    expect(code).toBe(0);
    expect(out).toContain("2 transmissions");
    expect(out).toMatch(/1-0:1\.8\.0 .*4,181\.231/);
    const json = JSON.parse(said(transmission(HOUSE, timestamp(1_790_000_000)), "--json").out) as { registers: { register: string; first: string }[] }; // prettier-ignore
    expect(json.registers[0]).toMatchObject({ register: "1-0:1.8.0", first: "2026-09-21T14:13:20.000Z", lastValue: 4_181_231, unit: "Wh" }); // prettier-ignore
  });
  it.each<[string, Uint8Array, string]>([
    ["truncated", house.slice(0, 200), "byte 200"],
    ["bit-flipped", house.map((byte, i) => (i === 90 ? byte ^ 1 : byte)), `byte ${house.length - 2}`],
  ])("%s is damage with its place", (_, bytes, place) => {
    const { code, wrong } = said(bytes);
    expect(code).toBe(1);
    expect(wrong).toContain(place);
  });
});

it.skipIf(!hasPeer)("a reader that is not ours reads the same of what we build", () => {
  const script = `
import sys
from smllib import SmlStreamReader
reader = SmlStreamReader()
reader.add(sys.stdin.buffer.read())
frame = reader.get_frame()
for entry in frame.parse_frame()[1].message_body.val_list:
    if isinstance(entry.value, int):
        print(entry.obis.obis_code, entry.value, entry.unit, entry.scaler or 0)
`;
  const { stdout, stderr, status } = spawnSync(PYTHON, ["-c", script], { input: house, encoding: "utf8" });
  expect(stderr).toBe("");
  expect(status).toBe(0);
  expect(stdout.trim().split("\n")).toEqual([
    "1-0:1.8.0*255 41812318 30 -1",
    "1-0:2.8.0*255 98765 30 -1",
    "1-0:16.7.0*255 -1234 27 0",
    "1-0:32.7.0*255 2314 35 -1",
  ]);
});
