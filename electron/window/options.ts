/** How the program was started: `--data DIR`, `--demo-rate N`, or WATTLIGHT_DATA and WATTLIGHT_DEMO_RATE. */

export interface StartOptions {
  /** Folder of everything the wallet keeps; undefined: the system's place for application data. */
  readonly data: string | undefined;
  /** Market seconds per second of a new demo chain. */
  readonly demoRate: number;
}
const RATE = 15;
const FASTEST = 3600;

/** Throws an Error that names the switch when its value makes no sense. */
export function readOptions(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): StartOptions {
  const rate = valueOf(argv, "demo-rate") ?? env["WATTLIGHT_DEMO_RATE"];
  const data = valueOf(argv, "data") ?? env["WATTLIGHT_DATA"] ?? valueOf(argv, "user-data-dir");
  const demoRate = rate === undefined || rate === "" ? RATE : Number(rate);
  if (!Number.isInteger(demoRate) || demoRate < 1 || demoRate > FASTEST)
    throw new Error(`--demo-rate takes a whole number from 1 to ${FASTEST}, not "${rate}"`);
  if (data === "") throw new Error("--data takes a folder");
  return { data, demoRate };
}

function valueOf(argv: readonly string[], name: string): string | undefined {
  const at = argv.findIndex((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`));
  if (at < 0) return undefined;
  const arg = argv[at] as string;
  return arg.includes("=") ? arg.slice(arg.indexOf("=") + 1) : (argv[at + 1] ?? "");
}
