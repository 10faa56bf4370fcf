/** What a command of `npm run node` is. */
export interface Command {
  readonly name: string;
  /** One line of what it does. */
  readonly line: string;
  readonly usage: string;
  /** The exit code. Throws a UsageError, a Complaint, a ConfigError or a FaultError, which the entry turns into words. */
  run(args: readonly string[]): Promise<number>;
}

export const HOME_SWITCH = { home: { type: "string" } } as const;

/** The home that was named; the variable is not one of the configuration, which lies in it. */
export function homeSwitch(given: string | undefined): string {
  return given ?? process.env["WATTLIGHT_HOME"] ?? "wattlight-node";
}
