/** A validator whose clock is wrong by an hour, slow and then fast: the others go on, doctor and log say why, and it follows when the clock is right. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { CLOCK_OFFSET } from "../../build/runtime/skewedComet.ts";
import { homeOf } from "../../node/network/testnet.ts";
import { blockAt } from "../../node/client/questions.ts";
import { type BareNet, openBareNet } from "./bareNet.ts";

const HOUR = 3600;
const GOES_ON = 5;
const PATIENCE = 120;
/** Between the time of a block and the true one, s. */
const NEAR = 60;
const DOCTOR = join(import.meta.dirname, "..", "..", "node", "command", "main.ts");
const SHIFTED = join(import.meta.dirname, "shiftedClock.ts");

const clockOff = (seconds: number): Readonly<Record<string, string>> => ({
  [CLOCK_OFFSET]: `${seconds}s`,
  NODE_OPTIONS: `--import=${SHIFTED}`,
});

/** @param program CometBFT as build/runtime/skewedComet.ts makes it */
export async function wrongClock(folder: string, firstAddress: string, program: string): Promise<string> {
  // Older than the clock is slow: a younger chain would only be waited for.
  const net = await openBareNet({ folder, firstAddress, age: 2 * HOUR });
  try {
    return await played(net, program);
  } finally {
    await net.close();
  }
}

async function played(net: BareNet, program: string): Promise<string> {
  const [one = "", name = ""] = net.names;
  const logFile = join(net.folder, `${name}.log`);
  const withClock = async (seconds: number): Promise<number> => {
    await net.stop(name);
    const begins = readFileSync(logFile, "utf8").length;
    net.start(name, { program, env: clockOff(seconds) });
    const before = await net.height(one);
    await net.reaches(one, before + GOES_ON, PATIENCE);
    return begins;
  };

  const causeSince = (begins: number): Promise<string> =>
    until(`a reason in ${logFile}`, () => causeIn(readFileSync(logFile, "utf8").slice(begins)));
  const early = await causeSince(await withClock(-3 * HOUR));
  if (!/begins later by this clock/.test(early)) throw new Error(`before the beginning the log says: ${early}`);

  const cause = await causeSince(await withClock(-HOUR));
  if (!/clock/.test(cause)) throw new Error(`the log gives another reason: ${cause}`);
  const slow = await doctorSays(net, name, -HOUR);
  if (slow.level !== "fail" || !/35\d\d s behind|36\d\d s behind/.test(slow.what))
    throw new Error(`doctor does not see that the clock is slow: ${JSON.stringify(slow)}`);

  await withClock(HOUR);
  const height = await net.height(one);
  const { header } = (await blockAt(net.urlOf(one), height)).block;
  const off = Math.abs(Date.now() - Date.parse(header.time)) / 1000;
  if (off > NEAR) throw new Error(`one fast clock of four moved the chain's time by ${Math.round(off)} s`);
  const fast = await doctorSays(net, name, HOUR);
  if (fast.level !== "warn" || !/s old/.test(fast.what))
    throw new Error(`doctor does not see that the clock is fast: ${JSON.stringify(fast)}`);

  await net.stop(name);
  net.start(name);
  await net.reaches(name, (await net.height(one)) + GOES_ON, PATIENCE);
  return `before the beginning: "${early}"; slow: "${cause}", doctor "${slow.what}"; fast: the chain's time stayed within ${NEAR} s; agreed at ${await net.agree()}`;
}

/** The cause in the newest line of a node's log that has one. */
function causeIn(log: string): string | undefined {
  for (const line of log.split("\n").toReversed()) {
    try {
      const read: unknown = JSON.parse(line);
      if (typeof read === "object" && read !== null && "cause" in read) return String(read.cause);
    } catch {
      continue;
    }
  }
  return undefined;
}

interface Said {
  readonly of: string;
  readonly level: string;
  readonly what: string;
}

/** What it says of the clock against the chain, on a machine whose clock is off. */
async function doctorSays(net: BareNet, name: string, seconds: number): Promise<Said> {
  return await until(`doctor's word on the clock of ${name}`, async () => {
    const args = [DOCTOR, "doctor", "--json", "--home", homeOf(net.folder, name).root];
    const child = spawn(process.execPath, args, { env: { ...process.env, ...clockOff(seconds) } });
    let said = "";
    child.stdout.on("data", (piece: Buffer) => (said += piece.toString()));
    await new Promise((resolve) => child.once("close", resolve));
    const findings = said
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Said);
    return findings.find(({ of, what }) => of === "clock" && /newest block/.test(what));
  });
}

async function until<T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const deadline = performance.now() + PATIENCE * 1000;
  while (performance.now() < deadline) {
    const found = await look();
    if (found !== undefined) return found;
    await pause(500);
  }
  throw new Error(`${what} did not come within ${PATIENCE} s`);
}
