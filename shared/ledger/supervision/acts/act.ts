/** What an act is: the rules under which it can be carried out, and what it changes. One table row per act (acts.ts). */
import type { ActName, ActOf } from "../../bodies/decisions.ts";
import type { Context } from "../../context.ts";
import type { Verdict } from "../../rules.ts";

/** The decision that an act rests on. */
export interface Decided {
  readonly id: string;
  readonly reason: string;
}

export interface ActSpec<A extends ActName> {
  /** It takes effect only `supervision.notice` after it is carried: people must be able to prepare. */
  readonly notice: boolean;
  /** It takes more than two thirds of the regulators, whatever the quorum. */
  readonly twoThirds: boolean;
  /** Checked when it is proposed and again at its effect. `lead`: seconds until its effect at the earliest. */
  rules(context: Context, act: ActOf<A>, lead: number): Iterable<Verdict>;
  /** Its rules held just now, so it has nothing to refuse. */
  perform(context: Context, act: ActOf<A>, decided: Decided): void;
}
export type ActTable<A extends ActName> = { readonly [Each in A]: ActSpec<Each> };

export const AT_ONCE = { notice: false, twoThirds: false } as const;
export const AFTER_NOTICE = { notice: true, twoThirds: false } as const;
