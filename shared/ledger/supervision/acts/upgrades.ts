/** Another version of the rules from a height on (DESIGN §8): with notice, by more than two thirds, as what validators run. */
import { KEY } from "../../keys.ts";
import { atLeast, holds } from "../../rules.ts";
import { save } from "../../stored.ts";
import { rulesVersionOf, type UpgradeRecord } from "../upgrade.ts";
import { validatorsOf } from "../validatorSet.ts";
import type { ActTable } from "./act.ts";

export const UPGRADE_ACTS: ActTable<"rules.upgrade"> = {
  "rules.upgrade": {
    notice: true,
    twoThirds: true,
    *rules({ state, height }, act) {
      // A chain in one process has no operators who could be told in time.
      yield holds("act.validators", validatorsOf(state).length > 0);
      yield atLeast("act.version", act.version, rulesVersionOf(state) + 1, "count");
      yield atLeast("act.height", act.height, height + 1, "count");
    },
    // A later decision takes the place of one whose height has not come.
    perform: ({ state }, { version, height }, { id }) =>
      save(state, KEY.upgrade, { version, height, decision: id } satisfies UpgradeRecord),
  },
};
