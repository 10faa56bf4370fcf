/** SunSpec read over Modbus TCP from a server that is not ours (pymodbus), its registers packed from the published models. */
import { afterEach, describe, expect, it } from "vitest";
import { sunSpec } from "../../../electron/devices/sunspec.ts";
import { keep } from "./keep.ts";
import { freePort } from "./freePort.ts";
import { missing, type Served, serve } from "./modbusPeer.ts";

const servers: Served[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});
const served = async (...args: Parameters<typeof serve>): Promise<Served> => {
  const server = await serve(...args);
  servers.push(server);
  return server;
};
const at = (port: number, unit = 1) => sunSpec({ host: "127.0.0.1", port, unit }, 50);

const ABOUT = [1, { Mn: "Sunny Side", Md: "Roof 10k", SN: "0815" }, []] as const;
const INVERTER = [
  103,
  { W: 8123, W_SF: -1, WH: 12_345_678, WH_SF: 0, Hz: 5001, Hz_SF: -2, TmpCab: -40, Tmp_SF: -1 },
  [],
] as const;
const METER = [203, { W: -79, W_SF: 1, TotWhImp: 4_100, TotWhExp: 98_765, TotWh_SF: 2 }, []] as const;
const INPUTS = [
  160,
  { DCW_SF: 0, DCV_SF: -1, N: 2 },
  [
    { ID: 1, IDStr: "East", DCW: 420, DCV: 3999 },
    { ID: 2, IDStr: "West", DCW: 391 },
  ],
] as const;
const BATTERY = [802, { SoC: 875, SoC_SF: -1, W: -1200, W_SF: 0 }, []] as const;

describe.skipIf(missing !== null)("a device of pymodbus", () => {
  it.each([40_000, 50_000, 0])("with the chain at %i: every figure with sign and unit", async (base) => {
    const { port } = await served([ABOUT, INVERTER, [120, { WRtg: 1000, WRtg_SF: 1 }, []], INPUTS, METER, BATTERY], {
      base,
    });
    const view = await keep(at(port)).until(({ state }) => state === "live");
    expect(view.fault).toBeNull();
    expect(view.identity).toBe("Sunny Side Roof 10k 0815");
    expect(
      view.values.map(({ id, role, unit, milli, register, quality }) => [id, role, milli, unit, register, quality]),
    ).toEqual([
      ["103.W", "generationPower", 812_300, "W", null, "measured"],
      ["103.WH", "generated", 12_345_678_000, "Wh", null, "measured"],
      ["103.Hz", "frequency", 50_010, "Hz", null, "measured"],
      ["103.TmpCab", "temperature", -4_000, "°C", null, "measured"],
      ["160.1.DCW", "other", 420_000, "W", null, "measured"],
      ["160.1.DCV", "other", 399_900, "V", null, "measured"],
      ["160.2.DCW", "other", 391_000, "W", null, "measured"],
      ["203.W", "gridPower", -790_000, "W", "1-0:16.7.0", "measured"],
      ["203.TotWhImp", "imported", 410_000_000, "Wh", "1-0:1.8.0", "measured"],
      ["203.TotWhExp", "exported", 9_876_500_000, "Wh", "1-0:2.8.0", "measured"],
      ["802.W", "batteryPower", 1_200_000, "W", null, "measured"],
      ["802.SoC", "batteryCharge", 87_500, "%", null, "measured"],
    ]);
  });

  it("of floats, and with two meters of one model", async () => {
    const second = [203, { W: 5, W_SF: 0 }, []] as const;
    const { port } = await served([ABOUT, [113, { W: 1234.5, WH: 7_000_000 }, []], METER, second]);
    const view = await keep(at(port)).until(({ state }) => state === "live");
    const figures = Object.fromEntries(view.values.map(({ id, milli }) => [id, milli]));
    expect(figures).toMatchObject({ "113.W": 1_234_500, "113.WH": 7_000_000_000, "203.W": -790_000, "203#2.W": 5_000 });
  });

  it("whose transformer looks the other way is turned", async () => {
    const { port } = await served([ABOUT, METER]);
    const view = await keep(at(port), { reversed: true }).until(({ state }) => state === "live");
    expect(view.values.map(({ id, role, milli, register }) => [id, role, milli, register])).toEqual([
      ["203.W", "gridPower", 790_000, "1-0:16.7.0"],
      ["203.TotWhImp", "exported", 410_000_000, "1-0:2.8.0"],
      ["203.TotWhExp", "imported", 9_876_500_000, "1-0:1.8.0"],
    ]);
  });

  it("that goes away is stale with its last figures, never zero, and comes back", async () => {
    let shift = 0;
    const { port, stop } = await served([ABOUT, METER]);
    const { keeper, until, look } = keep(at(port), {}, { now: () => Date.now() + shift });
    const before = await until(({ state }) => state === "live");
    await stop();
    await until(({ fault }) => fault !== null);
    shift = 60_000; // a minute of silence
    look();
    const silent = keeper.view();
    expect(silent.state).toBe("stale");
    expect(silent.values.map(({ milli, quality }) => [milli, quality])).toEqual(
      before.values.map(({ milli }) => [milli, "stale"]),
    );
    expect(silent.heardAt).toBeLessThan(Date.now());
    await served([ABOUT, [203, { W: 11, W_SF: 1, TotWhImp: 4_101, TotWh_SF: 2 }, []]], { port });
    const again = await until(({ state }) => state === "live");
    expect(again.fault).toBeNull();
    expect(again.values.find(({ id }) => id === "203.W")?.milli).toBe(110_000);
  });

  it("without a model that we read says which it has", async () => {
    const { port } = await served([ABOUT, [704, {}, []]]);
    const view = await keep(at(port)).until(({ fault }) => fault?.code === "nothingKnown");
    expect(view).toMatchObject({
      fault: { code: "nothingKnown", data: { models: "1" } },
      values: [],
      state: "starting",
    });
  });
});

it("a port that nobody listens on is unreachable, with where", async () => {
  const port = await freePort();
  const view = await keep(at(port)).until(({ fault }) => fault !== null);
  expect(view.fault).toEqual({ code: "unreachable", data: { host: "127.0.0.1", port, why: "ECONNREFUSED" } });
  expect(view.values).toEqual([]);
});
