/** Known vulnerabilities: a report is read, and what is no report is never taken for a clean one. */
import { describe, expect, it } from "vitest";
import { advisorySentence, isGrave, readAdvisories } from "../../build/licences/advisories.ts";

const report = (vulnerabilities: unknown) =>
  JSON.stringify({ auditReportVersion: 2, vulnerabilities, metadata: { dependencies: { total: 700 } } });
const entry = (severity: string) => ({
  severity,
  range: "<1.2.3",
  via: ["other", { title: "Reads what it should not" }],
});

describe("an answer", () => {
  it("without vulnerabilities is one that was given", () => {
    expect(readAdvisories(report({}), new Set())).toEqual({ asked: true, packages: 700, found: [] });
  });
  it("names each package, its versions and what is known", () => {
    const read = readAdvisories(report({ a: entry("moderate"), b: entry("unheard-of") }), new Set(["a"]));
    expect(read.asked && read.found.map(advisorySentence)).toEqual([
      "a <1.2.3, moderate, handed out: Reads what it should not",
      "b <1.2.3, critical, a tool: Reads what it should not",
    ]);
  });
  it.each([
    "",
    "not JSON",
    "[]",
    "{}",
    '{"message":"405 Method Not Allowed","error":{"summary":""}}',
    '{"auditReportVersion":2}',
    '{"auditReportVersion":2,"vulnerabilities":{}}',
    '{"auditReportVersion":3,"vulnerabilities":{},"metadata":{"dependencies":{"total":1}}}',
  ])("%j is none", (text) => {
    const read = readAdvisories(text, new Set());
    expect(read.asked).toBe(false);
    expect(!read.asked && read.why).not.toBe("");
  });
});

it.each([
  ["low", true, true],
  ["info", true, false],
  ["moderate", false, false],
  ["high", false, true],
  ["critical", false, true],
] as const)("%s, handed out %o: grave %o", (severity, shipped, grave) =>
  expect(isGrave({ package: "a", severity, shipped, range: "*", titles: [] })).toBe(grave),
);
