/**
 * Devices on a broker of the home, read with MQTT.js on a socket of ours, which bounds what the broker may say. One client per
 * device: it subscribes, never publishes. Reconnecting is the keeper's.
 */
import { type IClientOptions, MqttClient } from "mqtt";
import type { DeviceSource, Speaker } from "../../shared/ipc/deviceViews.ts";
import { customTopic } from "../../shared/metering/mqtt/customTopic.ts";
import { homeAssistant } from "../../shared/metering/mqtt/homeAssistant.ts";
import type { Listener } from "../../shared/metering/mqtt/listener.ts";
import { PAYLOAD_MAX } from "../../shared/metering/mqtt/payload.ts";
import { shellyFirst, shellySecond } from "../../shared/metering/mqtt/shelly.ts";
import { tasmota } from "../../shared/metering/mqtt/tasmota.ts";
import { type Adapter, DeviceError, type Hear } from "./device.ts";
import { openLine } from "./line.ts";

export type MqttSource = Extract<DeviceSource, { kind: "mqtt" }>;

/** Announcements of a whole home come at once when one subscribes. */
const BURST = 4_194_304;
const PER_SECOND = 262_144;
const CONNECT_MS = 5_000;
/** Bad user or password, not authorised (MQTT 3.1.1, 3.2.2.3). */
const LOGIN = [4, 5];

/** Reporting on change, devices may be silent for minutes while nothing changes; Tasmota's telemetry comes every five. */
const SILENCE_MS = 11 * 60_000;

export const mqtt = (source: MqttSource, silenceMs = SILENCE_MS): Adapter => ({
  silenceMs,
  session: async (hear, signal) => {
    const listener = listenerOf(source.speaker);
    if (!listener) throw new DeviceError("unreadable", { host: source.host, port: source.port });
    const { host, port, tls } = source;
    const { socket, ended } = await openLine({ host, port, tls, burst: BURST, perSecond: PER_SECOND }, signal);
    const client = new MqttClient(() => socket, brokerOptions(source.user, source.password));
    try {
      return await Promise.race([ended, listen(client, source, listener, hear)]);
    } finally {
      client.on("error", () => undefined);
      client.end(true);
      socket.destroy();
    }
  },
});

export const brokerOptions = (user: string, password: string): IClientOptions => ({
  protocolVersion: 4,
  clean: true,
  reconnectPeriod: 0,
  connectTimeout: CONNECT_MS,
  keepalive: 30,
  resubscribe: false,
  ...(user === "" ? {} : { username: user, password }),
});

export function isLogin(error: Error): boolean {
  const code: unknown = "code" in error ? error.code : undefined;
  return typeof code === "number" && LOGIN.includes(code);
}

function listenerOf(speaker: Speaker): Listener | undefined {
  switch (speaker.speaks) {
    case "homeAssistant":
      return homeAssistant(speaker.prefix);
    case "shelly1":
      return shellyFirst(speaker.id, speaker.sits);
    case "shelly2":
      return shellySecond(speaker.id, speaker.sits);
    case "tasmota":
      return tasmota(speaker.id, speaker.sits);
    case "topic":
      return customTopic(speaker.topic, speaker.path, speaker.role, speaker.unit);
  }
}

function listen(client: MqttClient, { host, port }: MqttSource, listener: Listener, hear: Hear): Promise<never> {
  return new Promise<never>((_, reject) => {
    const listening = new Set<string>();
    const subscribe = (topics: readonly string[]): void => {
      const fresh = topics.filter((topic) => !listening.has(topic));
      if (fresh.length === 0) return;
      for (const topic of fresh) listening.add(topic);
      client.subscribe(fresh, { qos: 0 }, (error) => {
        if (error) reject(new DeviceError("closed", { host, port, why: "subscribe" }));
      });
    };
    client.on("connect", () => subscribe(listener.topics));
    client.on("message", (topic, payload, packet) => {
      if (payload.length > PAYLOAD_MAX) return;
      const said = listener.hear(topic, payload.toString("utf8"), packet.retain);
      subscribe(said.topics);
      if (said.values.length > 0) hear.values(said.values);
    });
    client.on("error", (error) => {
      reject(new DeviceError(isLogin(error) ? "login" : "unreadable", { host, port }));
    });
    client.on("close", () => reject(new DeviceError("closed", { host, port })));
  });
}
