/** The limits of one side of the market, typed; whom they are for is chosen from the address book. */
import { Checkbox, TextInput } from "@mantine/core";
import { useState } from "react";
import type { AgentState, Policy } from "../../../shared/ipc/agentViews.ts";
import { amountOf, typedFrom } from "./amount.ts";
import { WithPassphrase } from "./WithPassphrase.tsx";
import { agentWords } from "./words.ts";

/** Decimals of a figure: kWh has three, yuan six. */
const FIELDS = { price: 6, onceWh: 3, partyWh: 3, dayWh: 3, dayMicro: 6 } as const;
type Field = keyof typeof FIELDS;
const NAMES = { onceWh: "once", partyWh: "party", dayWh: "day", dayMicro: "money" } as const;

export function SetLimits(props: {
  side: Policy["side"];
  state: AgentState;
  back: () => void;
  done: (state: AgentState) => void;
}) {
  const t = agentWords.use();
  const { side, state } = props;
  const before = state.policies.find((one) => one.side === side);
  const [typed, setTyped] = useState<Record<Field, string>>(() => {
    const from = (field: Field) => (before ? typedFrom(before[field], FIELDS[field]) : "");
    return {
      price: from("price"),
      onceWh: from("onceWh"),
      partyWh: from("partyWh"),
      dayWh: from("dayWh"),
      dayMicro: from("dayMicro"),
    };
  });
  const [firm, setFirm] = useState(before?.firm ?? false);
  const [parties, setParties] = useState<readonly string[]>(
    before?.parties.filter((one) => state.parties.some(({ address }) => address === one)) ?? [],
  );
  const policies = (): readonly Policy[] | string => {
    const value = (field: Field) => amountOf(typed[field], FIELDS[field]);
    const [price, onceWh, partyWh, dayWh] = [value("price"), value("onceWh"), value("partyWh"), value("dayWh")];
    const dayMicro = value("dayMicro");
    if (price === undefined || dayMicro === undefined || !onceWh || !partyWh || !dayWh)
      return t("faults.figures", { places: 3 });
    if (parties.length === 0) return t("faults.parties");
    const policy: Policy = { side, price, onceWh, partyWh, dayWh, dayMicro, firm, parties: [...parties] };
    return [...state.policies.filter((one) => one.side !== side), policy];
  };
  return (
    <WithPassphrase
      title={t(`sides.${side}`)}
      lead={t("form.note")}
      act={t("form.save")}
      policies={policies}
      back={props.back}
      done={props.done}
    >
      <div className="agent-figures">
        {(Object.keys(FIELDS) as Field[]).map((field) => (
          <TextInput
            key={field}
            label={
              field === "price" ? t(side === "buy" ? "form.priceBuy" : "form.priceSell") : t(`form.${NAMES[field]}`)
            }
            inputMode="decimal"
            autoComplete="off"
            maxLength={20}
            value={typed[field]}
            onChange={(event) => {
              const { value } = event.currentTarget;
              setTyped((all) => ({ ...all, [field]: value }));
            }}
          />
        ))}
      </div>
      <Checkbox label={t("form.firm")} checked={firm} onChange={(event) => setFirm(event.currentTarget.checked)} />
      <Checkbox.Group label={t("form.parties")} value={[...parties]} onChange={setParties}>
        {state.parties.length === 0 && <p className="note">{t("form.noParties")}</p>}
        {state.parties.map(({ address, name }) => (
          <Checkbox key={address} value={address} label={name} />
        ))}
      </Checkbox.Group>
    </WithPassphrase>
  );
}
