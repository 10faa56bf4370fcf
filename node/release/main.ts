/**
 * `npm run manifest -- key|make|sign|show|check …`: the signed list of a release's packages (docs/protocol/releases.md, docs/operations.md).
 * Works on files alone, so that keys can stay on a machine without a network. Exit code 0: done, or good. 1: refused. 2: the command or a
 * file cannot be read.
 */
import { randomBytes } from "node:crypto";
import { z } from "zod";
import { Hex32 } from "../../shared/ledger/units.ts";
import { judgeRelease, type ReleaseRefusal } from "../../shared/release/judge.ts";
import {
  encodeRelease,
  parseRelease,
  Platform,
  type Release,
  RELEASE_FORMAT,
  RELEASE_LIMITS,
  type ReleasePackage,
} from "../../shared/release/manifest.ts";
import { Version } from "../../shared/release/version.ts";
import { OperatorComplaint } from "../command/operatorComplaint.ts";
import { optionsIn } from "../command/options.ts";
import { bytesOf } from "../files/inputFile.ts";
import { writeWhole } from "../files/wholeFile.ts";
import { packageIn } from "./packageFile.ts";
import { releaseSecretIn, withReleaseSignature, writeReleaseKey } from "./signing.ts";

const USAGE = `Manifests of releases, from files alone:

  key --out FILE                    a new ed25519 key; prints its public half
  make PLATFORM=PACKAGE… --version V --days N --out FILE
      an unsigned manifest; platforms: ${Platform.options.join(", ")}
  sign FILE --key KEYFILE           adds a signature, in place
  show FILE                         what it says
  check FILE --package PACKAGE --key HEX… [--threshold N] [--platform P] [--installed V]
      whether the package may be installed: by your keys, this system (unless told) and the version that you have`;

const DAY = 86_400;

export async function manifest(args: readonly string[], now: number, print: (line: string) => void): Promise<number> {
  const { values, positionals } = optionsIn(args, {
    out: { type: "string" },
    version: { type: "string" },
    days: { type: "string" },
    key: { type: "string", multiple: true },
    package: { type: "string" },
    threshold: { type: "string" },
    platform: { type: "string" },
    installed: { type: "string" },
    help: { type: "boolean" },
  });
  if (values.help === true) {
    print(USAGE);
    return 0;
  }
  const [command, ...rest] = positionals;
  const need = (name: "out" | "version" | "days" | "package"): string => {
    const value = values[name];
    if (value === undefined) throw new OperatorComplaint(`${command} needs --${name}\n\n${USAGE}`);
    return value;
  };
  const keys = (): [string, ...string[]] => {
    const [first, ...more] = values.key ?? [];
    if (first === undefined) throw new OperatorComplaint(`${command} needs --key\n\n${USAGE}`);
    return [first, ...more];
  };
  const one = (): string => {
    const [file] = rest;
    if (file === undefined || rest.length > 1) throw new OperatorComplaint(`${command} takes one file\n\n${USAGE}`);
    return file;
  };

  switch (command) {
    case "key":
      print(`public key ${writeReleaseKey(need("out"), randomBytes(32))}`);
      return 0;
    case "make": {
      const days = checked("--days", z.number().int().min(1).max(3650), wholeOf(need("days")));
      const version = checked("--version", Version, need("version"));
      const packages: ReleasePackage[] = [];
      for (const named of rest) packages.push(await listed(named));
      packages.sort((a, b) => (a.name < b.name ? -1 : 1));
      save(
        need("out"),
        { format: RELEASE_FORMAT, version, issued: now, validUntil: now + days * DAY, packages, signatures: [] },
        print,
      );
      return 0;
    }
    case "sign": {
      const [key, ...more] = keys();
      if (more.length > 0) throw new OperatorComplaint("sign takes one --key");
      save(one(), withReleaseSignature(releaseIn(one()), releaseSecretIn(key)), print);
      return 0;
    }
    case "show":
      show(releaseIn(one()), print);
      return 0;
    case "check": {
      const verdict = judgeRelease(bytesOf(one(), RELEASE_LIMITS.bytes), await packageIn(need("package")), {
        keys: keys().map((key) => checked("--key", Hex32, key)),
        threshold: checked("--threshold", z.number().int().min(1).max(16), wholeOf(values.threshold ?? "1")),
        atLeast: values.installed === undefined ? null : checked("--installed", Version, values.installed),
        platform: checked("--platform", Platform, values.platform ?? here()),
        now,
      });
      if (verdict.verdict === "refused") {
        print(`Refused: ${sentence(verdict.refusal)}`);
        return 1;
      }
      print(`Good. ${verdict.package.name} is Wattlight ${verdict.release.version} for ${verdict.package.platform}`);
      return 0;
    }
    default:
      throw new OperatorComplaint(USAGE);
  }
}

