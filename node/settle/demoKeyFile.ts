/** Keys of a demo chain's party, from the secret in its folder: to try the commands on. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { demoKey } from "../demo/keys.ts";
import { OFFICES } from "../demo/offices.ts";
import { installationKeys } from "../embedded/installationKeys.ts";
import { Complaint } from "../files/inputFile.ts";
import { CONNECTIONS } from "../street/residents.ts";
import { writePartyKeys } from "./partyKeys.ts";

export function demoKeys(folder: string, who: string, out: string): void {
  const known = [...OFFICES, ...CONNECTIONS].map((one) => one.who);
  if (!known.includes(who)) throw new Complaint(`the demo knows no ${who}: ${known.join(", ")}`);
  if (!existsSync(join(folder, "keys.json"))) throw new Complaint(`${folder} has no keys.json of a demo chain`);
  const keys = { master: installationKeys(folder).master };
  writePartyKeys(out, {
    account: demoKey(keys, who, "account").secret,
    encryption: [demoKey(keys, who, "encryption").secret],
  });
}
