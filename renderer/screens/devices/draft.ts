/** What the reader typed about a new device, and what it amounts to. */
import { DeviceEntry, type DeviceSource, type Sits } from "../../../shared/ipc/deviceViews.ts";
import type { SAID_UNITS } from "../../../shared/metering/live/said.ts";
import type { Role } from "../../../shared/metering/live/value.ts";

export const KINDS = [
  "sunspec",
  "p1",
  "p1serial",
  "sml",
  "smlserial",
  "homeAssistant",
  "shelly1",
  "shelly2",
  "tasmota",
  "topic",
] as const;
export type Kind = (typeof KINDS)[number];

export interface Draft {
  readonly kind: Kind;
  readonly name: string;
  readonly host: string;
  readonly port: string;
  readonly unit: string;
  readonly path: string;
  readonly baud: "9600" | "115200";
  readonly tls: boolean;
  readonly user: string;
  readonly password: string;
  readonly prefix: string;
  readonly id: string;
  readonly topicName: string;
  readonly jsonPath: string;
  readonly role: Role;
  readonly saidUnit: (typeof SAID_UNITS)[number];
  readonly sits: Sits;
  readonly reversed: boolean;
}
export type Field = keyof Draft;

export const EMPTY: Draft = {
  kind: "sunspec",
  name: "",
  host: "",
  port: "502",
  unit: "1",
  path: "/dev/ttyUSB0",
  baud: "115200",
  tls: false,
  user: "",
  password: "",
  prefix: "homeassistant",
  id: "",
  topicName: "",
  jsonPath: "",
  role: "gridPower",
  saidUnit: "W",
  sits: "grid",
  reversed: false,
};

const USUAL_PORT: Readonly<Record<Kind, string>> = {
  sunspec: "502",
  p1: "23",
  p1serial: "",
  sml: "23",
  smlserial: "",
  homeAssistant: "1883",
  shelly1: "1883",
  shelly2: "1883",
  tasmota: "1883",
  topic: "1883",
};
export const ofKind = (draft: Draft, kind: Kind): Draft => ({ ...draft, kind, port: USUAL_PORT[kind] });

const BROKER = ["host", "port", "tls", "user", "password"] as const satisfies Field[];
/** The fields of each kind, in the order of the page; the name comes first and the sign last for all. */
export const FIELDS: Readonly<Record<Kind, readonly Field[]>> = {
  sunspec: ["host", "port", "unit"],
  p1: ["host", "port"],
  p1serial: ["path", "baud"],
  sml: ["host", "port"],
  smlserial: ["path"],
  homeAssistant: [...BROKER, "prefix"],
  shelly1: [...BROKER, "id", "sits"],
  shelly2: [...BROKER, "id", "sits"],
  tasmota: [...BROKER, "id", "sits"],
  topic: [...BROKER, "topicName", "jsonPath", "role", "saidUnit"],
};

/** The entry as the contract wants it, or the fields that do not fit. */
export function entryOf(draft: Draft): DeviceEntry | readonly Field[] {
  const parsed = DeviceEntry.safeParse({ name: draft.name, reversed: draft.reversed, source: sourceOf(draft) });
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path }) => PLACE_OF[String(path.at(-1))] ?? "name");
  return [...new Set(wrong)];
}

/** Names of the contract's fields that differ from the page's. */
const PLACE_OF: Readonly<Record<string, Field>> = {
  name: "name",
  host: "host",
  port: "port",
  path: "path",
  baud: "baud",
  user: "user",
  password: "password",
  prefix: "prefix",
  id: "id",
  topic: "topicName",
  role: "role",
  unit: "unit",
  sits: "sits",
};

function sourceOf(draft: Draft): unknown {
  const { kind, host: typed, user, password, tls, sits, id } = draft;
  const host = typed.trim();
  const port = /^\d+$/.test(draft.port.trim()) ? Number(draft.port) : NaN;
  const onBroker = (speaker: unknown) => ({ kind: "mqtt", host, port, tls, user, password, speaker });
  switch (kind) {
    case "sunspec":
      return { kind: "sunspec", host, port, unit: /^\d+$/.test(draft.unit.trim()) ? Number(draft.unit) : NaN };
    case "p1":
      return { kind: "p1", line: { over: "network", host, port } };
    case "p1serial":
      return { kind: "p1", line: { over: "serial", path: draft.path.trim(), baud: Number(draft.baud) } };
    case "sml":
      return { kind: "sml", line: { over: "network", host, port } };
    case "smlserial":
      return { kind: "sml", line: { over: "serial", path: draft.path.trim(), baud: 9600 } };
    case "homeAssistant":
      return onBroker({ speaks: "homeAssistant", prefix: draft.prefix.trim() });
    case "shelly1":
    case "shelly2":
    case "tasmota":
      return onBroker({ speaks: kind, id: id.trim(), sits });
    case "topic":
      return onBroker({
        speaks: "topic",
        topic: draft.topicName.trim(),
        path: draft.jsonPath.trim(),
        role: draft.role,
        unit: draft.saidUnit,
      });
  }
}

/** What a source is called among the kinds of the form. */
export function kindOf(source: DeviceSource): Kind {
  switch (source.kind) {
    case "sunspec":
      return "sunspec";
    case "p1":
      return source.line.over === "serial" ? "p1serial" : "p1";
    case "sml":
      return source.line.over === "serial" ? "smlserial" : "sml";
    case "mqtt":
      return source.speaker.speaks;
  }
}

/** The form filled in with what was found; `password` is the one that the broker was searched with. */
export function draftOf(source: DeviceSource, identity: string | null, password: string): Draft {
  const draft = ofKind({ ...EMPTY, name: (identity ?? "").slice(0, 60) }, kindOf(source));
  switch (source.kind) {
    case "sunspec":
      return { ...draft, host: source.host, port: String(source.port), unit: String(source.unit) };
    case "p1":
    case "sml":
      return source.line.over === "serial"
        ? { ...draft, path: source.line.path, baud: source.line.baud === 9600 ? "9600" : "115200" }
        : { ...draft, host: source.line.host, port: String(source.line.port) };
    case "mqtt": {
      const { host, port, tls, user, speaker } = source;
      const broker = { ...draft, host, port: String(port), tls, user, password };
      if (speaker.speaks === "homeAssistant") return { ...broker, prefix: speaker.prefix };
      return "id" in speaker ? { ...broker, id: speaker.id } : broker;
    }
  }
}
