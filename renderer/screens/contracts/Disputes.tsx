/** Disputes of a contract: what was said by whom, what the regulators found, with numbers, and what the reader can do now. */
import { Button, Modal, Table, Textarea } from "@mantine/core";
import { useState } from "react";
import type { DisputeView } from "../../../shared/ipc/contractEndViews.ts";
import type { ContractView } from "../../../shared/ipc/marketViews.ts";
import type { Proof } from "../../../shared/ipc/verified.ts";
import { FaultLine } from "../../frame/Loaded.tsx";
import { slotStart, useHome } from "../../frame/market.ts";
import { partyName } from "../../frame/names.ts";
import { frameWords } from "../../frame/words.ts";
import { shortHash } from "../../parts/AddressStrip.tsx";
import { whole, yuanMark } from "../../parts/figures.ts";
import { Seal } from "../../parts/Seal.tsx";
import { clockText, momentText, spanText } from "../../parts/times.ts";
import { partWords } from "../../parts/words.ts";
import { sayOutcome } from "../../store/app.ts";
import { useAct } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { endWords } from "./endWords.ts";
import { runsOf } from "./slotRuns.ts";

export function Disputes({ view, proof }: { view: ContractView; proof: Proof }) {
  const t = endWords.use();
  const { disputes } = view.ends;
  if (disputes.length === 0) return null;
  return (
    <div className="section">
      <div className="row between">
        <h2>{t("disputes")}</h2>
        <Seal seal={{ state: "verified", proof }} />
      </div>
      {disputes.map((dispute) => (
        <Dispute key={dispute.id} dispute={dispute} view={view} />
      ))}
    </div>
  );
}

function Dispute({ dispute, view }: { dispute: DisputeView; view: ContractView }) {
  const t = endWords.use();
  const parts = partWords.use();
  const lang = useLang();
  const home = useHome();
  const offset = home?.market.utcOffset ?? 0;
  const { carrier, party } = view.row;
  const when = runsOf(dispute.slots)
    .map(({ first, end }) => spanText(lang, slotStart(home, carrier, first), slotStart(home, carrier, end)))
    .join(t("comma"));
  return (
    <article className="dispute">
      <p>
        <b className="b">{t(`disputeState.${dispute.state}`)}</b>{" "}
        <span className="note">
          {t("raisedBy", {
            name: dispute.mine ? parts("you") : partyName(party, lang),
            at: momentText(lang, dispute.raisedAt + offset),
            height: whole(lang, dispute.height),
          })}
        </span>
      </p>
      <p>{when}</p>
      <blockquote>{dispute.reason}</blockquote>
      <p className="note">
        {t("evidenceHash")}{" "}
        <span className="addr" title={dispute.evidence}>
          {shortHash(dispute.evidence)}
        </span>
      </p>
      {dispute.rulings.map((ruling, i) => (
        <div key={ruling.height} className="ruling">
          <p>
            <b className="b">{t(i === 0 ? "ruling" : "rulingSecond")}</b>{" "}
            <span className="note">
              {t("ruledAt", { at: momentText(lang, ruling.at + offset), height: whole(lang, ruling.height) })}
            </span>
          </p>
          <blockquote>{ruling.reason}</blockquote>
          <p>
            {t(`liable.${ruling.liability}`)}{" "}
            {ruling.award === null
              ? ""
              : t(ruling.award >= 0 ? "awardYou" : "awardOther", { amount: yuanMark(lang, Math.abs(ruling.award)) })}
          </p>
          {ruling.slots.length > 0 ? (
            <Table className="dense">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">{t("slot")}</Table.Th>
                  <Table.Th scope="col" className="r">
                    {t("sellerFound")}
                  </Table.Th>
                  <Table.Th scope="col" className="r">
                    {t("buyerFound")}
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {ruling.slots.map(({ slot, aS, aB }) => (
                  <Table.Tr key={slot}>
                    <Table.Td>{clockText(slotStart(home, carrier, slot))}</Table.Td>
                    <Table.Td className="r">{aS === null ? t("asSettled") : whole(lang, aS)}</Table.Td>
                    <Table.Td className="r">{aB === null ? t("asSettled") : whole(lang, aB)}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          ) : null}
        </div>
      ))}
      {dispute.appeal ? (
        <>
          <p className="b">{t(dispute.appeal.mine ? "appealYours" : "appealTheirs")}</p>
          <blockquote>{dispute.appeal.reason}</blockquote>
        </>
      ) : null}
      {dispute.until === null ? null : (
        <p className="note">
          {t(dispute.state === "ruled" ? "appealUntil" : "ruleUntil", { at: momentText(lang, dispute.until + offset) })}
        </p>
      )}
      <DisputeActs dispute={dispute} />
    </article>
  );
}

function DisputeActs({ dispute }: { dispute: DisputeView }) {
  const t = endWords.use();
  const frame = frameWords.use();
  const withdraw = useAct("sign.undispute");
  const appeal = useAct("sign.appeal");
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  if (!dispute.mayWithdraw && !dispute.mayAppeal) return null;
  const failed = [withdraw, appeal].find((one) => one.act.state === "failed")?.act;
  return (
    <div className="acts">
      {dispute.mayWithdraw ? (
        <Button
          loading={withdraw.busy}
          onClick={() => void withdraw.run({ dispute: dispute.id }).then((answer) => answer && sayOutcome(answer))}
        >
          {t("withdraw")}
        </Button>
      ) : null}
      {dispute.mayAppeal ? <Button onClick={() => setOpen(true)}>{t("appeal")}</Button> : null}
      {failed?.state === "failed" ? <FaultLine fault={failed.fault} /> : null}
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={t("appealTitle")}
        closeButtonProps={{ "aria-label": frame("close") }}
      >
        <p className="dim">{t("appealText")}</p>
        <Textarea
          label={t("reason")}
          description={t("reasonHelp")}
          maxLength={280}
          rows={3}
          mt={16}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value.replaceAll(/\s/g, " "))}
        />
        <div className="acts">
          <Button
            variant="filled"
            disabled={reason.trim() === ""}
            loading={appeal.busy}
            onClick={() =>
              void appeal.run({ dispute: dispute.id, reason: reason.trim() }).then((answer) => {
                if (!answer) return;
                sayOutcome(answer);
                setOpen(false);
              })
            }
          >
            {frame("review")}
          </Button>
          <Button variant="subtle" onClick={() => setOpen(false)}>
            {frame("cancel")}
          </Button>
        </div>
      </Modal>
    </div>
  );
}
