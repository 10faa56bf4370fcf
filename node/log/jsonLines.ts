/** Logs as JSON lines: time, level, what happened, and its facts; one object a line, for the operator's own collector. */

export type Level = "debug" | "info" | "warn" | "error";
export type Facts = Readonly<Record<string, string | number | boolean | null>>;
export interface Log {
  debug(message: string, facts?: Facts): void;
  info(message: string, facts?: Facts): void;
  warn(message: string, facts?: Facts): void;
  error(message: string, facts?: Facts): void;
}

const RANK: Readonly<Record<Level, number>> = { debug: 0, info: 1, warn: 2, error: 3 };

/** @param write takes a whole line without its end; @param now milliseconds since 1970 */
export function jsonLog(least: Level, write: (line: string) => void, now: () => number): Log {
  const at =
    (level: Level) =>
    (message: string, facts: Facts = {}): void => {
      if (RANK[level] < RANK[least]) return;
      // The head last in the spread's order would be overwritten by facts of the same name.
      write(JSON.stringify({ ...facts, time: new Date(now()).toISOString(), level, message }));
    };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}
