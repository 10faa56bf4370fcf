/** The devices of a job that are there now, and what each of them has to be compared for. */
import type { Role } from "../metering/live/value.ts";
import { deviceKey } from "./deviceIdentity.ts";
import type { Check, Job, JobDevice, Sits } from "./job.ts";

export const present = <D extends Pick<JobDevice, "removed">>(devices: readonly D[]): readonly D[] =>
  devices.filter(({ removed }) => removed === null);

export const boundaryOf = (devices: readonly JobDevice[]): JobDevice | undefined =>
  present(devices).find(({ sits }) => sits === "boundary");

/**
 * Which figures a person holds against the display, by where a device measures. The boundary meter's power tells the transformers' direction,
 * its counters are what is settled; `feeds`: energy may leave the home, so that the counter of feeding in matters too.
 */
export function rolesToCheck(sits: Sits, feeds: boolean): readonly Role[] {
  switch (sits) {
    case "boundary":
      return feeds ? ["gridPower", "imported", "exported"] : ["gridPower", "imported"];
    case "generation":
      return ["generationPower"];
    case "battery":
      return ["batteryPower"];
    case "load":
      return [];
  }
}

export interface ToCheck {
  readonly device: string;
  readonly role: Role;
  /** The latest comparison; undefined before the first. */
  readonly check: Check | undefined;
  readonly done: boolean;
}

/** All comparisons that the job asks for, device by device. */
export function checksOf({
  devices,
  checks,
  exportW,
}: Pick<Job, "devices" | "checks" | "exportW">): readonly ToCheck[] {
  const feeds = exportW === null || exportW > 0;
  return present(devices).flatMap(({ identity, sits }) => {
    const device = deviceKey(identity);
    return rolesToCheck(sits, feeds).map((role): ToCheck => {
      const check = checks.findLast((one) => one.device === device && one.role === role);
      return { device, role, check, done: check !== undefined && settles(check) };
    });
  });
}

/** It agrees, or the display does not show it and a reason stands there. */
export const settles = ({ verdict, reason }: Pick<Check, "verdict" | "reason">): boolean =>
  verdict === "agrees" || (verdict === "unseen" && reason !== null);
