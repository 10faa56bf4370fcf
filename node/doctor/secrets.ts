/** Files that must be there and be nobody else's: the home, keys, the last signature. */
import { existsSync, statSync } from "node:fs";
import type { Home } from "../home/home.ts";
import { type Finding, fine, worry, wrong } from "./finding.ts";

export function checkSecrets(home: Home, uid: number | undefined): readonly Finding[] {
  const files = [
    ["validator key", home.validatorKey],
    ["node key", home.nodeKey],
    ["configuration", home.config],
  ] as const;
  return [
    ...files.map(([of, file]) => ownFile(of, file, uid)),
    existsSync(home.validatorState)
      ? fine("last signature", home.validatorState)
      : wrong(
          "last signature",
          `${home.validatorState} is missing`,
          "without it a validator may sign twice: restore it from the same moment as the key, or make sure that this key has signed nothing yet and let a start write a new one",
        ),
    ownFolder(home.root),
  ];
}

export function ownFile(of: string, file: string, uid: number | undefined): Finding {
  if (!existsSync(file))
    return wrong(of, `${file} is missing`, `restore it from a back-up, or make a new home with "init"`);
  const { mode, uid: owner } = statSync(file);
  if (process.platform === "win32") return fine(of, file);
  if (uid !== undefined && owner !== uid && uid !== 0)
    return wrong(of, `${file} belongs to account ${owner}, and this is ${uid}`, `run as that account, or "chown" it`);
  const open = mode & 0o077;
  return open === 0
    ? fine(of, file)
    : wrong(of, `${file} may be read or written by others (mode ${(mode & 0o777).toString(8)})`, `chmod 600 ${file}`);
}

function ownFolder(root: string): Finding {
  const open = statSync(root).mode & 0o077;
  return open === 0 || process.platform === "win32"
    ? fine("home", root)
    : worry(
        "home",
        `${root} is open to others (mode ${(statSync(root).mode & 0o777).toString(8)})`,
        `chmod 700 ${root}`,
      );
}
