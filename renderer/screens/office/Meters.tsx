/** What an operator posts about readings: slot totals, substitutions and corrections, each with its reason. */
import { Button, NativeSelect, NumberInput, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { HomeView } from "../../../shared/ipc/marketViews.ts";
import { OfficeIntent } from "../../../shared/ipc/officeIntent.ts";
import type { Carrier } from "../../../shared/ledger/units.ts";
import { FaultLine } from "../../frame/Loaded.tsx";
import { useHome } from "../../frame/market.ts";
import { Screen } from "../../frame/Screen.tsx";
import { MarketMoment, momentValue } from "./MarketMoment.tsx";
import { ReasonedActs } from "./ReasonedActs.tsx";
import { slotFrom, totalsIn } from "./signalIntent.ts";
import { signalWords } from "./signalWords.ts";
import { useOffice } from "./useOffice.ts";
import { officeWords } from "./words.ts";

const POSTS = ["substitute", "correct", "totals"] as const;

export function Meters() {
  const t = signalWords.use();
  const office = officeWords.use();
  const home = useHome();
  return (
    <Screen>
      <h1>{office("title.meters")}</h1>
      <p className="note">{t("metersNote")}</p>
      {home ? <Post market={home.market} /> : null}
    </Screen>
  );
}

const asIntent = (draft: unknown): OfficeIntent | null => {
  const parsed = OfficeIntent.safeParse(draft);
  return parsed.success ? parsed.data : null;
};

function Post({ market }: { market: HomeView["market"] }) {
  const t = signalWords.use();
  const office = officeWords.use();
  const act = useOffice();
  const [what, setWhat] = useState<(typeof POSTS)[number]>("substitute");
  const [party, setParty] = useState("");
  const [carrier, setCarrier] = useState<Carrier>("electricity");
  const [from, setFrom] = useState(momentValue(market.now + market.utcOffset - 3600));
  const [sold, setSold] = useState<number | string>("");
  const [bought, setBought] = useState<number | string>("");
  const [lines, setLines] = useState("");
  const slot = slotFrom(from, carrier, market);
  const wh = (kwh: number | string) => (typeof kwh === "number" ? Math.round(kwh * 1000) : undefined);
  const totals = asIntent({ kind: "meter.totals", party: party.trim(), first: slot, totals: totalsIn(lines) });
  const carriers = (["electricity", "heat", "gas"] as const).filter((one) => market.grids[one]);
  return (
    <section className="votes">
      <div className="office-form">
        <NativeSelect
          label={t("post")}
          value={what}
          data={POSTS.map((value) => ({ value, label: t(`postKinds.${value}`) }))}
          onChange={(event) => setWhat(POSTS.find((one) => one === event.currentTarget.value) ?? "substitute")}
        />
        <TextInput
          label={t("meterParty")}
          maxLength={64}
          value={party}
          onChange={(event) => setParty(event.currentTarget.value)}
        />
        <NativeSelect
          label={office("carrier")}
          value={carrier}
          data={carriers.map((value) => ({ value, label: office(value) }))}
          onChange={(event) => setCarrier(carriers.find((one) => one === event.currentTarget.value) ?? "electricity")}
        />
        <MarketMoment label={t("slot")} value={from} onValue={setFrom} />
        {what === "totals" ? null : (
          <>
            <NumberInput hideControls label={t("sold")} min={0} decimalScale={3} value={sold} onChange={setSold} />
            <NumberInput
              hideControls
              label={t("bought")}
              min={0}
              decimalScale={3}
              value={bought}
              onChange={setBought}
            />
          </>
        )}
      </div>
      {what === "totals" ? (
        <>
          <Textarea
            mt={12}
            label={t("totalsField")}
            description={t("totalsHelp")}
            rows={6}
            value={lines}
            onChange={(event) => setLines(event.currentTarget.value)}
          />
          {act.fault ? <FaultLine fault={act.fault} /> : null}
          <div className="acts">
            <Button
              variant="filled"
              disabled={totals === null}
              loading={act.busy}
              onClick={() => {
                if (totals) void act.ask(totals);
              }}
            >
              {t("sign")}
            </Button>
          </div>
        </>
      ) : (
        <ReasonedActs
          key={what}
          acts={[
            {
              text: t("sign"),
              filled: true,
              intent: (reason) =>
                asIntent({
                  kind: what === "substitute" ? "meter.substitute" : "meter.correct",
                  party: party.trim(),
                  slot,
                  sold: wh(sold),
                  bought: wh(bought),
                  reason,
                }),
            },
          ]}
        />
      )}
    </section>
  );
}
