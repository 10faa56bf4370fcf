/** One query: path `/query/<name>/<version>`, data canonical JSON; the value of the answer is a witness (DESIGN §5). */
import { canonicalText, decodeCanonical } from "../../shared/codec/canonical.ts";
import { OverBudget, type WitnessBudget, witnessOf } from "../../shared/state/witness.ts";
import type { QueryAnswer } from "./application.ts";
import type { Rules } from "./rules.ts";
import type { Versions } from "./versions.ts";

/** The most that one answer may touch and weigh. */
export const QUERY_BUDGET: WitnessBudget = { leaves: 8192, bytes: 1_048_576 };
const INPUT_LIMITS = { bytes: 8192, depth: 8 };
const PATH = /^\/query\/([A-Za-z]{1,40})\/(\d{1,4})$/;

/** @param versions undefined before the chain has begun: a node that synchronises is asked, too */
export function answerQuery(
  versions: Versions | undefined,
  rules: Pick<Rules, "runQuery">,
  request: { readonly path: string; readonly data: Uint8Array; readonly height: number },
): QueryAnswer {
  const height = request.height === 0 ? (versions?.latest.height ?? 0) : request.height;
  const none = (code: 1 | 2 | 3, log: string): QueryAnswer => ({ code, height, value: new Uint8Array(), log });
  const path = PATH.exec(request.path);
  if (!path) return none(1, "the path is not /query/<name>/<version>");
  const state = versions?.at(height);
  if (!state) return none(2, `height ${height} is not kept`);
  const input = decodeCanonical(request.data, INPUT_LIMITS);
  if (!input.ok) return none(1, `the input is not canonical JSON: ${input.fault}`);
  try {
    const run = (reader: Parameters<Rules["runQuery"]>[0]) =>
      rules.runQuery(reader, path[1] as string, Number(path[2]), input.value);
    return { code: 0, height, value: witnessOf(state, run, QUERY_BUDGET), log: "" };
  } catch (error) {
    if (error instanceof OverBudget) {
      const { what, limit } = error;
      return none(3, canonicalText({ fault: "overBudget", what, limit, next: "smallerPage" }));
    }
    return none(1, error instanceof Error ? error.message : "the query failed");
  }
}
