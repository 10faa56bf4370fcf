/** All that the wallet knows, as documented files in a folder that the reader chooses; what could not be written is said. */
import type { Output } from "../../../shared/ipc/contract.ts";
import { AskPassphrase } from "../keys/AskPassphrase.tsx";
import { call } from "../call.ts";
import type { everythingWords } from "./words.ts";

export type Saved = NonNullable<Output<"safe.saveEverything">>;

export function SaveEverything(props: { back: () => void; done: (saved: Saved) => void }) {
  return (
    <AskPassphrase
      of="everything"
      back={props.back}
      act={async (passphrase) => {
        const saved = await call("safe.saveEverything", { passphrase });
        if (saved === null) props.back();
        else props.done(saved);
      }}
    />
  );
}

/** The page has room for these; the folder's list has them all. */
const NAMED = 3;

export function savedText(t: ReturnType<typeof everythingWords.use>, { saved, files, without }: Saved): string {
  const said = t("saved", { folder: saved, files });
  if (without.length === 0) return said;
  const named = without.slice(0, NAMED).map(({ what, why }) => `${what} (${t(`why.${reason(why)}`)})`);
  const rest = without.length - named.length;
  const list = [...named, ...(rest > 0 ? [t("more", { count: rest })] : [])].join("; ");
  return `${said} ${t("without", { count: without.length })}${list}`;
}

function reason(why: string): "notJoined" | "notInFront" | "damaged" | "notProved" {
  if (why === "local.notJoined") return "notJoined";
  if (why === "account.notInFront") return "notInFront";
  return /^(?:store|record|private)\./.test(why) ? "damaged" : "notProved";
}
