/**
 * A P1 telegram's figures as live values: what is drawn and fed in together is one signed power; counters per tariff keep their
 * register, and are summed where the meter shows no total. A telegram without a figure says nothing of it.
 */
import type { SubMeter, TelegramMeaning, TelegramRegister } from "../dsmr/telegramMeaning.ts";
import { tariffSums } from "../dsmr/tariffSums.ts";
import type { LiveValue, Role, Unit } from "./value.ts";

/** Power drawn, power fed in, voltage and current, by phase (IEC 62056-61, groups C.D.E). */
const PHASES = [
  { phase: 0, drawn: "1-0:1.7.0", fed: "1-0:2.7.0", volts: "", amperes: "" },
  { phase: 1, drawn: "1-0:21.7.0", fed: "1-0:22.7.0", volts: "1-0:32.7.0", amperes: "1-0:31.7.0" },
  { phase: 2, drawn: "1-0:41.7.0", fed: "1-0:42.7.0", volts: "1-0:52.7.0", amperes: "1-0:51.7.0" },
  { phase: 3, drawn: "1-0:61.7.0", fed: "1-0:62.7.0", volts: "1-0:72.7.0", amperes: "1-0:71.7.0" },
] as const;

export function valuesOf({ registers, subMeters }: TelegramMeaning): LiveValue[] {
  const by = new Map(registers.map((register) => [register.register, register]));
  const values: LiveValue[] = [];
  const push = (
    id: string,
    role: Role,
    phase: LiveValue["phase"],
    milli: number,
    unit: Unit,
    name: string | null,
  ): void => {
    if (Number.isSafeInteger(milli)) values.push({ id, role, phase, name, unit, milli });
  };
  for (const { phase, drawn, fed, volts, amperes } of PHASES) {
    const from = by.get(drawn);
    const back = by.get(fed);
    if (from?.unit === "W" || back?.unit === "W")
      push(`power${phase}`, "gridPower", phase, ((from?.value ?? 0) - (back?.value ?? 0)) * 1000, "W", null);
    const voltage = by.get(volts);
    if (voltage?.unit === "mV") push(volts, "voltage", phase, voltage.value, "V", null);
    const current = by.get(amperes);
    if (current?.unit === "mA") push(amperes, "current", phase, current.value, "A", null);
  }
  for (const { register, value } of tariffSums(registers))
    push(register, register.startsWith("1-0:1.") ? "imported" : "exported", 0, value * 1000, "Wh", null);
  for (const register of registers) {
    const energy = energyOf(register);
    if (energy) push(register.register, energy.role, 0, register.value * 1000, "Wh", energy.tariff);
  }
  for (const meter of subMeters) {
    const figure = ofSubMeter(meter);
    const { reading, equipment } = meter;
    if (!figure || !reading || !Number.isSafeInteger(figure.milli)) continue;
    const readAt = reading.at === null ? {} : { readAt: reading.at };
    values.push({ id: reading.register, ...figure, phase: 0, name: equipment, ...readAt });
  }
  return values;
}

/** 1.8.x drawn, 2.8.x fed in; x is the tariff, 0 their sum. */
function energyOf({ register, unit }: TelegramRegister): { role: Role; tariff: string | null } | undefined {
  const found = /^1-0:([12])\.8\.(\d)$/.exec(register);
  if (!found || unit !== "Wh") return undefined;
  return { role: found[1] === "1" ? "imported" : "exported", tariff: found[2] === "0" ? null : `T${found[2]}` };
}

function ofSubMeter({ carrier, deviceType, reading }: SubMeter): { role: Role; milli: number; unit: Unit } | undefined {
  if (!reading) return undefined;
  const role: Role =
    carrier === "gas" ? "gas" : carrier === "heat" ? "heat" : deviceType === 6 || deviceType === 7 ? "water" : "other";
  switch (reading.unit) {
    case "L":
      return { role, milli: reading.value, unit: "m³" };
    case "kJ":
      return { role, milli: reading.value * 1_000_000, unit: "J" };
    case "Wh":
      return { role, milli: reading.value * 1000, unit: "Wh" };
    default:
      return undefined;
  }
}
