/** Zone tables for tests, written by hand: Sydney's and Berlin's rules of 2011 and 2012. */
import { dayNumber } from "../../../shared/calendar/days.ts";
import { type ZoneTable, fixedZone } from "../../../shared/metering/zoneTable.ts";

const at = (year: number, month: number, day: number, hour: number): number =>
  dayNumber(year, month, day) * 86_400 + hour * 3600;

export const SHANGHAI = fixedZone("Asia/Shanghai", 28_800);
export const SYDNEY: ZoneTable = {
  zone: "Australia/Sydney",
  offsets: [
    { from: -1e15, offset: 36_000 },
    { from: at(2011, 10, 1, 16), offset: 39_600 },
    { from: at(2012, 3, 31, 16), offset: 36_000 },
  ],
};
export const BERLIN: ZoneTable = {
  zone: "Europe/Berlin",
  offsets: [
    { from: -1e15, offset: 3600 },
    { from: at(2012, 3, 25, 1), offset: 7200 },
    { from: at(2012, 10, 28, 1), offset: 3600 },
  ],
};
