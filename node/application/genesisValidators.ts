/**
 * The genesis document names validators twice: CometBFT's own list, and the ledger's, by which regulators change them later. If they
 * differed, the first change would be applied to another set than the one it was tried on.
 */
import type { Genesis } from "../../shared/ledger/params.ts";

/** Throws a RangeError that names a key whose power differs. A ledger that names none leaves the set to CometBFT, for good. */
export function demandValidators(
  { validators: ledger }: Pick<Genesis, "validators">,
  comet: readonly { readonly key: string; readonly power: number }[] | undefined,
): void {
  if (!comet || ledger.length === 0) return;
  const powers = new Map(ledger.map(({ key, power }) => [key, power]));
  for (const { key, power } of comet) {
    const known = powers.get(key);
    if (known !== power)
      throw new RangeError(`genesis: validator ${key} has power ${power}, in app_state ${known ?? "none"}`);
    powers.delete(key);
  }
  for (const key of powers.keys()) throw new RangeError(`genesis: validator ${key} of app_state is not in validators`);
}
