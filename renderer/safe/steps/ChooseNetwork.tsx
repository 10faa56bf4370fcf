/** The last step: which network to join. The demo network is built in and starts on this computer. */
import { Button } from "@mantine/core";
import { useState } from "react";
import { call } from "../call.ts";
import { faultText } from "../faults.ts";
import { focusOnArrival } from "../focus.ts";
import { Frame } from "../Frame.tsx";
import { safeWords } from "../words.ts";
import type { FrameSteps } from "./Language.tsx";

export function ChooseNetwork({ frame }: { frame: FrameSteps }) {
  const t = safeWords.use();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const join = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await call("safe.join", { network: "demo" });
      await call("safe.finish", {});
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <Frame
      {...frame}
      title={t("network.title")}
      lead={t("network.lead")}
      aside={<output>{problem !== undefined ? faultText(t, problem) : busy ? t("network.starting") : ""}</output>}
      actions={
        <Button size="md" variant="filled" ref={focusOnArrival} disabled={busy} onClick={() => void join()}>
          {t("network.join")}
        </Button>
      }
    >
      <section className="sheet network" aria-labelledby="demo-name">
        <h2 id="demo-name">{t("network.demo")}</h2>
        <p>{t("network.demoWhat")}</p>
        <ul>
          {(["demoMoney", "demoTime", "demoMeter"] as const).map((line) => (
            <li key={line}>{t(`network.${line}`)}</li>
          ))}
        </ul>
      </section>
    </Frame>
  );
}
