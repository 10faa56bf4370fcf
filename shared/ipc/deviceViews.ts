/** Devices of a home as windows see them: how each is reached, what it says now, since when it has been silent. */
import { z } from "zod";
import { SAID_UNITS } from "../metering/live/said.ts";
import { ROLES, UNITS } from "../metering/live/value.ts";

/** A name or an address of the own network; which addresses are allowed is decided where the line is opened. */
const Host = z
  .string()
  .min(1)
  .max(253)
  .regex(/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$|^[0-9A-Fa-f:]*:[0-9A-Fa-f:.]+$/);
const Port = z.number().int().min(1).max(65_535);
/** A topic or a part of one, without wildcards. */
const Topic = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^#+\p{Cc}]+$/u);

/** A line that only speaks: over the network, or a serial port of this machine. */
const Line = z.discriminatedUnion("over", [
  z.strictObject({ over: z.literal("network"), host: Host, port: Port }),
  z.strictObject({
    over: z.literal("serial"),
    path: z.string().regex(/^\/dev\/[A-Za-z0-9._/-]{1,100}$/),
    baud: z.union([z.literal(9600), z.literal(115_200)]),
  }),
]);
export type Line = z.infer<typeof Line>;

/** Where a plug or clamp sits: at the home's connection, at its generation, at a load. Its figures get their meaning from that. */
export const Sits = z.enum(["grid", "generation", "load"]);
export type Sits = z.infer<typeof Sits>;

/** What is said on a broker, and by whom. */
const Speaker = z.discriminatedUnion("speaks", [
  /** Everything that announced itself the way of Home Assistant. */
  z.strictObject({ speaks: z.literal("homeAssistant"), prefix: Topic }),
  /** Shelly of the first generation: `shellies/ID/…`. */
  z.strictObject({ speaks: z.literal("shelly1"), id: Topic, sits: Sits }),
  /** Shelly from the second generation on: `PREFIX/status/…` and `PREFIX/events/rpc`. */
  z.strictObject({ speaks: z.literal("shelly2"), id: Topic, sits: Sits }),
  z.strictObject({ speaks: z.literal("tasmota"), id: Topic, sits: Sits }),
  /** One figure at a path of a JSON text, or the text itself where the path is empty. */
  z.strictObject({
    speaks: z.literal("topic"),
    topic: Topic,
    path: z.string().max(200),
    role: z.enum(ROLES),
    unit: z.enum(SAID_UNITS),
  }),
]);
export type Speaker = z.infer<typeof Speaker>;

export const DeviceSource = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("sunspec"), host: Host, port: Port, unit: z.number().int().min(0).max(255) }),
  z.strictObject({
    kind: z.literal("mqtt"),
    host: Host,
    port: Port,
    tls: z.boolean(),
    user: z.string().max(200),
    password: z.string().max(200),
    speaker: Speaker,
  }),
  z.strictObject({ kind: z.literal("p1"), line: Line }),
  /** An optical head, in the Smart Message Language. */
  z.strictObject({ kind: z.literal("sml"), line: Line }),
]);
export type DeviceSource = z.infer<typeof DeviceSource>;

export const DeviceName = z.string().trim().min(1).max(60);
export const DEVICES_MAX = 200;

/** What the reader enters. `reversed`: the current transformer looks the other way, so signs and counters change places. */
export const DeviceEntry = z.strictObject({ name: DeviceName, source: DeviceSource, reversed: z.boolean() });
export type DeviceEntry = z.infer<typeof DeviceEntry>;
export const DeviceId = z.string().regex(/^[0-9a-f]{16}$/);

export const DEVICE_FAULTS = [
  "unreachable",
  "notLocal",
  "closed",
  "silent",
  "tooMuch",
  "login",
  "noMarker",
  "broken",
  "nothingKnown",
  "unitSilent",
  "noPort",
  "noSerial",
  "checksum",
  "unreadable",
  "internal",
] as const;
/** Why a device does not speak now, with the figures of the sentence. */
export const DeviceFault = z.strictObject({
  code: z.enum(DEVICE_FAULTS),
  data: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type DeviceFault = z.infer<typeof DeviceFault>;

export const LiveReading = z.strictObject({
  id: z.string(),
  role: z.enum(ROLES),
  /** OBIS register where the figure is the boundary meter's; null otherwise. */
  register: z.string().nullable(),
  phase: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
  name: z.string().nullable(),
  unit: z.enum(UNITS),
  milli: z.number().int(),
  /** When it came, ms of this computer's clock. */
  at: z.number().int(),
  /** stale: nothing newer came for longer than the device should be silent. Its last figure stays. */
  quality: z.enum(["measured", "stale"]),
});
export type LiveReading = z.infer<typeof LiveReading>;

export const DeviceView = z.strictObject({
  id: DeviceId,
  name: z.string(),
  kind: z.enum(["sunspec", "mqtt", "p1", "sml"]),
  /** Where it is, as a person would write it; never with a password. */
  place: z.string(),
  reversed: z.boolean(),
  /** Maker, model and number, as the device says them. */
  identity: z.string().nullable(),
  state: z.enum(["starting", "live", "stale"]),
  /** When it was last heard, ms; null before the first time. */
  heardAt: z.number().int().nullable(),
  fault: DeviceFault.nullable(),
  values: z.array(LiveReading),
});
export type DeviceView = z.infer<typeof DeviceView>;
