/** Another passphrase for the same keys. */
import { useState } from "react";
import { call } from "../call.ts";
import { keysWords } from "../keysWords.ts";
import { type Chosen, NewPassphrase } from "../NewPassphrase.tsx";
import { AskPassphrase } from "./AskPassphrase.tsx";

export function ChangePassphrase(props: { back: () => void; done: () => void }) {
  const t = keysWords.use();
  const [chosen, setChosen] = useState<Chosen>({ one: "", two: "" });
  const [strong, setStrong] = useState(false);
  return (
    <AskPassphrase
      of="change"
      back={props.back}
      ready={strong && chosen.one === chosen.two}
      act={async (current) => {
        await call("safe.changePassphrase", { current, next: chosen.one });
        props.done();
      }}
    >
      <NewPassphrase
        chosen={chosen}
        choose={setChosen}
        strong={setStrong}
        labels={{ one: t("change.next"), two: t("change.again") }}
      />
    </AskPassphrase>
  );
}
