/** A ruling: each side's energy per slot as found (or as settled), who is liable, and an award beside it. */
import { NativeSelect, NumberInput } from "@mantine/core";
import { useState } from "react";
import type { DisputeRow } from "../../../shared/ipc/officeViews.ts";
import { Ruling } from "../../../shared/ledger/bodies/decisions.ts";
import { disputeWords } from "./disputeWords.ts";
import { ReasonedActs } from "./ReasonedActs.tsx";

type Figure = number | string;
const LIABLE = ["none", "seller", "buyer", "both", "operator", "excused"] as const;
const AWARDS = ["none", "seller", "buyer"] as const;

/** Null while a figure is none that the ledger takes. kWh and ¥ as typed; an empty energy is ruled as settled. */
export function rulingOf(
  slots: readonly { readonly slot: number; readonly sold: Figure; readonly bought: Figure }[],
  liability: (typeof LIABLE)[number],
  from: (typeof AWARDS)[number],
  amount: Figure,
): Ruling | null {
  const wh = (kwh: Figure) => (typeof kwh === "number" ? Math.round(kwh * 1000) : null);
  const parsed = Ruling.safeParse({
    slots: slots.map(({ slot, sold, bought }) => ({ slot, aS: wh(sold), aB: wh(bought) })),
    liability,
    award:
      from === "none"
        ? null
        : { from, amount: typeof amount === "number" ? Math.round(amount * 1_000_000) : undefined },
  });
  return parsed.success ? parsed.data : null;
}

export function RulingForm({ row, timeOf }: { row: DisputeRow; timeOf: (slot: number) => string }) {
  const t = disputeWords.use();
  const [figures, setFigures] = useState(
    row.slots.map(({ slot }): { slot: number; sold: Figure; bought: Figure } => ({ slot, sold: "", bought: "" })),
  );
  const [liability, setLiability] = useState<(typeof LIABLE)[number]>("none");
  const [from, setFrom] = useState<(typeof AWARDS)[number]>("none");
  const [amount, setAmount] = useState<Figure>("");
  const set = (slot: number, which: "sold" | "bought") => (value: Figure) =>
    setFigures((old) => old.map((one) => (one.slot === slot ? { ...one, [which]: value } : one)));
  const ruling = rulingOf(figures, liability, from, amount);
  return (
    <>
      <h2 className="lead">{t("rule")}</h2>
      <p className="note">{t("ruleNote")}</p>
      <div className="office-form">
        {figures.map(({ slot, sold, bought }) =>
          (["sold", "bought"] as const).map((which) => (
            <NumberInput
              key={`${slot} ${which}`}
              hideControls
              min={0}
              decimalScale={3}
              label={t(which === "sold" ? "soldFound" : "boughtFound", { time: timeOf(slot) })}
              placeholder={t("asSettled")}
              value={which === "sold" ? sold : bought}
              onChange={set(slot, which)}
            />
          )),
        )}
        <NativeSelect
          label={t("liability")}
          value={liability}
          data={LIABLE.map((value) => ({ value, label: t(`liable.${value}`) }))}
          onChange={(event) => setLiability(LIABLE.find((one) => one === event.currentTarget.value) ?? "none")}
        />
        <NativeSelect
          label={t("award")}
          value={from}
          data={AWARDS.map((value) => ({ value, label: t(`awards.${value}`) }))}
          onChange={(event) => setFrom(AWARDS.find((one) => one === event.currentTarget.value) ?? "none")}
        />
        {from === "none" ? null : (
          <NumberInput hideControls min={0} decimalScale={6} label={t("amount")} value={amount} onChange={setAmount} />
        )}
      </div>
      <ReasonedActs
        acts={[
          {
            text: t("propose"),
            filled: true,
            intent: (reason) =>
              ruling && { kind: "decision.propose", decide: { act: "dispute.rule", dispute: row.id, ruling }, reason },
          },
        ]}
      />
    </>
  );
}
