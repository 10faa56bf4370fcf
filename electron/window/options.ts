/** How the program was started: `--data DIR`, `--demo-rate N`, or WATTLIGHT_DATA and WATTLIGHT_DEMO_RATE; `--kiosk` with `--kiosk-ledger-mb N`. */

export interface StartOptions {
  /** Folder of everything the wallet keeps; undefined: the system's place for application data. */
  readonly data: string | undefined;
  /** Market seconds per second of a new demo chain. */
  readonly demoRate: number;
  /** The demo street for a foyer, and nothing else. */
  readonly kiosk: boolean;
  /** Bytes that its ledger may take before it begins anew. */
  readonly kioskLedger: number;
}
const RATE = 15;
const FASTEST = 3600;
const MB = 1_000_000;
const LEDGER_MB = 500;
const LEDGER_MB_MOST = 100_000;

/** Throws an Error that names the switch when its value makes no sense. */
export function readOptions(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): StartOptions {
  const rate = valueOf(argv, "demo-rate") ?? env["WATTLIGHT_DEMO_RATE"];
  const data = valueOf(argv, "data") ?? env["WATTLIGHT_DATA"] ?? valueOf(argv, "user-data-dir");
  const demoRate = rate === undefined || rate === "" ? RATE : Number(rate);
  if (!Number.isInteger(demoRate) || demoRate < 1 || demoRate > FASTEST)
    throw new Error(`--demo-rate takes a whole number from 1 to ${FASTEST}, not "${rate}"`);
  if (data === "") throw new Error("--data takes a folder");
  const kiosk = argv.includes("--kiosk");
  const ledger = valueOf(argv, "kiosk-ledger-mb");
  const mb = ledger === undefined ? LEDGER_MB : Number(ledger);
  if (!Number.isInteger(mb) || mb < 1 || mb > LEDGER_MB_MOST)
    throw new Error(`--kiosk-ledger-mb takes a whole number from 1 to ${LEDGER_MB_MOST}, not "${ledger}"`);
  return { data, demoRate, kiosk, kioskLedger: mb * MB };
}

function valueOf(argv: readonly string[], name: string): string | undefined {
  const at = argv.findIndex((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`));
  if (at < 0) return undefined;
  const arg = argv[at] as string;
  return arg.includes("=") ? arg.slice(arg.indexOf("=") + 1) : (argv[at + 1] ?? "");
}
