/** Arguments of a command, each complaint naming the one that is wrong; `parseArgs` itself would say so in English and in its own terms. */
import { parseArgs } from "node:util";
import { Complaint } from "./complaint.ts";

export type Options = Readonly<
  Record<string, { readonly type: "string"; readonly multiple?: true } | { readonly type: "boolean" }>
>;
export type Values<O extends Options> = {
  readonly [N in keyof O]?: O[N] extends { type: "boolean" }
    ? true
    : O[N] extends { multiple: true }
      ? readonly string[]
      : string;
};

export interface Given<O extends Options> {
  readonly values: Values<O>;
  readonly positionals: readonly string[];
}

/** Throws a Complaint for an option that the command does not have, a value that is missing or too much, an option given twice. */
export function optionsIn<O extends Options>(args: readonly string[], options: O): Given<O> {
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });
  const values: Record<string, unknown> = {};
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    const { name, rawName, value } = token;
    const spec = Object.hasOwn(options, name) ? options[name] : undefined;
    if (!spec) throw unknown(rawName, options);
    if (spec.type === "boolean") {
      if (value !== undefined) throw needless(rawName);
      values[name] = true;
      continue;
    }
    // A dash begins the next option, not a value: "--network --lang zh" has forgotten the file.
    if (value === undefined || (token.inlineValue === false && value.startsWith("--"))) throw missing(rawName);
    if (spec.multiple) values[name] = [...((values[name] as readonly string[] | undefined) ?? []), value];
    else if (Object.hasOwn(values, name)) throw twice(rawName);
    else values[name] = value;
  }
  return { values: values as Values<O>, positionals };
}

function unknown(name: string, options: Options): Complaint {
  const known = Object.keys(options).map((one) => `--${one}`);
  return new Complaint({
    en: `There is no option ${name} here. Known are ${known.join(", ")}.`,
    zh: `这里没有选项 ${name}。可用的有 ${known.join("、")}。`,
  });
}

function needless(name: string): Complaint {
  return new Complaint({ en: `${name} takes no value.`, zh: `${name} 不带值。` });
}

function missing(name: string): Complaint {
  return new Complaint({ en: `${name} needs a value after it.`, zh: `${name} 之后需要一个值。` });
}

function twice(name: string): Complaint {
  return new Complaint({ en: `${name} is given twice; once is enough.`, zh: `${name} 给了两次，一次即可。` });
}
