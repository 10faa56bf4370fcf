/** Where a device is, as a person would write it. A broker's password is never part of it. */
import type { DeviceSource, Line } from "../../shared/ipc/deviceViews.ts";

const at = (host: string, port: number): string => (host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`);
const lineAt = (line: Line): string => (line.over === "network" ? at(line.host, line.port) : line.path);

export function placeOf(source: DeviceSource): string {
  switch (source.kind) {
    case "sunspec":
      return `${at(source.host, source.port)} / ${source.unit}`;
    case "mqtt":
      return `${source.tls ? "mqtts" : "mqtt"}://${at(source.host, source.port)}/${spokenBy(source.speaker)}`;
    case "p1":
    case "sml":
      return lineAt(source.line);
  }
}

type Speaker = Extract<DeviceSource, { kind: "mqtt" }>["speaker"];
function spokenBy(speaker: Speaker): string {
  switch (speaker.speaks) {
    case "homeAssistant":
      return speaker.prefix;
    case "shelly1":
    case "shelly2":
    case "tasmota":
      return speaker.id;
    case "topic":
      return speaker.topic;
  }
}
