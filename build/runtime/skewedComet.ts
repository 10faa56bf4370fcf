/**
 * CometBFT with a clock that a test may set wrong: the same version, built from a copy of its source in which two files
 * were changed, so that what it takes for now is off by WATTLIGHT_TEST_CLOCK_OFFSET (a Go duration, `-1h`). Go asks the kernel without the C library, so that no preloaded
 * library can bend its clock. Only tests run it; `node build/runtime/skewedComet.ts` says where it is.
 */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cacheFolder } from "./cache.ts";
import { COMET_VERSION } from "./comet.ts";

export const CLOCK_OFFSET = "WATTLIGHT_TEST_CLOCK_OFFSET";
const MODULE = "github.com/cometbft/cometbft";
const PATIENCE_MS = 600_000;

/** Each file of the module with what is put in place of what; a text that is not there any more is an error, not a clock that is right. */
const CHANGES: Readonly<Record<string, readonly (readonly [from: string, to: string])[]>> = {
  "types/time/time.go": [
    ['import (\n\t"sort"\n\t"time"\n)', 'import (\n\t"os"\n\t"sort"\n\t"time"\n)'],
    [
      "// Now returns the current time in UTC with no monotonic component.",
      `var offset = func() time.Duration {\n\tof, err := time.ParseDuration(os.Getenv("${CLOCK_OFFSET}"))\n\tif err != nil {\n\t\treturn 0\n\t}\n\treturn of\n}()\n`,
    ],
    ["Canonical(time.Now())", "Canonical(time.Now().Add(offset))"],
  ],
  "state/validation.go": [
    ["!block.Time.Before(time.Now().Add(tol))", "!block.Time.Before(cmttime.Now().Add(tol))"],
    ["block.Time, time.Now(), tol,", "block.Time, cmttime.Now(), tol,"],
    [
      '"github.com/cometbft/cometbft/types"\n',
      '"github.com/cometbft/cometbft/types"\n\tcmttime "github.com/cometbft/cometbft/types/time"\n',
    ],
  ],
};

/** The program's path; undefined, with a line that says why, where it cannot be built. */
export function provideSkewedComet(say: (line: string) => void): string | undefined {
  const folder = join(cacheFolder(), `cometbft-${COMET_VERSION}-skewed`);
  const built = join(folder, "cometbft");
  if (existsSync(built)) return built;
  const source = moduleFolder();
  if (source === undefined) {
    say(`CometBFT with a clock to be set wrong cannot be built: Go, or its module ${MODULE}, is not within reach.`);
    return undefined;
  }
  mkdirSync(folder, { recursive: true });
  const draft = mkdtempSync(join(tmpdir(), "wattlight-skew-"));
  try {
    // Go does not let its own copy be overlaid.
    cpSync(source, draft, { recursive: true });
    change(draft);
    say(`Building CometBFT ${COMET_VERSION} with a clock that a test may set wrong, once.`);
    // Under another name first: a build that was cut off is not taken for one.
    const args = ["build", "-o", `${built}.new`, "./cmd/cometbft"];
    const run = spawnSync("go", args, { cwd: draft, encoding: "utf8", timeout: PATIENCE_MS });
    if (run.status !== 0) {
      say(`It could not be built: ${run.stderr?.trim().split("\n").at(-1) ?? run.error?.message ?? "go build failed"}`);
      return undefined;
    }
    renameSync(`${built}.new`, built);
    return built;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Throws where the source is not what was read when this was written. */
function change(source: string): void {
  for (const [name, changes] of Object.entries(CHANGES)) {
    const file = join(source, name);
    let text = readFileSync(file, "utf8");
    for (const [from, to] of changes) {
      if (!text.includes(from)) throw new Error(`${name} of CometBFT ${COMET_VERSION} has no ${JSON.stringify(from)}`);
      text = text.replace(from, to);
    }
    // Go keeps its modules read-only.
    chmodSync(join(file, ".."), 0o755);
    chmodSync(file, 0o644);
    writeFileSync(file, text);
  }
}

/** Where Go keeps the module's source; fetched when it is not there. */
function moduleFolder(): string | undefined {
  const run = spawnSync("go", ["mod", "download", "-json", `${MODULE}@v${COMET_VERSION}`], {
    cwd: tmpdir(),
    encoding: "utf8",
    timeout: PATIENCE_MS,
  });
  if (run.status !== 0) return undefined;
  const told: unknown = JSON.parse(run.stdout);
  return typeof told === "object" && told !== null && "Dir" in told && typeof told.Dir === "string"
    ? told.Dir
    : undefined;
}

if (import.meta.main) {
  const path = provideSkewedComet(console.error);
  if (path !== undefined) console.log(path);
  process.exitCode = path === undefined ? 1 : 0;
}
