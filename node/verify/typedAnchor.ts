/**
 * An anchor as people type it: `HEIGHT:HASH`, or with a space between, with the height's thousands and the hash's groups apart as the wallet
 * shows them, and also where the shell has split it into words.
 */
import type { ProofAnchor } from "../../shared/proof/checkBundle.ts";
import { Complaint } from "../command/complaint.ts";

/** Two weeks, where none is said. */
const TRUSTING_PERIOD = 1_209_600;
const DIGITS = 64;

/**
 * Joins the words that the shell has made of an unquoted anchor: those after it that are hex, until its hash is whole. A file of such a name
 * can be given before the option.
 */
export function anchorWordsJoined(args: readonly string[]): readonly string[] {
  const at = args.findIndex((arg) => arg === "--anchor" || arg.startsWith("--anchor="));
  if (at === -1) return args;
  const first = args[at] === "--anchor" ? at + 1 : at;
  const words = [args[first] ?? ""];
  for (let next = first + 1; hashDigits(words.join(" ")) < DIGITS; next++) {
    const word = args[next];
    if (word === undefined || !/^[0-9a-fA-F]+$/.test(word)) break;
    words.push(word);
  }
  return [...args.slice(0, first), words.join(" "), ...args.slice(first + words.length)];
}

/** Throws a Complaint that says which part is wrong. */
export function typedAnchor(
  anchor: string | undefined,
  chainId: string | undefined,
  period: string | undefined,
): ProofAnchor {
  if (anchor === undefined || chainId === undefined)
    throw new Complaint({
      en: "--anchor HEIGHT:HASH and --chain ID go together: a hash counts for one chain alone.",
      zh: "--anchor 高度:哈希 与 --chain 链号须一起给出：哈希只对一条链有效。",
    });
  if (period !== undefined && !/^\d{1,9}$/.test(period))
    throw new Complaint({
      en: `--trusting-period is a whole number of seconds, not ${period}.`,
      zh: `--trusting-period 为整数秒，不能是 ${period}。`,
    });
  const { height, hash } = partsOf(anchor);
  if (!/^\d{1,15}$/.test(height))
    throw new Complaint({
      en: `--anchor begins with the height of a block, a whole number, and then has the hash: HEIGHT:HASH. “${height}” is no height.`,
      zh: `--anchor 以区块高度（整数）开头，其后为哈希：高度:哈希。“${height}”不是高度。`,
    });
  if (!/^[0-9a-f]*$/.test(hash) || hash.length !== DIGITS)
    throw new Complaint({
      en: `The hash in --anchor has 64 digits, 0 to 9 and a to f; this one has ${hash.length}${/^[0-9a-f]*$/.test(hash) ? "" : ", and other characters among them"}.`,
      zh: `--anchor 中的哈希为 64 位，只含 0 到 9 和 a 到 f；所给的有 ${hash.length} 位${/^[0-9a-f]*$/.test(hash) ? "" : "，且含有其他字符"}。`,
    });
  const trustingPeriod = period === undefined ? TRUSTING_PERIOD : Number(period);
  return { chainId, height: Number(height), hash, trustingPeriod };
}

function partsOf(anchor: string): { readonly height: string; readonly hash: string } {
  const text = anchor.replace(/^--anchor=/, "").trim();
  const between = text.includes(":") ? text.indexOf(":") : text.search(/\s/);
  const [height, hash] = between === -1 ? [text, ""] : [text.slice(0, between), text.slice(between + 1)];
  return { height: height.replaceAll(/[\s,]/g, ""), hash: hash.replaceAll(/\s/g, "").toLowerCase() };
}

function hashDigits(anchor: string): number {
  return partsOf(anchor).hash.length;
}
