/** Of an import: gas, heat and water with the gas factor, and what adding the file to another one came to, rule by rule. */
import { Select, TextInput } from "@mantine/core";
import type {
  CarrierColumn,
  CarrierTotal,
  GasFactorChoice,
  ImportChoices,
  SlotReportView,
} from "../../../shared/ipc/energyViews.ts";
import { decimal, kilo, whole } from "../../parts/figures.ts";
import { useLang } from "../../words/i18n.ts";
import { energyWords } from "./words.ts";

const CARRIERS = ["gas", "heat", "water"] as const;
const UNITS: Readonly<Record<CarrierColumn["carrier"], readonly CarrierColumn["unit"][]>> = {
  gas: ["m³", "kWh", "L"],
  heat: ["GJ", "MJ", "kWh"],
  water: ["m³", "L"],
};

/** Which column has which carrier, in which unit; none by default. */
export function CarrierChoices(props: {
  columns: readonly { value: string; label: string }[];
  choices: ImportChoices;
  onChange: (change: Partial<ImportChoices>) => void;
}) {
  const t = energyWords.use();
  const others = props.choices.others ?? [];
  const change = (carrier: CarrierColumn["carrier"], next: CarrierColumn | null): void =>
    props.onChange({
      others: CARRIERS.flatMap((one) => (one === carrier ? (next ?? []) : others.filter((has) => has.carrier === one))),
    });
  return CARRIERS.map((carrier) => {
    const has = others.find((one) => one.carrier === carrier);
    const [usual = "m³"] = UNITS[carrier];
    return (
      <div className="carrier" key={carrier}>
        <Select
          label={t(`imp.${carrier}`)}
          data={[{ value: "", label: t("imp.none") }, ...props.columns]}
          value={String(has?.column ?? "")}
          onChange={(value) =>
            change(
              carrier,
              value === null || value === ""
                ? null
                : { carrier, column: Number(value), unit: has?.unit ?? usual, counter: has?.counter ?? false },
            )
          }
        />
        {has ? (
          <>
            <Select
              label={t("imp.unitOf", { carrier: t(`imp.${carrier}`) })}
              data={[...UNITS[carrier]]}
              value={has.unit}
              onChange={(value) => {
                const unit = UNITS[carrier].find((one) => one === value);
                if (unit) change(carrier, { ...has, unit });
              }}
            />
            <Select
              label={t("imp.givesOf", { carrier: t(`imp.${carrier}`) })}
              data={[
                { value: "amounts", label: t("imp.amounts") },
                { value: "counter", label: t("imp.counter") },
              ]}
              value={has.counter ? "counter" : "amounts"}
              onChange={(value) => change(carrier, { ...has, counter: value === "counter" })}
            />
          </>
        ) : null}
      </div>
    );
  });
}

/** As it was typed: kWh per cubic metre, and the gas day from which that holds. */
export interface Factor {
  readonly kwhPerM3: string;
  readonly from: string;
}
export const NO_FACTOR: Factor = { kwhPerM3: "", from: "" };

/** Null where nothing was typed; undefined for what is no factor. */
export function factorOf({ kwhPerM3, from }: Factor): GasFactorChoice | null | undefined {
  if (kwhPerM3.trim() === "" && from.trim() === "") return null;
  const number = /^(\d{1,2})(?:[.,](\d{1,3}))?$/.exec(kwhPerM3.trim());
  const date = /^\d{4}-\d{2}-\d{2}$/.test(from.trim()) && !Number.isNaN(Date.parse(`${from.trim()}T00:00:00Z`));
  if (!number || !date) return undefined;
  const whPerM3 = Number(number[1]) * 1000 + Number((number[2] ?? "").padEnd(3, "0"));
  return whPerM3 > 0 ? { whPerM3, from: from.trim() } : undefined;
}

export function GasFactor(props: { value: Factor; wrong: boolean; onChange: (value: Factor) => void }) {
  const t = energyWords.use();
  const { value, onChange } = props;
  return (
    <div className="corrections">
      <TextInput
        label={t("imp.factor")}
        description={t("imp.factorNote")}
        value={value.kwhPerM3}
        error={props.wrong}
        onChange={(e) => onChange({ ...value, kwhPerM3: e.currentTarget.value })}
      />
      <TextInput
        label={t("imp.factorFrom")}
        description={t("imp.factorFromNote")}
        placeholder="2026-01-01"
        value={value.from}
        error={props.wrong ? t("imp.factorWrong") : undefined}
        onChange={(e) => onChange({ ...value, from: e.currentTarget.value })}
      />
    </div>
  );
}

export function MoreSums({ others }: { others: readonly CarrierTotal[] }) {
  const t = energyWords.use();
  const lang = useLang();
  return others.map(({ carrier, unit, total, energy }) => {
    const amount = unit === "Wh" ? `${kilo(lang, total)} kWh` : unit === "L" ? `${decimal(lang, total, 3, { min: 0, max: 3 })} m³` : `${decimal(lang, total, 6, { min: 0, max: 6 })} GJ`; // prettier-ignore
    const sum = t("imp.sum", { carrier: t(`imp.${carrier}`), amount });
    const note = energy !== null ? t("imp.sumEnergy", { kwh: kilo(lang, energy) }) : carrier === "gas" && unit === "L" ? t("imp.sumNoFactor") : ""; // prettier-ignore
    return (
      <li key={carrier}>
        {sum}
        {note}
      </li>
    );
  });
}

/** Each rule that applied, with its count, and the first quarter-hours that differ. */
export function Merged({ report }: { report: SlotReportView }) {
  const t = energyWords.use();
  const lang = useLang();
  const rules = (["added", "same", "improved", "kept"] as const).filter((rule) => report[rule] > 0);
  return (
    <div className="import-merged">
      <ul className="understood">
        {rules.map((rule) => (
          <li key={rule}>{t(`imp.merge.${rule}`, { count: report[rule], slots: whole(lang, report[rule]) })}</li>
        ))}
      </ul>
      {report.conflicts.length > 0 ? (
        <ul className="note">
          {report.conflicts.slice(0, 5).map(({ at, kept, other }) => (
            <li key={at}>{t("imp.merge.conflict", { at, kept: kilo(lang, kept), other: kilo(lang, other) })}</li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
