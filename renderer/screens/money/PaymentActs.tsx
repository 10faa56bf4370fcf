/** What can be done with a statement: say that it was paid, confirm that it arrived, deny it with a reason. */
import { Button, Modal, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Output } from "../../../shared/ipc/contract.ts";
import type { StatementRow } from "../../../shared/ipc/marketViews.ts";
import { FaultLine } from "../../frame/Loaded.tsx";
import { partyName } from "../../frame/names.ts";
import { frameWords } from "../../frame/words.ts";
import { useWatched } from "../../frame/watched.ts";
import { yuanMark } from "../../parts/figures.ts";
import { sayOutcome } from "../../store/app.ts";
import { useAct } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { moneyWords } from "./words.ts";

export function PaymentActs({ row }: { row: StatementRow }) {
  const t = moneyWords.use();
  const frame = frameWords.use();
  const lang = useLang();
  const [open, setOpen] = useState<"claim" | "deny" | null>(null);
  const [text, setText] = useState("");
  const watched = useWatched();
  const claim = useAct("sign.claim");
  const confirm = useAct("sign.confirm");
  const deny = useAct("sign.deny");
  const base = { other: row.other.id, period: row.period };
  const ended = (answer: Output<"sign.confirm"> | undefined) => {
    if (!answer) return;
    sayOutcome(answer);
    setOpen(null);
    setText("");
  };
  const values = { name: partyName(row.other, lang), amount: yuanMark(lang, Math.abs(row.due)) };
  const failed = [claim, confirm, deny].find((act) => act.act.state === "failed")?.act;
  const mayClaim = row.due < 0 && (row.state === "due" || row.state === "overdue");
  const mayAnswer = row.due > 0 && row.state === "claimed";
  if (!mayClaim && !mayAnswer) return null;
  return (
    <>
      <div className="acts">
        {mayClaim ? (
          <Button {...watched} onClick={() => setOpen("claim")}>
            {t("claim")}
          </Button>
        ) : null}
        {mayAnswer ? (
          <>
            <Button {...watched} loading={confirm.busy} onClick={() => void confirm.run(base).then(ended)}>
              {t("confirm")}
            </Button>
            <Button variant="subtle" {...watched} onClick={() => setOpen("deny")}>
              {t("deny")}
            </Button>
          </>
        ) : null}
      </div>
      {failed?.state === "failed" ? <FaultLine fault={failed.fault} /> : null}
      <Modal
        opened={open !== null}
        onClose={() => setOpen(null)}
        title={t(open === "deny" ? "denyTitle" : "claimTitle", values)}
        closeButtonProps={{ "aria-label": frame("close") }}
      >
        <p className="dim">{t(open === "deny" ? "denyText" : "claimText", values)}</p>
        {open === "deny" ? (
          <Textarea
            label={t("reason")}
            maxLength={280}
            rows={3}
            mt={16}
            value={text}
            onChange={(e) => setText(e.currentTarget.value)}
          />
        ) : (
          <TextInput
            label={t("reference")}
            description={t("referenceHelp")}
            maxLength={64}
            mt={16}
            value={text}
            onChange={(e) => setText(e.currentTarget.value)}
          />
        )}
        <div className="acts">
          <Button
            variant="filled"
            disabled={text.trim() === ""}
            loading={claim.busy || deny.busy}
            onClick={() =>
              void (open === "deny"
                ? deny.run({ ...base, reason: text.trim() }).then(ended)
                : claim.run({ ...base, reference: text.trim() }).then(ended))
            }
          >
            {frame("review")}
          </Button>
          <Button variant="subtle" onClick={() => setOpen(null)}>
            {frame("cancel")}
          </Button>
        </div>
      </Modal>
    </>
  );
}
