/** A request or a report handed on: as a row of codes on the screen, or as a file. */
import { Button, Modal } from "@mantine/core";
import { useState } from "react";
import type { Input } from "../../../shared/ipc/contract.ts";
import { FaultLine } from "../../frame/Loaded.tsx";
import { frameWords } from "../../frame/words.ts";
import { say } from "../../store/app.ts";
import { useAct } from "../../store/hooks.ts";
import { Codes } from "../ledger/EntryCodes.tsx";
import { jobWords } from "./words.ts";

export function CarryActs({ id, what }: { id: string; what: Input<"jobs.carry">["what"] }) {
  const t = jobWords.use();
  const carry = useAct("jobs.carry");
  const [frames, setFrames] = useState<readonly string[] | null>(null);
  const take = async (as: "codes" | "file"): Promise<void> => {
    const done = await carry.run({ id, what, as });
    if (done?.frames) setFrames(done.frames);
    if (done?.saved != null) say({ kind: "saved", name: done.saved });
  };
  return (
    <>
      <div className="acts">
        <Button onClick={() => void take("codes")}>{t("codes")}</Button>
        <Button onClick={() => void take("file")}>{t("file")}</Button>
      </div>
      {carry.act.state === "failed" ? <FaultLine fault={carry.act.fault} /> : null}
      <ShowFrames
        frames={frames}
        title={what === "request" ? t("handRequest") : t("steps.report")}
        onClose={() => setFrames(null)}
      />
    </>
  );
}

export function ShowFrames({
  frames,
  title,
  onClose,
}: {
  frames: readonly string[] | null;
  title: string;
  onClose: () => void;
}) {
  const close = frameWords.use()("close");
  return (
    <Modal
      opened={frames !== null}
      onClose={onClose}
      title={title}
      size="lg"
      closeButtonProps={{ "aria-label": close }}
    >
      {frames ? <Codes frames={frames} /> : null}
    </Modal>
  );
}
