/**
 * A live value of a device, as every protocol's reader gives it: what it is, its sign, its unit, an exact integer. A value that a
 * device does not have is not in the list; nothing is ever filled in with zero.
 */

/**
 * What a value means for a home. Signs: `gridPower` is positive when drawn from the grid, negative when fed in;
 * `generationPower` is positive when making; `batteryPower` is positive when charging; `usedPower` is what a load takes.
 * Counters (`imported` … `discharged`) only grow. `other` has a name of the device's own.
 */
export const ROLES = [
  "gridPower",
  "imported",
  "exported",
  "generationPower",
  "generated",
  "batteryPower",
  "batteryCharge",
  "charged",
  "discharged",
  "usedPower",
  "used",
  "gas",
  "heat",
  "water",
  "voltage",
  "current",
  "frequency",
  "temperature",
  "other",
] as const;
export type Role = (typeof ROLES)[number];

export const UNITS = ["W", "Wh", "V", "A", "Hz", "%", "°C", "VA", "var", "m³", "J", ""] as const;
export type Unit = (typeof UNITS)[number];

export interface LiveValue {
  /** Unique within the device and the same after a restart, such as "203.W" or "1-0:1.8.0". */
  readonly id: string;
  readonly role: Role;
  /** 1 to 3; 0 for all phases together, or where there are none. */
  readonly phase: 0 | 1 | 2 | 3;
  /** The device's own name for it; null where the role says it all. */
  readonly name: string | null;
  readonly unit: Unit;
  /** Thousandths of the unit: mW, mWh, mV … A safe integer. */
  readonly milli: number;
  /** UTC seconds at which a meter behind the meter was read, where that is said: gas and heat come once an hour or so. */
  readonly readAt?: number;
}

/** OBIS registers of the roles that are a boundary meter's own (DESIGN: only boundary registers count). */
export const OBIS: Readonly<Partial<Record<Role, string>>> = {
  imported: "1-0:1.8.0",
  exported: "1-0:2.8.0",
  gridPower: "1-0:16.7.0",
};

/**
 * The register that a value is of: the one that its device named, or that of the role of a device that names none. Where a device's sign
 * is turned round, what it calls drawn is fed in. A second meter within a device ("203#2.W") is not the connection's.
 */
export function registerOf({ id, role, phase, name }: LiveValue): string | null {
  if (!/^\d+-\d+:\d+\.\d+\.\d+$/.test(id))
    return phase === 0 && name === null && !id.includes("#") ? (OBIS[role] ?? null) : null;
  const way = role === "imported" ? "1" : role === "exported" ? "2" : undefined;
  return way === undefined
    ? id
    : id.replace(/^(1-\d+:)[12](\.8\.\d+)$/, (_, medium: string, rest: string) => `${medium}${way}${rest}`);
}

/** `digits · 10^power` in thousandths, half away from zero; null where it is no safe integer. */
export function milliOf(digits: bigint, power: number): number | null {
  const shift = power + 3;
  let milli: bigint;
  if (shift >= 0) milli = digits * 10n ** BigInt(shift);
  else {
    const by = 10n ** BigInt(-shift);
    const half = digits < 0n ? -by / 2n : by / 2n;
    milli = (digits + half) / by;
  }
  return milli > BigInt(Number.MAX_SAFE_INTEGER) || milli < -BigInt(Number.MAX_SAFE_INTEGER) ? null : Number(milli);
}

/** A binary float in thousandths, half away from zero; null where it is none that could be exact. */
export function milliOfFloat(value: number): number | null {
  const milli = Math.sign(value) * Math.round(Math.abs(value) * 1000);
  return Number.isSafeInteger(milli) ? milli + 0 : null;
}

/** Roles that change places when a current transformer looks the other way. */
const OTHER_WAY: Readonly<Partial<Record<Role, Role>>> = {
  imported: "exported",
  exported: "imported",
  charged: "discharged",
  discharged: "charged",
  generated: "used",
  used: "generated",
};
const SIGNED: ReadonlySet<Role> = new Set(["gridPower", "generationPower", "batteryPower", "usedPower", "current"]);

/** The same value of a device whose sign is the wrong way round: power and current change sign, counters change places. */
export function turned(value: LiveValue): LiveValue {
  const role = OTHER_WAY[value.role] ?? value.role;
  const milli = SIGNED.has(value.role) && value.milli !== 0 ? -value.milli : value.milli;
  return { ...value, role, milli };
}
