/**
 * An optical head before a German household meter: transmissions of the Smart Message Language every one to four seconds, over a serial port
 * or from a serial server on the network. A transmission whose checksum does not hold says nothing.
 */
import type { DeviceSource } from "../../shared/ipc/deviceViews.ts";
import { liveOfSml, serverText } from "../../shared/metering/sml/registers.ts";
import { type SmlFramed, SmlStream } from "../../shared/metering/sml/transport.ts";
import { type Adapter, DeviceError, type Hear } from "./device.ts";
import { readLine } from "./spokenLine.ts";

export type SmlSource = Extract<DeviceSource, { kind: "sml" }>;

/** 9,600 baud are 960 bytes a second; a serial server may hold some back. */
const LIMITS = { burst: 65_536, perSecond: 4_096 } as const;
const SILENCE_MS = 30_000;
/** So many damaged ones in a row are no disturbance: the head sits askew, or the line is another one. */
const DAMAGED_MAX = 5;

export const sml = ({ line }: SmlSource): Adapter => ({
  silenceMs: SILENCE_MS,
  session: (hear, signal) => {
    const heard = new Transmissions(hear);
    return readLine(line, { ...LIMITS, sevenBits: false }, (bytes) => heard.push(bytes), signal);
  },
});

class Transmissions {
  readonly #hear: Hear;
  readonly #stream = new SmlStream();
  #damaged = 0;

  constructor(hear: Hear) {
    this.#hear = hear;
  }

  push(bytes: Uint8Array): void {
    for (const framed of this.#stream.push(bytes)) this.#take(framed);
  }

  #take(framed: SmlFramed): void {
    if ("fault" in framed) {
      const code = framed.fault.code === "import.smlChecksum" ? "checksum" : "unreadable";
      if (++this.#damaged >= DAMAGED_MAX) throw new DeviceError(code, { count: this.#damaged });
      return;
    }
    this.#damaged = 0;
    for (const list of framed.lists) {
      const server = serverText(list.server);
      if (server !== null) this.#hear.identity(server);
      const values = liveOfSml(list);
      if (values.length > 0) this.#hear.values(values);
    }
  }
}
