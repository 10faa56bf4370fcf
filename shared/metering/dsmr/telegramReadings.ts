/** A telegram's counters as readings of the model, with the sum over tariffs where the meter itself shows none. */
import { EXPORTED, IMPORTED, readObis } from "../registers/obis.ts";
import type { Reading, Source } from "../registers/reading.ts";
import type { TelegramMeaning } from "./telegramMeaning.ts";

/** `came`: when the telegram came, for telegrams that state no time; without either there is no reading of the meter itself. */
export function readingsOf(meaning: TelegramMeaning, source: Source, came: number | null = null): Reading[] {
  const at = meaning.at ?? came;
  const readings: Reading[] = [];
  const put = (register: string, { value, unit }: Pick<Reading, "value" | "unit">, time: number | null): void => {
    if (time !== null) readings.push({ register, value, unit, at: time, quality: "measured", source });
  };
  for (const one of meaning.registers) if (one.counter) put(one.register, one, at);
  for (const total of [IMPORTED, EXPORTED]) {
    const tariffs = meaning.registers.filter(({ register }) => isTariffOf(register, total));
    if (tariffs.length === 0 || meaning.registers.some(({ register }) => register === total)) continue;
    put(total, { value: tariffs.reduce((sum, { value }) => sum + value, 0), unit: "Wh" }, at);
  }
  for (const { reading } of meaning.subMeters) if (reading) put(reading.register, reading, reading.at ?? at);
  return readings;
}

function isTariffOf(register: string, total: string): boolean {
  const [code, sum] = [readObis(register), readObis(total)];
  return code !== undefined && sum !== undefined && code.tariff > 0 && code.medium === sum.medium && code.channel === sum.channel && code.quantity === sum.quantity && code.processing === 8; // prettier-ignore
}
