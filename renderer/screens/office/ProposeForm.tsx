/** Proposals that do not begin at something on the screen: chosen from a list, with the few fields that each needs. */
import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { HomeView } from "../../../shared/ipc/marketViews.ts";
import type { Act } from "../../../shared/ledger/bodies/decisions.ts";
import { Act as ActSchema } from "../../../shared/ledger/bodies/decisions.ts";
import type { Carrier } from "../../../shared/ledger/units.ts";
import { provedOf } from "../../frame/Loaded.tsx";
import { kilo } from "../../parts/figures.ts";
import { useRead } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { useHome } from "../../frame/market.ts";
import { decisionWords } from "./decisionWords.ts";
import { localSeconds, MarketMoment, momentValue } from "./MarketMoment.tsx";
import { ReasonedActs } from "./ReasonedActs.tsx";
import { officeWords } from "./words.ts";

const ACTS = [
  "void",
  "watch",
  "unwatch",
  "suspendTrade",
  "resumeTrade",
  "operator",
  "supplier",
  "removeRegulator",
  "closeOut",
] as const;
type Choice = (typeof ACTS)[number];
type Field = "contract" | "party" | "other" | "zone" | "carrier" | "from" | "until";

const FIELDS: { readonly [C in Choice]: readonly Field[] } = {
  void: ["contract", "from"],
  watch: ["party"],
  unwatch: ["party"],
  suspendTrade: ["zone", "carrier", "from", "until"],
  resumeTrade: ["zone", "carrier"],
  operator: ["zone", "other"],
  supplier: ["party", "other"],
  removeRegulator: ["party"],
  closeOut: ["party"],
};

/** A question that nothing answers, until there is an id. */
const NOBODY = "0".repeat(64);

type Values = Record<Field, string>;

/** The act as the ledger would take it; null while a field is missing or is not what it should be. */
export function actOf(choice: Choice, values: Values, home: HomeView, about: Carrier | null): Act | null {
  const { market } = home;
  const local = { from: localSeconds(values.from), until: localSeconds(values.until) };
  const seconds = (which: "from" | "until") => (local[which] ?? Number.NaN) - market.utcOffset;
  const carrier = values.carrier === "" ? null : values.carrier;
  const parsed = ActSchema.safeParse(draft());
  return parsed.success ? parsed.data : null;

  function draft(): unknown {
    const party = values.party.trim();
    const other = values.other.trim();
    switch (choice) {
      case "void": {
        // Slots are numbered per carrier, so the contract must be known; the first one that starts at or after the moment.
        const grid = about === null ? undefined : market.grids[about];
        const from = grid ? Math.ceil((seconds("from") - grid.startSeconds) / grid.slotSeconds) : Number.NaN;
        return { act: "contract.void", contract: values.contract.trim().toLowerCase(), from };
      }
      case "watch":
        return { act: "watch.set", party, on: true };
      case "unwatch":
        return { act: "watch.set", party, on: false };
      case "suspendTrade":
        return { act: "trade.suspend", zone: values.zone, carrier, from: seconds("from"), until: seconds("until") };
      case "resumeTrade":
        return { act: "trade.resume", zone: values.zone, carrier };
      case "operator":
        return { act: "zone.operator", zone: values.zone, operator: other };
      case "supplier":
        return { act: "supplier.replace", supplier: party, by: other };
      case "removeRegulator":
        return { act: "regulator.remove", party };
      case "closeOut":
        return { act: "party.closeOut", party };
    }
  }
}

export function ProposeForm() {
  const t = decisionWords.use();
  const office = officeWords.use();
  const lang = useLang();
  const home = useHome();
  const [choice, setChoice] = useState<Choice>("void");
  const [values, setValues] = useState<Values>({
    contract: "",
    party: "",
    other: "",
    zone: home?.zone ?? "",
    carrier: "",
    from: momentValue((home?.market.now ?? 0) + (home?.market.utcOffset ?? 0) + 3600),
    until: momentValue((home?.market.now ?? 0) + (home?.market.utcOffset ?? 0) + 90_000),
  });
  const id = values.contract.trim().toLowerCase();
  const isId = choice === "void" && /^[0-9a-f]{64}$/.test(id);
  const found = useRead("contracts.get", { id: isId ? id : NOBODY });
  if (!home) return null;
  const contract = isId ? (provedOf(found)?.row ?? null) : null;
  const set = (field: Field) => (text: string) => setValues((old) => ({ ...old, [field]: text }));
  const decide = actOf(choice, values, home, contract?.carrier ?? null);
  return (
    <section className="office-block votes">
      <h2>{t("propose")}</h2>
      <div className="office-form">
        <NativeSelect
          label={t("act")}
          value={choice}
          data={ACTS.map((value) => ({ value, label: t(`acts.${value}`) }))}
          onChange={(event) => setChoice(ACTS.find((one) => one === event.currentTarget.value) ?? "void")}
        />
        {FIELDS[choice].map((field) => {
          switch (field) {
            case "from":
            case "until":
              return <MarketMoment key={field} label={t(field)} value={values[field]} onValue={set(field)} />;
            case "carrier":
              return (
                <NativeSelect
                  key={field}
                  label={office("carrier")}
                  value={values.carrier}
                  data={[
                    { value: "", label: t("every") },
                    ...(["electricity", "heat", "gas"] as const).map((value) => ({ value, label: office(value) })),
                  ]}
                  onChange={(event) => set("carrier")(event.currentTarget.value)}
                />
              );
            case "contract":
            case "party":
            case "other":
            case "zone":
              return (
                <TextInput
                  key={field}
                  label={
                    field === "zone"
                      ? office("zone")
                      : t(field === "other" ? (choice === "operator" ? "successor" : "heir") : field)
                  }
                  description={field === "contract" ? t("contractHelp") : undefined}
                  value={values[field]}
                  onChange={(event) => set(field)(event.currentTarget.value)}
                />
              );
          }
        })}
      </div>
      {isId ? (
        <p className="note below">
          {contract
            ? t("found", { kwh: kilo(lang, contract.total), carrier: office(contract.carrier) })
            : t("notFound")}
        </p>
      ) : null}
      <ReasonedActs
        acts={[
          {
            text: t("sign"),
            intent: (reason) => decide && { kind: "decision.propose", decide, reason },
          },
        ]}
      />
    </section>
  );
}
