/** Links of the scheme `wattlight:` that other programs hand to this one: on the command line, to a second start, or as macOS's event. */

const SCHEME = "wattlight:";
/** What a link may have; a page that makes a longer one means no network of ours. */
const MOST = 65_536;

/** The last link among arguments; what follows it is not looked at, nor is anything in it obeyed. */
export function linkAmong(argv: readonly string[]): string | undefined {
  return argv.findLast((arg) => arg.toLowerCase().startsWith(SCHEME) && arg.length <= MOST);
}
