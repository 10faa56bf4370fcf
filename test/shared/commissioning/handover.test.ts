/** The hand-over report: what it says, how large it may be, and each named refusal. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deviceKey } from "../../../shared/commissioning/deviceIdentity.ts";
import {
  encodeHandover,
  type Handover,
  handedDevice,
  HANDOVER_LIMITS,
  handoverId,
  parseHandover,
} from "../../../shared/commissioning/handover.ts";
import { type Here, standsHere, verifyHandover } from "../../../shared/commissioning/verifyHandover.ts";
import { collectFrames, framesOf } from "../../../shared/outbox/frames.ts";
import {
  answered,
  asked,
  CHAIN,
  forgedReport,
  keyOf,
  METER,
  partyOf,
  preparedJob,
  reportOf,
  secretOf,
  wholeReport,
} from "./site.ts";

const read = (report: Handover): Handover => {
  const parsed = parseHandover(encodeHandover(report));
  if (!parsed.ok) throw new Error(parsed.fault.fault);
  return parsed.handover;
};

describe("a report", () => {
  it("is read as it was written, and holds", () => {
    const report = wholeReport();
    expect(read(report)).toEqual(report);
    expect(verifyHandover(report)).toBeUndefined();
  });
  it("goes through a row of codes in any order", () => {
    const bytes = encodeHandover(wholeReport());
    const collected = collectFrames([...framesOf(bytes)].reverse());
    expect(collected.state === "whole" && collected.bytes).toEqual(bytes);
  });
  it("tells nothing of name and number of the site, nor what opens a broker", () => {
    const text = new TextDecoder().decode(encodeHandover(wholeReport()));
    for (const secret of ["Lane 4", "CN 0031 77", "CN003177", "5a5a"]) expect(text).not.toContain(secret);
    const device = preparedJob().devices[0];
    if (!device) throw new Error("no device");
    const speaker = { speaks: "tasmota", id: "plug", sits: "load" } as const;
    const source = {
      kind: "mqtt",
      host: "broker",
      port: 1883,
      tls: false,
      user: "anna",
      password: "pw",
      speaker,
    } as const;
    expect(handedDevice({ ...device, source }).source).toEqual({ ...source, user: "", password: "" });
  });
  it("is refused before parsing when it is too large, and names its format and place", () => {
    const long = new TextEncoder().encode(" ".repeat(HANDOVER_LIMITS.bytes + 1));
    expect(parseHandover(long)).toMatchObject({ ok: false, fault: { fault: "codec", codec: { fault: "tooLong" } } });
    const of = (text: string) => parseHandover(new TextEncoder().encode(text));
    expect(of("{}")).toEqual({ ok: false, fault: { fault: "notHandover" } });
    expect(of('{"format":"wattlight-handover-2"}')).toEqual({
      ok: false,
      fault: { fault: "format", format: "wattlight-handover-2" },
    });
    expect(of('{"format":"wattlight-handover-1"}')).toMatchObject({ ok: false, fault: { fault: "shape" } });
  });
  it("counts on after an exchange, and names the one before", () => {
    const first = wholeReport();
    const job = {
      ...answered(asked(preparedJob())),
      reports: 1,
      last: { digest: handoverId(first), at: 1, request: "00".repeat(32), devices: "00".repeat(32) },
    };
    const second = reportOf(job);
    expect([second.revision, second.previous]).toEqual([2, handoverId(first)]);
    expect(second.certificate.claims.id).not.toBe(first.certificate.claims.id);
    expect(verifyHandover(second)).toBeUndefined();
  });
});

describe("refusals of a report by itself", () => {
  const refusedAs = (report: Handover) => verifyHandover(report)?.refusal;
  it("changed after signing", () => {
    expect(refusedAs({ ...wholeReport(), note: "other" })).toBe("signature");
  });
  it("signed by somebody else", () => {
    expect(refusedAs(reportOf(answered(asked(preparedJob())), "stranger"))).toBe("signature");
  });
  it("a certificate that says more than the request", () => {
    const more = forgedReport((report) => ({
      ...report,
      certificate: { ...report.certificate, claims: { ...report.certificate.claims, exportW: 90_000 } },
    }));
    expect(verifyHandover(more)).toEqual({ refusal: "claims", field: "exportW" });
  });
  it("a request that was changed after the meter signed", () => {
    expect(refusedAs(forgedReport((report) => ({ ...report, request: { ...report.request, importW: 1 } })))).toBe(
      "answer",
    );
  });
  it("a reading that the meter key did not sign", () => {
    const forged = forgedReport((report) => ({
      ...report,
      answer: { ...report.answer, signature: report.certificate.signature },
    }));
    expect(refusedAs(forged)).toBe("reading");
  });
  it("a meter whose key is the account's own", () => {
    expect(refusedAs(reportOf(answered(asked(preparedJob()), "owner", "owner")))).toBe("sharedKey");
  });
  it("a device twice, no boundary meter, another one than was read", () => {
    const first = wholeReport().devices[0];
    if (!first) throw new Error("no device");
    expect(refusedAs(forgedReport((report) => ({ ...report, devices: [...report.devices, first] })))).toBe(
      "deviceTwice",
    );
    expect(refusedAs(forgedReport((report) => ({ ...report, devices: report.devices.slice(1) })))).toBe("boundary");
    const other = { ...first, identity: { ...METER, serial: "other" } };
    expect(
      verifyHandover(forgedReport((report) => ({ ...report, devices: [other, ...report.devices.slice(1)] }))),
    ).toEqual({
      refusal: "claims",
      field: "meter",
    });
  });
  it("a figure that nobody compared", () => {
    const forged = forgedReport((report) => ({
      ...report,
      checks: report.checks.filter(({ role }) => role !== "exported"),
    }));
    expect(verifyHandover(forged)).toEqual({ refusal: "notCompared", serial: METER.serial, role: "exported" });
  });
});

describe("refusals of a report here", () => {
  const here: Here = {
    chainId: CHAIN,
    simulated: true,
    now: wholeReport().made,
    installer: { is: "known", active: true, installs: true, keys: [keyOf("installer")] },
  };
  const known = { is: "known", active: true, installs: true, keys: [keyOf("installer")] } as const;
  const refused = (change: Partial<Here>) => standsHere(wholeReport(), { ...here, ...change })?.refusal;
  it("none for a known installer, or while nothing is proved", () => {
    expect(refused({})).toBeUndefined();
    expect(refused({ installer: { is: "unproved" } })).toBeUndefined();
  });
  it("each by its name", () => {
    expect(refused({ chainId: null })).toBe("noNetwork");
    expect(refused({ chainId: "other" })).toBe("otherChain");
    expect(refused({ now: wholeReport().request.until + 1 })).toBe("expired");
    expect(refused({ simulated: false })).toBe("demoMeter");
    expect(refused({ installer: { is: "unknown" } })).toBe("installerUnknown");
    expect(refused({ installer: { ...known, installs: false } })).toBe("installerRole");
    expect(refused({ installer: { ...known, active: false } })).toBe("installerSuspended");
    expect(refused({ installer: { ...known, keys: [keyOf("stranger")] } })).toBe("installerKey");
  });
  it("the installer is the address of the key that signed", () => {
    expect(wholeReport().installer.party).toBe(partyOf("installer"));
    expect(secretOf("installer")).toHaveLength(32);
    expect(wholeReport().request.meter).toBe(deviceKey(METER));
  });
});

describe("a damaged report", () => {
  const bytes = encodeHandover(wholeReport());
  it("is never read as another one that holds, whichever byte is changed", () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = bytes.slice();
        changed[at] = (changed[at] ?? 0) ^ by;
        const parsed = parseHandover(changed);
        expect(parsed.ok && verifyHandover(parsed.handover) === undefined).toBe(false);
      }),
      { numRuns: 150 },
    );
  });
  it("is refused wherever it is cut", () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), (at) => {
        expect(parseHandover(bytes.slice(0, at)).ok).toBe(false);
      }),
    );
  });
});
