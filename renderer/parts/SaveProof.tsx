/** One button: saves what is on screen as a proof file that anybody can check offline. */
import { Button } from "@mantine/core";
import type { ProofSubject } from "../../shared/ipc/proofViews.ts";
import { FaultLine } from "../frame/Loaded.tsx";
import { say } from "../store/app.ts";
import { useAct } from "../store/hooks.ts";
import { partWords } from "./words.ts";

export function SaveProof({
  subject,
  label,
  compact = false,
}: {
  subject: ProofSubject;
  label?: string;
  compact?: boolean;
}) {
  const t = partWords.use();
  const save = useAct("proof.save");
  return (
    <>
      <Button
        loading={save.busy}
        {...(compact && { size: "compact-xs", variant: "subtle", className: "flush" })}
        onClick={() =>
          void save.run(subject).then((done) => done?.saved != null && say({ kind: "saved", name: done.saved }))
        }
      >
        {label ?? t("proof.save")}
      </Button>
      {save.act.state === "failed" ? <FaultLine fault={save.act.fault} /> : null}
    </>
  );
}
