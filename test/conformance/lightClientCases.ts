/**
 * Model-based light-client cases (format: CometBFT's light-client test vectors, `initial`, `input[].block`, `now`, `verdict`).
 * Validator sets come in the generator's order; a chain hashes them sorted by power, then address. A case is run as a light
 * client would: it advances on SUCCESS alone. Clock drift 0.
 */
import { z } from "zod";
import { parseSignedHeader, parseValidatorsPage } from "../../shared/light/parse.ts";
import type { Fraction } from "../../shared/light/tally.ts";
import { parseTimestamp, type Timestamp } from "../../shared/light/timestamp.ts";
import type { Trusted, ValidatorSet } from "../../shared/light/types.ts";
import { sortValidators } from "../../shared/light/validators.ts";
import { type Verdict, verify } from "../../shared/light/verify.ts";

const Time = z.string().transform((text, context): Timestamp => {
  const time = parseTimestamp(text);
  if (time !== undefined) return time;
  context.addIssue(`not a time: ${text}`);
  return z.NEVER;
});

const SetJson = z.object({ validators: z.array(z.unknown()) }).transform((set, context): ValidatorSet => {
  const page = parseValidatorsPage({ block_height: "1", total: "0", validators: set.validators });
  // An empty or doubled set is for the rules to refuse, not for the reader.
  if (page.ok) return sortValidators(page.value.validators);
  context.addIssue(JSON.stringify(page.fault));
  return z.NEVER;
});

const Signed = z.unknown().transform((json, context) => {
  const parsed = parseSignedHeader(json);
  if (parsed.ok) return parsed.value;
  context.addIssue(JSON.stringify(parsed.fault));
  return z.NEVER;
});

export const Verdicts = z.enum(["SUCCESS", "NOT_ENOUGH_TRUST", "INVALID"]);

const Case = z.object({
  description: z.string(),
  initial: z.object({
    signed_header: Signed,
    next_validator_set: SetJson,
    /** Nanoseconds. */
    trusting_period: z.string().regex(/^\d+$/),
    now: Time,
  }),
  input: z
    .array(
      z.object({
        block: z.object({ signed_header: Signed, validator_set: SetJson, next_validator_set: SetJson }),
        now: Time,
        verdict: Verdicts,
      }),
    )
    .min(1),
});

export interface StepOutcome {
  readonly step: number;
  readonly expected: z.infer<typeof Verdicts>;
  readonly got: z.infer<typeof Verdicts>;
  readonly verdict: Verdict;
}

export interface CaseOptions {
  readonly trustLevel: Fraction;
  readonly clockDriftMs: number;
}

const NAMES = { valid: "SUCCESS", notEnoughTrust: "NOT_ENOUGH_TRUST", invalid: "INVALID" } as const;

/** Throws what is wrong with the file; a difference of verdicts is an outcome. */
export async function runCase(json: unknown, options: CaseOptions): Promise<readonly StepOutcome[]> {
  const { initial, input } = Case.parse(json);
  let trusted: Trusted = { header: initial.signed_header.header, nextValidators: initial.next_validator_set };
  const trustingPeriodMs = Number(initial.trusting_period) / 1_000_000;
  const outcomes: StepOutcome[] = [];
  for (const [step, { block, now, verdict: expected }] of input.entries()) {
    const untrusted = {
      ...block.signed_header,
      validators: block.validator_set,
      nextValidators: block.next_validator_set,
    };
    const verdict = await verify(trusted, untrusted, { ...options, trustingPeriodMs }, now);
    if (verdict.verdict === "valid") trusted = untrusted;
    outcomes.push({ step, expected, got: NAMES[verdict.verdict], verdict });
  }
  return outcomes;
}
