/** Arguments of a command, each complaint naming the one that is wrong; `parseArgs` itself would say so in English and in its own terms. */
import { parseArgs } from "node:util";
import type { Both } from "../../shared/words/format.ts";
import { Complaint } from "./complaint.ts";

/** How a command was typed is wrong; what it names is not looked at. */
export class WrongOption extends Complaint {}

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

/** Throws a WrongOption for an option that the command does not have, a value that is missing or too much, an option given twice. */
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

/** The same for a command that takes options alone. */
export function switchesIn<O extends Options>(args: readonly string[], options: O): Values<O> {
  const { values, positionals } = optionsIn(args, options);
  const [stray] = positionals;
  if (stray === undefined) return values;
  throw new WrongOption({
    en: `What is "${stray}"? Only options are taken here: ${listed(options, "en")}.`,
    zh: `“${stray}”是什么？这里只接受选项：${listed(options, "zh")}。`,
  });
}

export function whole(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d{1,15}$/.test(text) && value >= least && value <= most) return value;
  throw new WrongOption({
    en: `--${name}: a whole number from ${least} to ${most}, not "${text}"`,
    zh: `--${name} 应为 ${least} 至 ${most} 的整数，不能是“${text}”`,
  });
}

export function needed(name: string, value: string | undefined): string {
  if (value !== undefined && value !== "") return value;
  throw new WrongOption({ en: `--${name} is missing`, zh: `缺少 --${name}` });
}

/** @param what stands after the command without an option, as its usage calls it */
export function named(what: Both, value: string | undefined): string {
  if (value !== undefined && value !== "") return value;
  throw new WrongOption({ en: `${what.en} is missing`, zh: `缺少${what.zh}` });
}

const listed = (options: Options, lang: keyof Both): string =>
  Object.keys(options)
    .map((one) => `--${one}`)
    .join(lang === "en" ? ", " : "、");

function unknown(name: string, options: Options): WrongOption {
  return new WrongOption({
    en: `There is no option ${name} here. Known are ${listed(options, "en")}.`,
    zh: `这里没有选项 ${name}。可用的有 ${listed(options, "zh")}。`,
  });
}

function needless(name: string): WrongOption {
  return new WrongOption({ en: `${name} takes no value.`, zh: `${name} 不带值。` });
}

function missing(name: string): WrongOption {
  return new WrongOption({ en: `${name} needs a value after it.`, zh: `${name} 之后需要一个值。` });
}

function twice(name: string): WrongOption {
  return new WrongOption({ en: `${name} is given twice; once is enough.`, zh: `${name} 给了两次，一次即可。` });
}
