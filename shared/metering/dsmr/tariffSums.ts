/** The total of a meter that shows its tariffs alone: 1.8.0 = 1.8.1 + 1.8.2 + …, and the same for what is fed in. */
import { EXPORTED, IMPORTED, readObis } from "../registers/obis.ts";
import { isValue, type Unit } from "../registers/reading.ts";

interface Register {
  readonly register: string;
  readonly value: number;
  readonly unit: Unit;
}

/** Wh. Nothing where the total itself is shown, or no tariff is. */
export function tariffSums(registers: readonly Register[]): { readonly register: string; readonly value: number }[] {
  return [IMPORTED, EXPORTED].flatMap((total) => {
    const tariffs = registers.filter(({ register, unit }) => unit === "Wh" && isTariffOf(register, total));
    if (tariffs.length === 0 || registers.some(({ register }) => register === total)) return [];
    const value = tariffs.reduce((sum, one) => sum + one.value, 0);
    return isValue(value) ? [{ register: total, value }] : [];
  });
}

function isTariffOf(register: string, total: string): boolean {
  const [code, sum] = [readObis(register), readObis(total)];
  return code !== undefined && sum !== undefined && code.tariff > 0 && code.medium === sum.medium && code.channel === sum.channel && code.quantity === sum.quantity && code.processing === 8; // prettier-ignore
}
