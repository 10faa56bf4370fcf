/**
 * Known vulnerabilities, as `npm audit --json` tells them: the one part of the dependency audit that needs a server. Where that cannot be
 * reached nothing is known, which is not the same as nothing found.
 */
import { record } from "./lock.ts";

const SEVERITIES = ["info", "low", "moderate", "high", "critical"] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface Advisory {
  readonly package: string;
  readonly severity: Severity;
  /** Versions that have it, as the registry writes ranges. */
  readonly range: string;
  readonly titles: readonly string[];
  /** Of the packages that are handed out; the others are tools of building and testing. */
  readonly shipped: boolean;
}

export type Advisories =
  | { readonly asked: true; readonly packages: number; readonly found: readonly Advisory[] }
  | { readonly asked: false; readonly why: string };

/** `shipped`: names of the packages that are handed out. */
export function readAdvisories(text: string, shipped: ReadonlySet<string>): Advisories {
  let answer: Readonly<Record<string, unknown>>;
  try {
    answer = record(JSON.parse(text));
  } catch {
    return { asked: false, why: "npm audit gave no answer that can be read" };
  }
  const { total } = record(record(answer["metadata"])["dependencies"]);
  const list = answer["vulnerabilities"];
  if (answer["auditReportVersion"] !== 2 || typeof total !== "number" || typeof list !== "object") {
    const message = answer["message"] ?? record(answer["error"])["summary"];
    return { asked: false, why: typeof message === "string" && message ? message : "npm audit gave no report" };
  }
  const found = Object.entries(record(list)).map(([name, value]): Advisory => {
    const entry = record(value);
    const via = Array.isArray(entry["via"]) ? (entry["via"] as unknown[]) : [];
    const titles = via.flatMap((one) =>
      typeof record(one)["title"] === "string" ? [String(record(one)["title"])] : [],
    );
    return {
      package: name,
      // A severity that nobody knows yet counts as the worst.
      severity: SEVERITIES.find((severity) => severity === entry["severity"]) ?? "critical",
      range: typeof entry["range"] === "string" ? entry["range"] : "*",
      titles,
      shipped: shipped.has(name),
    };
  });
  return { asked: true, packages: total, found };
}

/** Whatever is handed out must have none; tools none that is high. */
export function isGrave({ severity, shipped }: Advisory): boolean {
  return shipped ? severity !== "info" : severity === "high" || severity === "critical";
}

export function advisorySentence(one: Advisory): string {
  const what = one.titles.length > 0 ? `: ${one.titles.join("; ")}` : "";
  return `${one.package} ${one.range}, ${one.severity}, ${one.shipped ? "handed out" : "a tool"}${what}`;
}
