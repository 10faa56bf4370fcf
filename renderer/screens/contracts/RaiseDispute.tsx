/** Disputing named slots: which, why, and a file as evidence, of which only the hash goes onto the ledger. */
import { Button, Checkbox, Modal, NativeSelect, Textarea } from "@mantine/core";
import { useState } from "react";
import type { ContractView } from "../../../shared/ipc/marketViews.ts";
import { FaultLine } from "../../frame/Loaded.tsx";
import { slotStart, useHome } from "../../frame/market.ts";
import { partyName } from "../../frame/names.ts";
import { frameWords } from "../../frame/words.ts";
import { shortHash } from "../../parts/AddressStrip.tsx";
import { momentText } from "../../parts/times.ts";
import { sayOutcome } from "../../store/app.ts";
import { useAct } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { endWords } from "./endWords.ts";
import { runsOf } from "./slotRuns.ts";

export function RaiseDispute({ view }: { view: ContractView }) {
  const t = endWords.use();
  const frame = frameWords.use();
  const [open, setOpen] = useState(false);
  if (view.ends.disputable.length === 0) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t("dispute")}</Button>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={t("disputeTitle")}
        closeButtonProps={{ "aria-label": frame("close") }}
      >
        <Form view={view} onDone={() => setOpen(false)} />
      </Modal>
    </>
  );
}

function Form({ view, onDone }: { view: ContractView; onDone: () => void }) {
  const t = endWords.use();
  const frame = frameWords.use();
  const lang = useLang();
  const home = useHome();
  const { row, ends } = view;
  const slots = ends.disputable;
  // Those that fell short are what a dispute is about as a rule.
  const short = view.slots.filter(
    ({ slot, q, delivered }) => slots.includes(slot) && delivered !== null && delivered < q,
  );
  const [first, setFirst] = useState(() => short[0]?.slot ?? slots[0] ?? 0);
  const [last, setLast] = useState(() => short.at(-1)?.slot ?? slots.at(-1) ?? 0);
  const [reason, setReason] = useState("");
  const [evidence, setEvidence] = useState<{ name: string; hash: string } | null>(null);
  const [read, setRead] = useState(false);
  const choose = useAct("evidence.choose");
  const dispute = useAct("sign.dispute");
  const named = slots.filter((slot) => slot >= first && slot <= last);
  // The ledger takes slots one after the other: what lies between and is closed to the reader would be refused with them.
  const whole = runsOf(named).length === 1;
  const time = (slot: number) => momentText(lang, slotStart(home, row.carrier, slot));
  const data = slots.map((slot) => ({ value: String(slot), label: time(slot) }));
  const problem = last < first ? t("slotsOrder") : whole ? null : t("slotsGap");
  const ready = problem === null && reason.trim() !== "" && evidence !== null && read;
  return (
    <>
      <p className="dim">{t("disputeText", { name: partyName(row.party, lang) })}</p>
      <div className="pair">
        <NativeSelect
          label={t("slotsFrom")}
          value={String(first)}
          onChange={(event) => setFirst(Number(event.currentTarget.value))}
          data={data}
        />
        <NativeSelect
          label={t("slotsTo")}
          value={String(last)}
          onChange={(event) => setLast(Number(event.currentTarget.value))}
          data={data}
          error={problem}
        />
      </div>
      <Textarea
        label={t("reason")}
        description={t("reasonHelp")}
        maxLength={280}
        rows={3}
        mt={16}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value.replaceAll(/\s/g, " "))}
      />
      <div className="row between evidence">
        <span>
          {evidence ? evidence.name : t("evidence")}
          <span className="note block">
            {evidence ? (
              <>
                {t("evidenceHash")} <span className="addr">{shortHash(evidence.hash)}</span>
              </>
            ) : (
              t("evidenceHelp")
            )}
          </span>
        </span>
        <Button loading={choose.busy} onClick={() => void choose.run({}).then((file) => file && setEvidence(file))}>
          {t(evidence ? "evidenceOther" : "evidenceChoose")}
        </Button>
      </div>
      {choose.act.state === "failed" ? <FaultLine fault={choose.act.fault} /> : null}
      <Checkbox mt={16} checked={read} onChange={(event) => setRead(event.currentTarget.checked)} label={t("risk")} />
      {dispute.act.state === "failed" ? <FaultLine fault={dispute.act.fault} /> : null}
      <div className="acts">
        <Button
          variant="filled"
          disabled={!ready}
          loading={dispute.busy}
          onClick={() =>
            evidence &&
            void dispute
              .run({
                contract: row.id,
                first,
                count: last - first + 1,
                evidence: evidence.hash,
                reason: reason.trim(),
              })
              .then((answer) => {
                if (!answer) return;
                sayOutcome(answer);
                onDone();
              })
          }
        >
          {frame("review")}
        </Button>
        <Button variant="subtle" onClick={onDone}>
          {frame("cancel")}
        </Button>
      </div>
    </>
  );
}