async function listed(named: string): Promise<ReleasePackage> {
  const at = named.indexOf("=");
  if (at < 0) throw new OperatorComplaint(`make takes PLATFORM=PACKAGE, not ${named}`);
  const platform = checked("the platform", Platform, named.slice(0, at));
  return { ...(await packageIn(named.slice(at + 1))), platform };
}

function releaseIn(path: string): Release {
  const read = parseRelease(bytesOf(path, RELEASE_LIMITS.bytes));
  if (read.ok) return read.release;
  throw new OperatorComplaint(`${path} is no manifest of a release: ${JSON.stringify(read.fault)}`);
}

/** Read again before it is written: what nobody could read must not be handed out. */
function save(path: string, release: Release, print: (line: string) => void): void {
  const bytes = encodeRelease(release);
  const back = parseRelease(bytes);
  if (!back.ok) throw new OperatorComplaint(`this makes no manifest: ${JSON.stringify(back.fault)}`);
  writeWhole(path, bytes, 0o644);
  show(back.release, print);
}

function show({ version, issued, validUntil, packages, signatures }: Release, print: (line: string) => void): void {
  print(`Wattlight ${version}, signed ${dateOf(issued)}, valid until ${dateOf(validUntil)}`);
  for (const { name, platform, bytes, sha256 } of packages) print(`${sha256}  ${name} (${platform}, ${bytes} bytes)`);
  for (const { key } of signatures) print(`signature  ${key} (not checked: see check)`);
}

function sentence(refusal: ReleaseRefusal): string {
  switch (refusal.rule) {
    case "unreadable":
      return `this is no manifest of a release (${JSON.stringify(refusal.fault)})`;
    case "signatures":
      return `${refusal.valid} valid signatures of the given keys, ${refusal.needed} needed`;
    case "notYet":
      return `signed in the future, ${dateOf(refusal.issued)}; it is ${dateOf(refusal.now)} here`;
    case "expired":
      return `valid until ${dateOf(refusal.validUntil)}; it is ${dateOf(refusal.now)} here. Fetch a newer manifest`;
    case "rollBack":
      return `version ${refusal.version} is older than ${refusal.atLeast}, which is installed`;
    case "unlisted":
      return `${refusal.name} is no package of this release`;
    case "platform":
      return `it is made for ${refusal.platform}, not for ${refusal.wanted}`;
    case "size":
      return `it has ${refusal.bytes} bytes, ${refusal.listed} are signed`;
    case "hash":
      return `its SHA-256 is ${refusal.sha256}, ${refusal.listed} is signed`;
  }
}

function here(): string {
  const systems: Partial<Record<NodeJS.Platform, string>> = { linux: "linux", darwin: "mac", win32: "win" };
  return `${systems[process.platform] ?? process.platform}-${process.arch}`;
}

const dateOf = (seconds: number): string => new Date(seconds * 1000).toISOString();

function wholeOf(text: string): number {
  return /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
}

function checked<T>(name: string, schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new OperatorComplaint(`${name} cannot be ${String(value)}`);
  return parsed.data;
}

if (import.meta.main) {
  try {
    process.exitCode = await manifest(process.argv.slice(2), Math.floor(Date.now() / 1000), console.log);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 2;
  }
}
