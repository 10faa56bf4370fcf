/** A telegram's counters as readings of the model, with the sum over tariffs where the meter itself shows none. */
import type { Reading, Source } from "../registers/reading.ts";
import { tariffSums } from "./tariffSums.ts";
import type { TelegramMeaning } from "./telegramMeaning.ts";

/** `came`: when the telegram came, for telegrams that state no time; without either there is no reading of the meter itself. */
export function readingsOf(meaning: TelegramMeaning, source: Source, came: number | null = null): Reading[] {
  const at = meaning.at ?? came;
  const readings: Reading[] = [];
  const put = (register: string, { value, unit }: Pick<Reading, "value" | "unit">, time: number | null): void => {
    if (time !== null) readings.push({ register, value, unit, at: time, quality: "measured", source });
  };
  for (const one of meaning.registers) if (one.counter) put(one.register, one, at);
  for (const { register, value } of tariffSums(meaning.registers)) put(register, { value, unit: "Wh" }, at);
  for (const { reading } of meaning.subMeters) if (reading) put(reading.register, reading, reading.at ?? at);
  return readings;
}
