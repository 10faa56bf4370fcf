/** A back-up file: opened with the passphrase, saved where the reader says, read back. */
import { call } from "../call.ts";
import { AskPassphrase } from "./AskPassphrase.tsx";

export function SaveBackup(props: { back: () => void; done: (file: string) => void }) {
  return (
    <AskPassphrase
      of="backup"
      back={props.back}
      act={async (passphrase) => {
        const { saved } = await call("safe.backup", { passphrase });
        if (saved === null) props.back();
        else props.done(saved);
      }}
    />
  );
}
