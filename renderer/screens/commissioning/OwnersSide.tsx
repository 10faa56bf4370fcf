/** The owner's side: an installer's request is answered by the meter's key, and the hand-over is taken; what is held stands here. */
import { Button } from "@mantine/core";
import { useState } from "react";
import type { HandedDevice } from "../../../shared/commissioning/handover.ts";
import type { HeldHandover } from "../../../shared/ipc/commissioningViews.ts";
import type { ProofCheck } from "../../../shared/ipc/proofViews.ts";
import { FaultLine } from "../../frame/Loaded.tsx";
import { decimal } from "../../parts/figures.ts";
import { wallText } from "../../parts/times.ts";
import { say } from "../../store/app.ts";
import { useAct, useRead } from "../../store/hooks.ts";
import { again } from "../../store/reads.ts";
import { useLang } from "../../words/i18n.ts";
import { FoundProof } from "../ledger/FoundProof.tsx";
import { Bring } from "./Bring.tsx";
import { ShowFrames } from "./CarryActs.tsx";
import { plate } from "./DevicesStep.tsx";
import { jobWords } from "./words.ts";

export function OwnersSide() {
  const t = jobWords.use();
  const held = useRead("handover.held", {});
  const reading = useAct("sign.reading");
  const read = useAct("handover.read");
  const check = useAct("proof.check");
  const [frames, setFrames] = useState<readonly string[] | null>(null);
  const [found, setFound] = useState<ProofCheck | null>(null);
  const answer = async (text: string | null): Promise<void> => {
    const done = await reading.run({ text });
    if (done?.outcome === "signed") setFrames(done.frames);
    if (done?.outcome === "declined") say({ kind: "declined" });
  };
  const take = async (text: string | null): Promise<void> => {
    const done = text === null ? await check.run({}) : await read.run({ text });
    if (done) setFound(done);
    again("handover.held", {});
  };
  const failed = [reading, read, check].find((one) => one.act.state === "failed")?.act;
  return (
    <section className="section" aria-labelledby="jobs-owner">
      <h2 id="jobs-owner">{t("ownerTitle")}</h2>
      <p className="dim job-intro">{t("ownerText")}</p>
      {held.state === "ready" && held.value ? <Held held={held.value} /> : null}
      <div className="job-form">
        <Bring
          label={t("request")}
          hint={t("requestHint")}
          busy={reading.busy}
          onText={(text) => void answer(text)}
          onFile={() => void answer(null)}
        />
        <Bring
          label={t("handover")}
          hint={t("answerHint")}
          busy={read.busy || check.busy}
          onText={(text) => void take(text)}
          onFile={() => void take(null)}
        />
      </div>
      {failed?.state === "failed" ? <FaultLine fault={failed.fault} /> : null}
      {found ? <FoundProof check={found} close={() => setFound(null)} /> : null}
      <ShowFrames frames={frames} title={t("yourAnswer")} onClose={() => setFrames(null)} />
    </section>
  );
}

function Held({ held: { handover } }: { held: HeldHandover }) {
  const t = jobWords.use();
  const lang = useLang();
  const { request, revision, made, devices } = handover;
  const kW = (watts: number): string => decimal(lang, watts, 3, { max: 3 });
  return (
    <div className="sheet block job-held">
      <h3>{t("held")}</h3>
      <p>
        {t("heldText", {
          count: revision,
          time: wallText(lang, made, "date"),
          zone: request.zone,
          import: kW(request.importW),
          export: kW(request.exportW),
        })}
      </p>
      <ul className="job-devices">
        {devices.map((device) => (
          <HeldDevice key={plate(device.identity)} device={device} />
        ))}
      </ul>
    </div>
  );
}

/** The configuration that was handed over: with one press this wallet reads the same device the same way. */
function HeldDevice({ device: { identity, sits, source, reversed } }: { device: HandedDevice }) {
  const t = jobWords.use();
  const add = useAct("devices.add");
  const devices = useRead("devices.list", {});
  const name = plate(identity).slice(0, 60);
  const there = devices.state === "ready" && devices.value.some((one) => one.name === name);
  return (
    <li>
      <span>
        <b className="b">{plate(identity)}</b>{" "}
        <span className="dim">{`${t(`kinds.${identity.kind}`)} · ${t(`places.${sits}`)}`}</span>
      </span>
      {source === null ? null : there ? (
        <span className="note">{t("heldAdded")}</span>
      ) : (
        <Button
          variant="subtle"
          loading={add.busy}
          onClick={() => void add.run({ name, source, reversed }).then(() => again("devices.list", {}))}
        >
          {t("heldAdd")}
        </Button>
      )}
      {add.act.state === "failed" ? <FaultLine fault={add.act.fault} /> : null}
    </li>
  );
}
