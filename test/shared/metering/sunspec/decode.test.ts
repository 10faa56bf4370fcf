/** Registers written by hand, as a device would send them: values, scale factors, what is not implemented, broken chains. */
import { describe, expect, it } from "vitest";
import { walkChain } from "../../../../shared/metering/sunspec/chain.ts";
import { identityOf, liveOf } from "../../../../shared/metering/sunspec/live.ts";
import { decodeModel, type Model } from "../../../../shared/metering/sunspec/models.ts";

const NONE = 0x8000;
/** Model 103 of an inverter that feeds 3,450.0 W, with two temperatures and no DC side. */
const INVERTER = [
  150, 50, 50, 50, 0xffff, 4021, 4022, 4023, 2310, 2320, 2330, 0xffff, 3450, 0, 4999, 0xfffe, 3460, 0, 0xfff6, 0, 985,
  0xffff, 0x0001, 0x0000, 1, 0xffff, NONE, 0xffff, NONE, NONE, NONE, 412, NONE, NONE, NONE, 0xffff, 4, 0xffff,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
]; // prettier-ignore

const decoded = (id: number, words: readonly number[]): Model => {
  const model = decodeModel(id, words);
  if (!model) throw new Error(`${id} is not known`);
  return model;
};
const milli = (model: Model) => Object.fromEntries(liveOf(model, 0).map((value) => [value.id, value.milli]));
const floats = (values: readonly number[]): number[] =>
  values.flatMap((value) => {
    const view = new DataView(new ArrayBuffer(4));
    view.setFloat32(0, value);
    return [view.getUint16(0), view.getUint16(2)];
  });

describe("values", () => {
  it("an inverter's, each with its factor", () =>
    expect(milli(decoded(103, INVERTER))).toEqual({
      "103.W": 3_450_000,
      "103.WH": 655_360_000, // 0x00010000 = 65,536 times 10^1
      "103.AphA": 5_000,
      "103.AphB": 5_000,
      "103.AphC": 5_000,
      "103.PhVphA": 231_000,
      "103.PhVphB": 232_000,
      "103.PhVphC": 233_000,
      "103.Hz": 49_990,
      "103.TmpCab": 41_200,
    }));

  it("a meter's sign: feeding in is negative", () => {
    const words = Array<number>(105).fill(NONE);
    words[16] = 0x10000 - 1234; // W
    words[20] = 0; // W_SF
    words[36] = 0x0002; // TotWhExp
    words[37] = 0x0000;
    words[52] = 0; // TotWh_SF
    for (let k = 38; k < 52; k++) words[k] = 0;
    expect(milli(decoded(203, words))).toEqual({ "203.W": -1_234_000, "203.TotWhExp": 131_072_000 });
  });

  it("a meter that speaks in floats", () => {
    const said: number[] = Array<number>(62).fill(NaN);
    said[12] = 50.02;
    said[13] = -417.5; // W
    said[33] = 1_234_567; // TotWhImp, after 29 figures and the four of TotWhExp
    const words = floats(said);
    const names = milli(decoded(213, words));
    expect(names["213.Hz"]).toBe(50_020);
    expect(names["213.W"]).toBe(-417_500);
    expect(names["213.TotWhImp"]).toBe(1_234_567_000);
    expect(Object.keys(names)).toHaveLength(3);
  });

  it("a battery that discharges is negative, its charge a share", () => {
    const words = Array<number>(62).fill(0xffff);
    const at = { SoC: 9, SoC_SF: 54, W: 45, W_SF: 61 };
    words[at.SoC] = 655;
    words[at.SoC_SF] = 0xffff;
    words[at.W] = 1500;
    words[at.W_SF] = 0;
    const names = milli(decoded(802, words));
    expect(names["802.W"]).toBe(-1_500_000);
    expect(names["802.SoC"]).toBe(65_500);
  });

  it("the inputs of 160, by the factors of its fixed part", () => {
    const fixed = [0xffff, 0xffff, 0, 1, 0, 0, 2, 0xffff];
    const input = (watts: number) => [
      1, 0x5354, 0x5231, 0, 0, 0, 0, 0, 0, 42, 3805, watts, 0, 12, 0, 0, NONE, 0xffff, 0xffff, 0xffff,
    ]; // prettier-ignore
    const model = decoded(160, [...fixed, ...input(1600), ...input(0xffff)]);
    expect(liveOf(model, 0).map(({ id, name, milli }) => [id, name, milli])).toEqual([
      ["160.1.DCW", "DC 1 STR1", 1_600_000],
      ["160.1.DCWH", "DC 1 STR1", 120_000],
      ["160.1.DCV", "DC 1 STR1", 380_500],
      ["160.1.DCA", "DC 1 STR1", 4_200],
      ["160.2.DCWH", "DC 2 STR1", 120_000],
      ["160.2.DCV", "DC 2 STR1", 380_500],
      ["160.2.DCA", "DC 2 STR1", 4_200],
    ]);
  });

  it("says nothing for what is not implemented, has no factor or was cut off", () => {
    const noFactor = INVERTER.with(13, NONE);
    expect(milli(decoded(103, noFactor))["103.W"]).toBeUndefined();
    expect(milli(decoded(103, INVERTER.with(13, 11)))["103.W"]).toBeUndefined();
    expect(milli(decoded(103, INVERTER.with(12, NONE)))["103.W"]).toBeUndefined();
    expect(milli(decoded(103, INVERTER.slice(0, 13)))["103.W"]).toBeUndefined();
    expect(milli(decoded(103, INVERTER.with(12, 0)))["103.W"]).toBe(0);
    expect(milli(decoded(103, []))).toEqual({});
  });

  it("a name ends at its first NUL and has no control characters", () => {
    const words = Array<number>(66).fill(0);
    [0x4163, 0x6d07, 0x6500, 0x5a5a].forEach((word, k) => (words[k] = word));
    expect(identityOf(decodeModel(1, words))).toEqual({ maker: "Acme", model: null, serial: null });
  });
});

