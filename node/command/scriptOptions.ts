/** Arguments of a script that has no other words than these: `--help` prints its usage and ends it, a wrong option ends it with code 2. */
import { type Given, type Options, optionsIn, switchesIn, type Values, WrongOption } from "./options.ts";

export function optionsOrEnd<O extends Options>(usage: string, options: O): Given<O> {
  return asked(usage, (args) => optionsIn(args, options));
}

/** For a script that takes options alone. */
export function switchesOrEnd<O extends Options>(usage: string, options: O): Values<O> {
  return asked(usage, (args) => switchesIn(args, options));
}

function asked<T>(usage: string, read: (args: readonly string[]) => T): T {
  const args = process.argv.slice(2);
  if (args.includes("--help")) {
    console.log(usage);
    return process.exit(0);
  }
  return orEnd(() => read(args));
}

/** What the arguments say, or the end with code 2 and the sentence of the one that is wrong. */
export function orEnd<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof WrongOption)) throw error;
    console.error(error.message);
    return process.exit(2);
  }
}
