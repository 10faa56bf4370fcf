/** The telegrams of real meters and of the standards beside what another parser reads from them: fields and units are equal. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readTelegram } from "../../../../shared/metering/dsmr/telegram.ts";
import { meaningOf, type TelegramMeaning } from "../../../../shared/metering/dsmr/telegramMeaning.ts";

const FOLDER = join(import.meta.dirname, "../../../../../shared/data/meters/dsmr");
const names = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => name.endsWith(".txt")) : [];
if (names.length === 0) console.warn("SKIPPED: the telegrams are not in ../shared/data/meters/dsmr");

/** The other parser takes local times for UTC: the same clock, read again. */
const asClock = (utc: number, winter: boolean): string => new Date((utc + (winter ? 3600 : 7200)) * 1000).toISOString();

function asOther(text: string, meaning: TelegramMeaning): object {
  const value = (register: string) => meaning.registers.find((one) => one.register === register)?.value;
  const defined = <T extends object>(all: T) => Object.fromEntries(Object.entries(all).filter(([, one]) => one !== undefined)); // prettier-ignore
  const phases = (first: string, of: (register: string) => number | undefined) => {
    const [a, rest] = [Number(first.slice(0, 1)), first.slice(1)];
    return defined({ l1: of(`1-0:${a}${rest}`), l2: of(`1-0:${a + 2}${rest}`), l3: of(`1-0:${a + 4}${rest}`) });
  };
  const thousandth = (register: string) => {
    const one = value(register);
    return one === undefined ? undefined : one / 1000;
  };
  const some = (all: object) => (Object.keys(all).length > 0 ? all : undefined);
  const winter = !/0-0:1\.0\.0\(\d{12}S\)/.test(text);
  const summerGas = /24\.3\.0\(\d\d0[4-9]/.test(text);
  const event = (register: string) => meaning.events[register];
  const events = defined({
    powerFailures: event("0-0:96.7.21"),
    longPowerFailures: event("0-0:96.7.9"),
    voltageSags: some(phases("32.32.0", event)),
    voltageSwells: some(phases("32.36.0", event)),
  });
  return {
    metadata: defined({
      dsmrVersion: meaning.version === null ? undefined : Number(meaning.version),
      timestamp: meaning.at === null ? undefined : asClock(meaning.at, winter),
      equipmentId: meaning.equipment ?? undefined,
      events: some(events),
      numericMessage: meaning.codeMessage === null ? undefined : Number(meaning.codeMessage),
      textMessage: meaning.textMessage ?? undefined,
    }),
    electricity: defined({
      tariffs: Object.fromEntries(
        [1, 2].map((t) => [t, { received: value(`1-0:1.8.${t}`), returned: value(`1-0:2.8.${t}`) }]),
      ),
      currentTariff: meaning.tariff ?? undefined,
      powerReceivedTotal: value("1-0:1.7.0"),
      powerReturnedTotal: value("1-0:2.7.0"),
      voltage: some(phases("32.7.0", thousandth)),
      current: some(phases("31.7.0", thousandth)),
      powerReceived: some(phases("21.7.0", value)),
      powerReturned: some(phases("22.7.0", value)),
    }),
    mBus: Object.fromEntries(
      meaning.subMeters.map(({ channel, deviceType, equipment, reading, recordingMinutes }) => [
        channel,
        defined({
          deviceType: deviceType ?? undefined,
          equipmentId: equipment ?? undefined,
          timestamp: reading?.at == null ? undefined : asClock(reading.at, !summerGas),
          value: reading ? reading.value / 1000 : undefined,
          unit: reading?.unit === "L" ? "m3" : reading?.unit,
          recordingPeriodMinutes: recordingMinutes ?? undefined,
        }),
      ]),
    ),
  };
}

it.skipIf(names.length === 0)("seven telegrams of five versions", () => expect(names.length).toBeGreaterThanOrEqual(7));

describe.each(names)("%s", (name) => {
  const text = readFileSync(join(FOLDER, name), "latin1");
  const other = JSON.parse(readFileSync(join(FOLDER, name.replace(".txt", ".json")), "utf8")) as Record<
    string,
    object
  > & {
    dsmr: { header: { identifier: string; xxx: string; z: string }; crc?: { value: number } };
  };
  const telegram = readTelegram(text.trimEnd(), 1, 0);

  it("has the other parser's fields and units", () => {
    const { metadata, electricity, mBus } = other;
    // Codes with a sixth group ("1-0:31.7.0.255") are unknown to the other parser alone: there we have more.
    const known = telegram.objects.filter(({ code }) => !code.endsWith(".255"));
    expect(asOther(text, meaningOf({ ...telegram, objects: known }))).toEqual({ metadata, electricity, mBus });
  });
  it("has its identification, and a checksum that nobody can check any more", () => {
    const { identifier, xxx, z } = other.dsmr.header;
    expect(telegram.identification).toBe(xxx + z + identifier);
    expect(telegram.stated).toBe(other.dsmr.crc?.value.toString(16).toUpperCase() ?? null);
    expect(telegram.checksum).toBe(other.dsmr.crc ? "rewritten" : "absent");
  });
});
