/** Starts mosquitto, where it is installed: WATTLIGHT_MOSQUITTO names its program where it is not on the path. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { connectAsync, type MqttClient } from "mqtt";
import { temporaryFolder } from "../../temporaryFolder.ts";
import { freePort } from "./freePort.ts";

const PROGRAM = process.env["WATTLIGHT_MOSQUITTO"] ?? "mosquitto";
export const missing: string | null =
  spawnSync(PROGRAM, ["-h"], { timeout: 20_000 }).error === undefined
    ? null
    : `${PROGRAM} cannot be started (WATTLIGHT_MOSQUITTO names another program)`;
if (missing !== null) console.warn(`SKIPPED: nothing was read from a broker that is not ours: ${missing}`);

export interface Broker {
  readonly port: number;
  readonly closed: number;
  readonly client: MqttClient;
  readonly stop: () => Promise<void>;
}

/** A broker on a free port, or on `port`, with a client of the test's own that publishes; on `closed` it lets nobody in. */
export async function broker({ port = 0 } = {}): Promise<Broker> {
  const at = port === 0 ? await freePort() : port;
  const folder = temporaryFolder();
  const file = join(folder, "mosquitto.conf");
  const closed = await freePort();
  writeFileSync(
    file,
    `per_listener_settings true
listener ${at} 127.0.0.1
allow_anonymous true
listener ${closed} 127.0.0.1
allow_anonymous false
`,
  );
  const child = spawn(PROGRAM, ["-c", file], { stdio: ["ignore", "ignore", "pipe"] });
  await new Promise<void>((resolve, reject) => {
    child.stderr.on("data", (text: Buffer) => void (text.includes("running") && resolve()));
    child.once("exit", (code) => reject(new Error(`mosquitto ended with code ${code}`)));
  });
  const client = await connectAsync(`mqtt://127.0.0.1:${at}`, { reconnectPeriod: 50 });
  return {
    port: at,
    closed,
    client,
    stop: async () => {
      await client.endAsync(true);
      await ended(child);
    },
  };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGKILL");
  await gone;
}
