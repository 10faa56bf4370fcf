/**
 * Looks for devices where the reader said: Modbus addresses one after the other, a broker for a while, serial ports by their names. One search at
 * a time, slow, and ended at once when told so. Nothing is written to anybody, and nobody outside the own network is asked.
 */
import { MqttClient } from "mqtt";
import type { DeviceSource } from "../../shared/ipc/deviceViews.ts";
import { type FoundDevice, NO_SCAN, SCAN_MAX, type ScanRequest, type ScanView } from "../../shared/ipc/scanViews.ts";
import { DISCOVERY_TOPICS, Discovery } from "../../shared/metering/mqtt/discovery.ts";
import { PAYLOAD_MAX } from "../../shared/metering/mqtt/payload.ts";
import { hostsOf } from "./addressRange.ts";
import { DeviceError } from "./device.ts";
import { openLine } from "./line.ts";
import { brokerOptions, isLogin } from "./mqtt.ts";
import { pause } from "./pause.ts";
import { serialPorts } from "./serialPorts.ts";
import { sunSpec } from "./sunspec.ts";

/** An address of the own network answers within milliseconds, or there is nobody. */
const OPEN_MS = 1_000;
/** A device behind a slow gateway may take as long to say what it is. */
const SAY_MS = 8_000;
const BETWEEN_MS = 50;
/** Reports on change come seldom, what the broker kept at once. */
const LISTEN_S = 15;

type Modbus = Extract<ScanRequest, { where: "modbus" }>;
type Broker = Extract<ScanRequest, { where: "mqtt" }>;

export class Scan {
  readonly #changed: () => void;
  readonly #listenS: number;
  #view: ScanView = NO_SCAN;
  #end: AbortController | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(changed: () => void, listenS = LISTEN_S) {
    this.#changed = changed;
    this.#listenS = listenS;
  }

  get view(): ScanView {
    return this.#view;
  }

  /** Begins; one that is under way is ended first. Resolves when it has begun. */
  async start(request: ScanRequest): Promise<void> {
    await this.stop();
    const end = new AbortController();
    this.#end = end;
    this.#show({ ...NO_SCAN, state: "running", where: request.where });
    this.#running = this.#run(request, end.signal)
      .catch((error: unknown) => {
        if (!end.signal.aborted) this.#show({ fault: faultOf(error) });
      })
      .then(() => this.#show({ state: end.signal.aborted ? "stopped" : "done" }));
  }

  async stop(): Promise<void> {
    this.#end?.abort();
    await this.#running;
  }

  /** Resolves when what is under way is over. */
  async over(): Promise<void> {
    await this.#running;
  }

  #show(change: Partial<ScanView>): void {
    this.#view = { ...this.#view, ...change };
    this.#changed();
  }

  #found(one: FoundDevice): void {
    if (this.#view.found.length < SCAN_MAX) this.#show({ found: [...this.#view.found, one] });
  }

  #run(request: ScanRequest, signal: AbortSignal): Promise<void> {
    switch (request.where) {
      case "modbus":
        return this.#modbus(request, signal);
      case "mqtt":
        return this.#broker(request, signal);
      case "serial":
        for (const { path, name } of serialPorts())
          this.#found({
            source: { kind: "p1", line: { over: "serial", path, baud: 115_200 } },
            identity: name,
            figures: 0,
          });
        return Promise.resolve();
    }
  }

  async #modbus({ addresses, port, units }: Modbus, signal: AbortSignal): Promise<void> {
    const range = hostsOf(addresses);
    if (!range.ok) return this.#show({ fault: { code: range.code, data: { text: range.text, limit: SCAN_MAX } } });
    this.#show({ of: range.hosts.length });
    for (const [i, host] of range.hosts.entries()) {
      if (await answers(host, port, signal))
        for (const unit of new Set(units)) {
          if (signal.aborted) return;
          const found = await sunSpecAt({ kind: "sunspec", host, port, unit }, signal);
          if (found) this.#found(found);
        }
      if (signal.aborted) return;
      this.#show({ asked: i + 1 });
      await pause(BETWEEN_MS, signal);
    }
  }

  async #broker({ host, port, tls, user, password }: Broker, signal: AbortSignal): Promise<void> {
    const { socket, ended } = await openLine({ host, port, tls, burst: 4_194_304, perSecond: 1_048_576 }, signal);
    const client = new MqttClient(() => socket, brokerOptions(user, password));
    const heard = new Discovery();
    const tell = (): void =>
      this.#show({
        found: heard.found.map(({ speaker, figures }): FoundDevice => {
          const source: DeviceSource = { kind: "mqtt", host, port, tls, user, password: "", speaker };
          return { source, identity: "id" in speaker ? speaker.id : null, figures };
        }),
      });
    try {
      const refused = new Promise<never>((_, reject) => {
        client.on("error", (error) =>
          reject(new DeviceError(isLogin(error) ? "login" : "unreachable", { host, why: "MQTT" })),
        );
        client.on("connect", () => client.subscribe([...DISCOVERY_TOPICS], { qos: 0 }));
        client.on("message", (topic, payload) => {
          if (payload.length <= PAYLOAD_MAX && heard.hear(topic, payload.toString("utf8"))) tell();
        });
      });
      const listening = (async () => {
        for (let second = 0; second < this.#listenS; second++) {
          this.#show({ asked: second, of: this.#listenS });
          await pause(1_000, signal);
        }
        tell();
        this.#show({ asked: this.#listenS });
      })();
      await Promise.race([ended, refused, listening]);
    } finally {
      client.on("error", () => undefined);
      client.end(true);
      socket.destroy();
    }
  }
}

async function answers(host: string, port: number, signal: AbortSignal): Promise<boolean> {
  try {
    const { socket } = await openLine({ host, port, burst: 4_096, perSecond: 4_096, openMs: OPEN_MS }, signal);
    socket.destroy();
    return true;
  } catch {
    return false;
  }
}

/** One that speaks SunSpec, with what it says of itself and how many figures it showed at first. */
async function sunSpecAt(
  source: Extract<DeviceSource, { kind: "sunspec" }>,
  signal: AbortSignal,
): Promise<FoundDevice | null> {
  const end = new AbortController();
  const over = (): void => end.abort();
  signal.addEventListener("abort", over, { once: true });
  const late = setTimeout(over, SAY_MS);
  let identity: string | null = null;
  let figures = 0;
  try {
    const said = (list: readonly unknown[]): void => {
      figures = list.length;
      end.abort();
    };
    await sunSpec(source).session({ identity: (text) => (identity = text.slice(0, 120)), values: said }, end.signal);
  } catch {
    // Ended by what it said, by the time, or because it speaks something else.
  } finally {
    clearTimeout(late);
    signal.removeEventListener("abort", over);
  }
  return identity === null && figures === 0 ? null : { source, identity, figures };
}

function faultOf(error: unknown): NonNullable<ScanView["fault"]> {
  if (!(error instanceof DeviceError)) return { code: "internal", data: { why: String(error) } };
  const { code, data } = error.fault;
  if (code === "notLocal") return { code, data: { text: String(data["host"] ?? "") } };
  if (code === "login") return { code, data };
  return { code: "unreachable", data };
}
