/** A reason and the acts that can be signed with it: one is filled, at most. */
import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import type { OfficeIntent } from "../../../shared/ipc/officeIntent.ts";
import { FaultLine } from "../../frame/Loaded.tsx";
import { useOffice } from "./useOffice.ts";
import { officeWords } from "./words.ts";

export interface ReasonedAct {
  readonly text: string;
  readonly filled?: boolean;
  /** Null while something that it needs is missing. */
  readonly intent: (reason: string) => OfficeIntent | null;
}

export function ReasonedActs({ acts, onSigned }: { acts: readonly ReasonedAct[]; onSigned?: () => void }) {
  const t = officeWords.use();
  const office = useOffice();
  const [reason, setReason] = useState("");
  const given = reason.trim().replaceAll(/\s*\n\s*/g, " ");
  return (
    <div className="reasoned">
      <Textarea
        label={t("reason")}
        description={t("reasonHelp")}
        maxLength={280}
        rows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {office.fault ? <FaultLine fault={office.fault} /> : null}
      <div className="acts">
        {acts.map((act) => {
          const intent = given === "" ? null : act.intent(given);
          return (
            <Button
              key={act.text}
              variant={act.filled ? "filled" : "default"}
              disabled={intent === null}
              loading={office.busy}
              onClick={() => {
                if (intent)
                  void office.ask(intent).then((signed) => {
                    if (!signed) return;
                    setReason("");
                    onSigned?.();
                  });
              }}
            >
              {act.text}
            </Button>
          );
        })}
      </div>
    </div>
  );
}
