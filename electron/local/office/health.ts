/** office.health: who validates and decides, which rules run, and what was proved against validators. */
import type { HealthView } from "../../../shared/ipc/officeViews.ts";
import { misbehaviourText } from "../../../shared/words/misbehaviour.ts";
import type { Page } from "../../sync/verifiedReads.ts";
import { type Joined, labelOf } from "../joined.ts";

const OFFENCES = 100;

export async function healthView(joined: Joined, page: Page): Promise<HealthView> {
  const [regulators, validators, misbehaviour, upgrade] = await Promise.all([
    page.query("regulators", {}),
    page.query("validators", {}),
    page.query("misbehaviour", { limit: OFFENCES }),
    page.query("upgrade", {}),
  ]);
  return {
    rules: upgrade.version,
    next: upgrade.next && { version: upgrade.next.version, height: upgrade.next.height },
    height: page.height,
    regulators: regulators.map(({ id, zone }) => ({ party: labelOf(joined, id), zone })),
    validators: validators.map(({ key, power }) => ({ key, power })),
    misbehaviour: misbehaviour.map((offence) => ({
      kind: offence.kind,
      address: offence.address,
      text: { ...misbehaviourText(offence) },
      height: offence.height,
      time: offence.time,
    })),
  };
}
