/**
 * CometBFT as a child: started, started again with a growing wait when it ends by itself, stopped in order. Its log lines (JSON) go
 * into ours, and what is known to stop it is said in plain words.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Facts, Level, Log } from "../log/jsonLines.ts";
import { causeOf, waitIn } from "./causes.ts";

export interface CometChild {
  /** Ends it by SIGTERM, after a while by SIGKILL; resolves when it is gone. */
  stop(): Promise<void>;
  readonly pid: number | undefined;
  /** How often it ended by itself. */
  readonly restarts: number;
}

const LEAST_WAIT = 500;
const MOST_WAIT = 30_000;
/** A run of this length counts as healthy, ms. */
const HEALTHY = 60_000;
const PATIENCE = 10_000;
/** Its consensus has died, of a full disk for one, and the process stays and answers as if it were alive (consensus/state.go, receiveRoutine). */
const DEAD = "CONSENSUS FAILURE!!!";
/** The same reason for doing nothing is said again after, ms. */
const TOLD_AGAIN = 600_000;
/** The end of its log that is searched for the reason of an end. */
const REMEMBERED = 40;

export function startComet(program: string, home: string, log: Log): CometChild {
  let child: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopping = false;
  let failures = 0;
  let restarts = 0;

  // It may say so many times a second, for hours.
  const told = new Map<string, number>();
  const tellWait = (line: string): void => {
    const wait = waitIn(line);
    const now = performance.now();
    if (wait === undefined || now - (told.get(wait.what) ?? -Infinity) < TOLD_AGAIN) return;
    told.set(wait.what, now);
    log.error("CometBFT runs and does nothing", { cause: wait.what, todo: wait.todo });
  };

  const launch = (): void => {
    const startedAt = performance.now();
    const last: string[] = [];
    const mine = spawn(program, ["start", "--home", home], { stdio: ["ignore", "pipe", "pipe"] });
    child = mine;
    for (const stream of [mine.stdout, mine.stderr])
      createInterface({ input: stream }).on("line", (line) => {
        last.push(line);
        if (last.length > REMEMBERED) last.shift();
        pass(line, log);
        tellWait(line);
        if (line.includes(DEAD)) endSoon(mine);
      });
    mine.once("error", (error) => log.error("CometBFT cannot be started", { program, problem: error.message }));
    mine.once("close", (code, signal) => {
      child = undefined;
      if (stopping) return;
      if (performance.now() - startedAt > HEALTHY) failures = 0;
      const wait = Math.min(MOST_WAIT, LEAST_WAIT * 2 ** failures++);
      restarts++;
      const cause = causeOf(last);
      log.error("CometBFT ended; it is started again", {
        code: code ?? -1,
        ...(signal && { signal }),
        waitMs: wait,
        ...(cause && { cause: cause.what, todo: cause.todo }),
      });
      timer = setTimeout(launch, wait);
    });
  };
  launch();

  return {
    get pid() {
      return child?.pid;
    },
    get restarts() {
      return restarts;
    },
    async stop() {
      stopping = true;
      clearTimeout(timer);
      const running = child;
      if (!running) return;
      const ended = new Promise((resolve) => running.once("close", resolve));
      endSoon(running);
      await ended;
    },
  };
}

/** In order, and by force when it does not end. */
function endSoon(child: ChildProcess): void {
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), PATIENCE);
  child.once("close", () => clearTimeout(late));
}

const LEVELS: Readonly<Record<string, Level>> = { debug: "debug", info: "debug", error: "error" };

/** A line of CometBFT in ours. What it calls information is what an operator of the ledger calls detail. */
function pass(line: string, log: Log): void {
  const read = fieldsOf(line);
  if (!read) return log.warn(line.slice(0, 2000), { from: "cometbft" });
  log[LEVELS[read.level] ?? "info"](read.message, { ...read.facts, from: "cometbft" });
}

function fieldsOf(line: string): { level: string; message: string; facts: Facts } | undefined {
  if (!line.startsWith("{")) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof json !== "object" || json === null) return undefined;
  const facts: Record<string, string | number | boolean | null> = {};
  let [level, message] = ["info", ""];
  for (const [key, value] of Object.entries(json) as [string, unknown][]) {
    if (key === "level") level = String(value);
    else if (key === "_msg") message = String(value);
    else if (key !== "ts")
      facts[key] =
        typeof value === "object" && value !== null ? JSON.stringify(value).slice(0, 2000) : (value as string);
  }
  return { level, message, facts };
}