class Refusal extends Error {}
const refused = (error: unknown): boolean => error instanceof Refusal;
/** A device's registers, from a base; what is outside of them is refused as Modbus does. */
const device = (base: number, words: readonly number[]) => (address: number, count: number) => {
  const from = address - base;
  return from < 0 || from + count > words.length
    ? Promise.reject(new Refusal())
    : Promise.resolve(words.slice(from, from + count));
};
const SUNS = [0x5375, 0x6e53];

describe("the chain of models", () => {
  const words = [...SUNS, 1, 2, 0, 0, 64_001, 1, 9, 103, 3, 7, 7, 7, 0xffff, 0];
  it.each([40_000, 50_000, 0])("begins at %i and passes over models that nobody knows", async (base) =>
    expect(await walkChain(device(base, words), refused)).toEqual({
      ok: true,
      base,
      models: [
        { id: 1, address: base + 4, length: 2 },
        { id: 103, address: base + 11, length: 3 },
      ],
      skipped: [64_001],
    }),
  );
  it("may end without its end mark", async () => {
    const found = await walkChain(device(40_000, words.slice(0, -2)), refused);
    expect(found.ok && found.models.map(({ id }) => id)).toEqual([1, 103]);
  });
  it("is not there without the marker", async () =>
    expect(await walkChain(device(40_000, [1, 2, 3, 4]), refused)).toEqual({ ok: false, why: "noMarker" }));
  it("does not leave the address space", async () =>
    expect(await walkChain(device(50_000, [...SUNS, 1, 65_000]), refused)).toEqual({
      ok: false,
      why: "broken",
      address: 50_002,
    }));
  it("does not go on for ever", async () => {
    let reads = 0;
    const endless = (address: number) => {
      reads++;
      return Promise.resolve(address === 40_000 ? SUNS : [64_001, 0]);
    };
    expect(await walkChain(endless, refused)).toMatchObject({ ok: false, why: "broken" });
    expect(reads).toBeLessThan(100);
  });
  it("throws on what is no refusal", async () =>
    await expect(walkChain(() => Promise.reject(new Error("line")), refused)).rejects.toThrow("line"));
});
