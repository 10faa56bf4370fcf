/** What an operator sends: one form whose fields follow the kind of signal. */
import { Button, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { useState } from "react";
import type { HomeView } from "../../../shared/ipc/marketViews.ts";
import type { Carrier } from "../../../shared/ledger/units.ts";
import { FaultLine } from "../../frame/Loaded.tsx";
import { MarketMoment, momentValue } from "./MarketMoment.tsx";
import { ReasonedActs } from "./ReasonedActs.tsx";
import { type SignalForm as Form, type Signal, signalIntent, SIGNALS } from "./signalIntent.ts";
import { signalWords } from "./signalWords.ts";
import { useOffice } from "./useOffice.ts";

const FIELDS: { readonly [S in Signal]: readonly (keyof Form)[] } = {
  supply: ["from", "deliverable", "demand"],
  transfer: ["target", "from", "flow"],
  call: ["from", "to", "cap", "price", "until", "most"],
  curtail: ["side", "from", "to", "keep"],
  outage: ["party", "from", "to"],
  factor: ["from", "factor"],
};

export function SignalForm(props: {
  zone: string;
  zones: readonly string[];
  carrier: Carrier;
  market: HomeView["market"];
}) {
  const t = signalWords.use();
  const { zone, carrier, market } = props;
  const others = props.zones.filter((one) => one !== zone);
  const shown = SIGNALS.filter(
    (one) => (one !== "transfer" || others.length > 0) && (one !== "factor" || carrier === "gas"),
  );
  const [signal, setSignal] = useState<Signal>("supply");
  const soon = market.now + market.utcOffset + 7200;
  const hour = Math.ceil(soon / 3600) * 3600;
  const [form, setForm] = useState<Form>({
    from: momentValue(hour),
    to: momentValue(hour + 3600),
    until: momentValue(hour - 1800),
    deliverable: "",
    demand: "",
    target: others[0] ?? "",
    flow: "",
    cap: 60,
    price: 0.9,
    most: 200,
    side: "sell",
    keep: 80,
    party: "",
    factor: "",
  });
  const office = useOffice();
  const set = (field: keyof Form) => (value: number | string) => setForm((old) => ({ ...old, [field]: value }));
  const reasoned = signal === "curtail" || signal === "outage";
  const intent = (reason: string) => signalIntent(signal, form, { zone, carrier }, market, reason);
  const ready = reasoned ? null : intent("");
  return (
    <section className="office-block votes">
      <h2>{t("send")}</h2>
      <div className="office-form">
        <NativeSelect
          label={t("kind")}
          value={signal}
          data={shown.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          onChange={(event) => setSignal(SIGNALS.find((one) => one === event.currentTarget.value) ?? "supply")}
        />
        {FIELDS[signal].map((field) => (
          <SignalField key={field} field={field} form={form} set={set(field)} others={others} signal={signal} />
        ))}
      </div>
      {reasoned ? (
        <ReasonedActs key={signal} acts={[{ text: t("sign"), filled: true, intent }]} />
      ) : (
        <>
          {office.fault ? <FaultLine fault={office.fault} /> : null}
          <div className="acts">
            <Button
              variant="filled"
              disabled={ready === null}
              loading={office.busy}
              onClick={() => {
                if (ready) void office.ask(ready);
              }}
            >
              {t("sign")}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

function SignalField(props: {
  field: keyof Form;
  form: Form;
  set: (value: number | string) => void;
  others: readonly string[];
  signal: Signal;
}) {
  const t = signalWords.use();
  const { field, form, set } = props;
  const number = (label: string, decimals: number) => (
    <NumberInput hideControls label={label} min={0} decimalScale={decimals} value={form[field]} onChange={set} />
  );
  switch (field) {
    case "from":
      return <MarketMoment label={t(props.signal === "factor" ? "day" : "from")} value={form.from} onValue={set} />;
    case "to":
      return <MarketMoment label={t("to")} value={form.to} onValue={set} />;
    case "until":
      return <MarketMoment label={t("until")} value={form.until} onValue={set} />;
    case "target":
      return (
        <NativeSelect
          label={t("target")}
          value={form.target}
          data={[...props.others]}
          onChange={(event) => set(event.currentTarget.value)}
        />
      );
    case "side":
      return (
        <NativeSelect
          label={t("side")}
          value={form.side}
          data={(["sell", "buy"] as const).map((value) => ({ value, label: t(`sides.${value}`) }))}
          onChange={(event) => set(event.currentTarget.value)}
        />
      );
    case "party":
      return <TextInput label={t("party")} value={form.party} onChange={(event) => set(event.currentTarget.value)} />;
    case "deliverable":
    case "demand":
    case "flow":
      return number(t(field), 3);
    case "cap":
      return number(t("capField"), 4);
    case "keep":
      return number(t("keep"), 4);
    case "price":
      return number(t("priceField"), 6);
    case "most":
    case "factor":
      return number(t(field), 0);
  }
}
