/** Keys of a demo chain's party, from the secret in its folder: to try the commands on. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { demoKey } from "../demo/keys.ts";
import { OFFICES } from "../demo/offices.ts";
import { installationKeys } from "../embedded/installationKeys.ts";
import { Complaint } from "../command/complaint.ts";
import { CONNECTIONS } from "../street/residents.ts";
import { writePartyKeys } from "./partyKeys.ts";

export function demoKeys(folder: string, who: string, out: string): void {
  const known = [...OFFICES, ...CONNECTIONS].map((one) => one.who);
  if (!known.includes(who))
    throw new Complaint({
      en: `The demo knows no ${who}. It knows ${known.join(", ")}.`,
      zh: `演示网络中没有 ${who}。可用的有 ${known.join("、")}。`,
    });
  if (!existsSync(join(folder, "keys.json")))
    throw new Complaint({
      en: `${folder} has no keys.json of a demo chain.`,
      zh: `${folder} 中没有演示链的 keys.json。`,
    });
  const keys = { master: installationKeys(folder).master };
  writePartyKeys(out, {
    account: demoKey(keys, who, "account").secret,
    encryption: [demoKey(keys, who, "encryption").secret],
  });
}
