/** The adapter of each kind of device. */
import type { DeviceSource } from "../../shared/ipc/deviceViews.ts";
import type { Adapter } from "./device.ts";
import { mqtt } from "./mqtt.ts";
import { p1 } from "./p1.ts";
import { sml } from "./sml.ts";
import { sunSpec } from "./sunspec.ts";

export function adapterOf(source: DeviceSource): Adapter {
  switch (source.kind) {
    case "sunspec":
      return sunSpec(source);
    case "mqtt":
      return mqtt(source);
    case "p1":
      return p1(source);
    case "sml":
      return sml(source);
  }
}
