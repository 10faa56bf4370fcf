/**
 * What other programs hand to this one: links of the scheme `wattlight:` and paths of `.watt` files, on the command line, to a second
 * start, or as macOS's events. What else stands there is not looked at, nor is anything in it obeyed.
 */
import { isAbsolute, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const SCHEME = "wattlight:";
/** What a link may have; a page that makes a longer one means no network of ours. */
const MOST = 65_536;
/** The ending of our files. */
const ENDING = ".watt";
/** Longest path of any system that we run on. */
const PATH_MOST = 32_767;

/** The last link among arguments. */
export function linkAmong(argv: readonly string[]): string | undefined {
  return argv.findLast((arg) => arg.toLowerCase().startsWith(SCHEME) && arg.length <= MOST);
}

/** Absolute path of the last of our files among arguments, by its ending; `from`: the folder that relative ones count from. */
export function fileAmong(argv: readonly string[], from: string): string | undefined {
  const named = argv.findLast((arg) => {
    const plain = arg.toLowerCase();
    return plain.endsWith(ENDING) && !plain.startsWith("-") && !plain.startsWith(SCHEME) && arg.length <= PATH_MOST;
  });
  if (named === undefined || named.includes("\0")) return undefined;
  // Some desktops give URLs; those of another computer name no file here.
  if (!/^[a-z][a-z0-9+.-]+:\/\//i.test(named)) return isAbsolute(named) ? named : resolve(from, named);
  try {
    const url = new URL(named);
    return url.protocol === "file:" && url.host === "" ? fileURLToPath(url) : undefined;
  } catch {
    return undefined;
  }
}
