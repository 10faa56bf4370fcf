/** The market's parameters by group, and a proposal that replaces a whole group. */
import { NativeSelect, NumberInput } from "@mantine/core";
import { useState } from "react";
import type { RulesView } from "../../../shared/ipc/officeViews.ts";
import { ParamsChange } from "../../../shared/ledger/params.ts";
import { useHome } from "../../frame/market.ts";
import { whole } from "../../parts/figures.ts";
import { useLang } from "../../words/i18n.ts";
import { leftText } from "./left.ts";
import { ReasonedActs } from "./ReasonedActs.tsx";
import { ruleWords } from "./ruleWords.ts";

const GROUPS = ["settlement", "metering", "supervision", "mail", "quorum"] as const;
type Group = (typeof GROUPS)[number];
type Fields = Readonly<Record<string, number | string>>;

/** A group's figures by name; the quorum is one figure of its own name. */
export const fieldsOf = (params: RulesView["params"], group: Group): Readonly<Record<string, number>> =>
  group === "quorum" ? { quorum: params.quorum ?? 0 } : { ...params[group] };

/** Null while it changes nothing or is none that the ledger takes. */
export function changeOf(params: RulesView["params"], group: Group, typed: Fields): ParamsChange | null {
  const before = fieldsOf(params, group);
  if (Object.entries(before).every(([name, value]) => typed[name] === value)) return null;
  const parsed = ParamsChange.safeParse({ [group]: group === "quorum" ? typed["quorum"] : typed });
  return parsed.success ? parsed.data : null;
}

export function ParamsForm({ params, notice }: { params: RulesView["params"]; notice: number }) {
  const t = ruleWords.use();
  const lang = useLang();
  const isRegulator = useHome()?.roles.includes("regulator") === true;
  const [group, setGroup] = useState<Group>("settlement");
  const [typed, setTyped] = useState<Fields>(() => fieldsOf(params, "settlement"));
  const change = changeOf(params, group, typed);
  const names = Object.keys(fieldsOf(params, group));
  const labelOf = (name: string): string => t(`fields.${name as "grace"}`);
  return (
    <section className="office-block votes">
      <h2>{t("params")}</h2>
      <p className="note">{t("paramsNote", { notice: leftText(notice) })}</p>
      <div className="office-form">
        <NativeSelect
          label={t("group")}
          value={group}
          data={GROUPS.map((value) => ({ value, label: t(`groups.${value}`) }))}
          onChange={(event) => {
            const next = GROUPS.find((one) => one === event.currentTarget.value) ?? "settlement";
            setGroup(next);
            setTyped(fieldsOf(params, next));
          }}
        />
        {names.map((name) =>
          isRegulator ? (
            <NumberInput
              key={name}
              hideControls
              label={labelOf(name)}
              min={0}
              allowDecimal={false}
              value={typed[name] ?? ""}
              onChange={(value) => setTyped((old) => ({ ...old, [name]: value }))}
            />
          ) : (
            <p key={name}>
              <span className="note block">{labelOf(name)}</span>
              {whole(lang, fieldsOf(params, group)[name] ?? 0)}
            </p>
          ),
        )}
      </div>
      {isRegulator ? (
        <ReasonedActs
          acts={[
            {
              text: t("proposeParams"),
              intent: (reason) =>
                change && { kind: "decision.propose", decide: { act: "params.change", change }, reason },
            },
          ]}
        />
      ) : null}
    </section>
  );
}
