/** Switching on that the system's keychain opens this wallet too; the passphrase of now is asked as for every act. */
import { call } from "../call.ts";
import { AskPassphrase } from "./AskPassphrase.tsx";

export function SystemUnlock(props: { back: () => void; done: () => void }) {
  return (
    <AskPassphrase
      of="system"
      back={props.back}
      act={async (passphrase) => {
        await call("safe.systemUnlock", { passphrase, on: true });
        props.done();
      }}
    />
  );
}
