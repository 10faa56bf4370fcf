/**
 * SunSpec over Modbus TCP: walks the chain of models once, then reads those with live figures every interval, one request at a
 * time, since many devices serve one only.
 */
import ModbusRTU from "modbus-serial";
import type { LiveValue } from "../../shared/metering/live/value.ts";
import { type Found, walkChain } from "../../shared/metering/sunspec/chain.ts";
import { identityOf, liveOf } from "../../shared/metering/sunspec/live.ts";
import { decodeModel, type Model, wantedLength } from "../../shared/metering/sunspec/models.ts";
import { type Adapter, DeviceError, type Hear } from "./device.ts";
import { openLine } from "./line.ts";
import { pause } from "./pause.ts";

export interface SunSpecSource {
  readonly host: string;
  readonly port: number;
  readonly unit: number;
}

/** Most registers of one request (Modbus Application Protocol 6.3). */
const AT_ONCE = 125;
const ANSWER_MS = 3_000;
/** A model of 125 registers is 260 bytes; ten models every second, and a chain at the start. */
const BURST = 262_144;
const PER_SECOND = 65_536;
/** Modbus exceptions: illegal function, illegal address, illegal value; and a gateway whose unit does not answer. */
const REFUSALS = [1, 2, 3];
const UNIT_SILENT = [10, 11];

export const sunSpec = (source: SunSpecSource, intervalMs = 1_000): Adapter => ({
  silenceMs: Math.max(10_000, 3 * intervalMs),
  session: async (hear, signal) => {
    const { socket, ended } = await openLine({ ...source, burst: BURST, perSecond: PER_SECOND }, signal);
    try {
      return await Promise.race([ended, speak(socket, source, intervalMs, hear, signal)]);
    } finally {
      socket.destroy();
    }
  },
});

type Socket = Awaited<ReturnType<typeof openLine>>["socket"];

async function speak(
  socket: Socket,
  { host, port, unit }: SunSpecSource,
  intervalMs: number,
  hear: Hear,
  signal: AbortSignal,
): Promise<never> {
  const client = new ModbusRTU();
  client.on("error", () => undefined); // the socket's own error is what counts
  await client.linkTCP(socket, { port });
  client.setID(unit);
  client.setTimeout(ANSWER_MS);
  const read = async (address: number, count: number): Promise<readonly number[]> => {
    const words: number[] = [];
    while (words.length < count) {
      const asked = Math.min(AT_ONCE, count - words.length);
      const { data } = await client.readHoldingRegisters(address + words.length, asked);
      if (data.length !== asked) throw new DeviceError("unreadable", { host, port });
      words.push(...data);
    }
    return words;
  };

  try {
    const chain = await walkChain(read, (error) => REFUSALS.includes(codeOf(error) ?? 0));
    if (!chain.ok) {
      if (chain.why === "noMarker") throw new DeviceError("noMarker", { host, unit });
      throw new DeviceError("broken", { host, address: chain.address });
    }
    const decoded = async ({ id, address, length }: Found): Promise<Model | undefined> =>
      decodeModel(id, await read(address, wantedLength(id, length)));
    const about = chain.models.find(({ id }) => id === 1);
    const { maker, model, serial } = identityOf(about && (await decoded(about)));
    const named = [maker, model, serial].filter((part) => part !== null);
    if (named.length > 0) hear.identity(named.join(" "));

    const lively = chain.models.filter(({ id }) => isLively(id));
    if (lively.length === 0)
      throw new DeviceError("nothingKnown", { models: chain.models.map(({ id }) => id).join(", ") });
    for (;;) {
      const startedAt = performance.now();
      const values: LiveValue[] = [];
      const seen = new Map<number, number>();
      for (const found of lively) {
        const instance = seen.get(found.id) ?? 0;
        seen.set(found.id, instance + 1);
        const read = await decoded(found);
        if (read) values.push(...liveOf(read, instance));
      }
      hear.values(values);
      await pause(Math.max(0, intervalMs - (performance.now() - startedAt)), signal);
    }
  } catch (error) {
    if (error instanceof DeviceError) throw error;
    const code = codeOf(error);
    if (code !== undefined && UNIT_SILENT.includes(code)) throw new DeviceError("unitSilent", { host, unit });
    if (code !== undefined) throw new DeviceError("unreadable", { host, port });
    throw new DeviceError("silent", { host, port });
  }
}

const isLively = (id: number): boolean => {
  const kind = decodeModel(id, [])?.kind;
  return kind === "inverter" || kind === "meter" || kind === "inputs" || kind === "battery" || kind === "storage";
};

function codeOf(error: unknown): number | undefined {
  const code: unknown = typeof error === "object" && error !== null ? Reflect.get(error, "modbusCode") : undefined;
  return typeof code === "number" ? code : undefined;
}
