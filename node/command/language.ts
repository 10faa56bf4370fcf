/** The language that a command speaks: `--lang en|zh`, or else the one of the environment, as POSIX ranks its variables. */
import type { Lang } from "../../shared/words/format.ts";
import { Complaint } from "./complaint.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** From arguments that need not be right: complaints about them have a language too. */
export function languageOf(args: readonly string[], env: Environment): Lang {
  const at = args.findLastIndex((arg) => arg === "--lang" || arg.startsWith("--lang="));
  const said = at === -1 ? undefined : args[at] === "--lang" ? args[at + 1] : args[at]?.slice("--lang=".length);
  if (said === "en" || said === "zh") return said;
  const locale = [env["LC_ALL"], env["LC_MESSAGES"], env["LANG"]].find((value) => value !== undefined && value !== "");
  return locale?.toLowerCase().startsWith("zh") ? "zh" : "en";
}

/** Throws a Complaint for a language that is not spoken here. */
export function checkLanguage(said: string | undefined): void {
  if (said === undefined || said === "en" || said === "zh") return;
  throw new Complaint({
    en: `--lang is en (English) or zh (Chinese), not ${said}.`,
    zh: `--lang 为 en（英文）或 zh（中文），不能是 ${said}。`,
  });
}
