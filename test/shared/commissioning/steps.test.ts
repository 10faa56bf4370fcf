/** A job step by step: what is missing, what is open again after a change, and devices that come and go. */
import { describe, expect, it } from "vitest";
import { deviceKey } from "../../../shared/commissioning/deviceIdentity.ts";
import { Job } from "../../../shared/commissioning/job.ts";
import { applyAct, type JobAct, withAnswer } from "../../../shared/commissioning/jobActs.ts";
import { missingAt, nextStep, stepsOf } from "../../../shared/commissioning/steps.ts";
import {
  allCompared,
  answered,
  asked,
  AT,
  BARE,
  CAPACITIES,
  done,
  INVERTER,
  METER,
  preparedJob,
  SITE,
  withDevice,
  withoutSource,
} from "./site.ts";

describe("the steps", () => {
  it("say what is missing from the first to the last", () => {
    expect(nextStep(BARE)).toBe("site");
    const site = done(BARE, SITE);
    expect(nextStep(site)).toBe("devices");
    expect(missingAt(site, "devices")).toEqual(["noDevice"]);
    expect(missingAt(withDevice(site, INVERTER, "generation"), "devices")).toEqual(["noBoundary"]);
    const devices = withDevice(withDevice(site, METER, "boundary"), INVERTER, "generation");
    expect(nextStep(devices)).toBe("confirm");
    expect(nextStep(allCompared(devices))).toBe("capacities");
    expect(nextStep(preparedJob())).toBe("reading");
    expect(missingAt(preparedJob(), "reading")).toEqual(["noRequest"]);
    expect(missingAt(asked(preparedJob()), "reading")).toEqual(["noAnswer"]);
    expect(nextStep(answered(asked(preparedJob())))).toBe("report");
    expect(missingAt(answered(asked(preparedJob())), "report")).toEqual(["noReport"]);
  });
  it("go on where they were left: a job that was written and read again is the same", () => {
    const job = answered(asked(preparedJob()));
    const again = Job.parse(JSON.parse(JSON.stringify(job)));
    expect(stepsOf(again)).toEqual(stepsOf(job));
  });
  it("ask for a reading again after what it rests on was changed", () => {
    const job = answered(asked(preparedJob()));
    const larger = done(job, { ...CAPACITIES, importW: 20_000 } as JobAct);
    expect(missingAt(larger, "reading")).toEqual(["requestOutdated"]);
    expect(missingAt(larger, "report")).toEqual(["earlierSteps"]);
    expect(missingAt(done(larger, CAPACITIES), "reading")).toEqual([]);
  });
  it("take a home without a source, which feeds nothing in", () => {
    expect(nextStep(answered(asked(withoutSource())))).toBe("report");
    const feeding = done(withoutSource(), { ...CAPACITIES, technology: "none", exportW: 1 } as JobAct);
    expect(missingAt(feeding, "capacities")).toEqual(["exportWithoutSource"]);
    const solar = done(withoutSource(), { ...CAPACITIES, technology: "solar", exportW: 1 } as JobAct);
    expect(missingAt(solar, "capacities")).toEqual(["sourceWithoutDevice"]);
  });
  it("take a block of flats behind one connection, its flats' meters as loads", () => {
    const block = done(preparedJob(), { ...SITE, building: { is: "block", flats: 24 } } as JobAct);
    const flat = { kind: "meter", manufacturer: "Iskra", serial: "flat 7" } as const;
    const whole = answered(asked(withDevice(block, flat, "load")));
    expect(nextStep(whole)).toBe("report");
    expect(whole.request?.building).toEqual({ is: "block", flats: 24 });
  });
});

describe("devices", () => {
  it("have one boundary meter", () => {
    const second = { kind: "meter", manufacturer: "Iskra", serial: "2" } as const;
    const result = applyAct(
      preparedJob(),
      {
        act: "add",
        device: { identity: second, sits: "boundary", live: null, source: null, reversed: false },
        replaces: null,
        reason: null,
      },
      AT,
    );
    expect(result).toEqual({ ok: false, fault: "secondBoundary" });
  });
  it("are the same however their plate was typed", () => {
    const typed = { ...METER, manufacturer: "landis+gyr ", serial: "lgz100234" };
    expect(deviceKey(typed)).toBe(deviceKey(METER));
    expect(() => withDevice(preparedJob(), typed, "load")).toThrow("deviceThere");
  });
  it("are exchanged within the job: the new one says whose place it took, and is compared anew", () => {
    const fresh = { ...METER, serial: "LGZ 999" };
    const before = preparedJob();
    const after = withDevice(before, fresh, "boundary", METER);
    expect(after.id).toBe(before.id);
    expect(after.devices.at(-1)?.replaces).toBe(deviceKey(METER));
    expect(after.devices.find(({ identity }) => identity.serial === METER.serial)?.removed?.reason).toBe(
      "display dead",
    );
    expect(nextStep(after)).toBe("confirm");
    expect(nextStep(allCompared(after))).toBe("reading");
  });
  it("come back as the ones that they were, with the time that they first came", () => {
    const away = done(preparedJob(), { act: "remove", device: deviceKey(INVERTER), reason: "to be repaired" });
    const back = done(
      away,
      {
        act: "add",
        device: { identity: INVERTER, sits: "generation", live: null, source: null, reversed: false },
        replaces: null,
        reason: null,
      },
      AT + 9_000,
    );
    expect(back.devices.find(({ identity }) => identity.serial === INVERTER.serial)).toMatchObject({
      since: AT,
      removed: null,
    });
    expect(back.devices).toHaveLength(2);
  });
  it("are compared again after their sign was turned", () => {
    const turned = done(preparedJob(), {
      act: "again",
      device: deviceKey(METER),
      live: null,
      source: null,
      reversed: true,
    });
    expect(nextStep(turned)).toBe("confirm");
    const moved = done(preparedJob(), {
      act: "again",
      device: deviceKey(METER),
      live: "ab".repeat(8),
      source: null,
      reversed: false,
    });
    expect(nextStep(moved)).toBe("reading");
  });
  it("have a figure left out only with a reason", () => {
    const check = {
      device: deviceKey(METER),
      role: "gridPower",
      shownMilli: null,
      displayMilli: null,
      verdict: "unseen",
      figure: null,
    } as const;
    expect(applyAct(preparedJob(), { act: "check", check: { ...check, reason: null } }, AT)).toEqual({
      ok: false,
      fault: "reasonMissing",
    });
    const wrong = done(preparedJob(), { act: "check", check: { ...check, verdict: "wrongSign", reason: null } });
    expect(nextStep(wrong)).toBe("confirm");
    expect(nextStep(done(wrong, { act: "check", check: { ...check, reason: "display shows counters alone" } }))).toBe(
      "reading",
    );
  });
});

it("an answer to an earlier request is refused", () => {
  const first = answered(asked(preparedJob()));
  const second = asked(done(preparedJob(), { ...CAPACITIES, importW: 5_000 } as JobAct));
  if (!first.answer) throw new Error("no answer");
  expect(withAnswer(second, first.answer, AT)).toEqual({ ok: false, fault: "answerOther" });
});
