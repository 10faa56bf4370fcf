/** A utility's tariff by time of use, another one from a moment on, and what fell due per period. */
import { Button, SegmentedControl, Table, Textarea } from "@mantine/core";
import { useState } from "react";
import type { TariffView } from "../../../shared/ipc/officeViews.ts";
import type { Carrier } from "../../../shared/ledger/units.ts";
import { FaultLine, LoadedSealed } from "../../frame/Loaded.tsx";
import { Screen } from "../../frame/Screen.tsx";
import { price } from "../../parts/figures.ts";
import { Seal } from "../../parts/Seal.tsx";
import { useRead } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { localSeconds, MarketMoment, momentValue } from "./MarketMoment.tsx";
import { Settlement } from "./Settlement.tsx";
import { tariffIn, tariffRuns, tariffText } from "./tariffLines.ts";
import { tariffWords } from "./tariffWords.ts";
import { useOffice } from "./useOffice.ts";
import { officeWords } from "./words.ts";

export function Tariffs() {
  const t = tariffWords.use();
  const office = officeWords.use();
  const [carrier, setCarrier] = useState<Carrier>("electricity");
  return (
    <Screen>
      <LoadedSealed of={useRead("office.tariff", { carrier })}>
        {(view, proof) => (
          <>
            <div className="row between">
              <h1>
                {office("title.tariffs")}
                <Seal seal={{ state: "verified", proof }} />
              </h1>
              <SegmentedControl<Carrier>
                size="xs"
                aria-label={office("carrier")}
                value={carrier}
                onChange={setCarrier}
                data={view.carriers.map((value) => ({ value, label: office(value) }))}
              />
            </div>
            <p className="note">
              {[t("customers", { count: view.customers }), ...(view.customersCut ? [t("customersCut")] : [])].join(" ")}
            </p>
            <Tariff key={carrier} view={view} carrier={carrier} />
          </>
        )}
      </LoadedSealed>
      <Settlement />
    </Screen>
  );
}

function Tariff({ view, carrier }: { view: TariffView; carrier: Carrier }) {
  const t = tariffWords.use();
  const lang = useLang();
  const act = useOffice();
  const [lines, setLines] = useState(view.tariff ? tariffText(view.tariff) : "00:00, 0.56, 0.38");
  const [from, setFrom] = useState(momentValue(Math.ceil((view.now + view.utcOffset) / 86_400) * 86_400));
  const next = tariffIn(lines);
  const start = localSeconds(from);
  return (
    <>
      {view.tariff ? (
        <Table className="office-list dense votes">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t("from")}</Table.Th>
              <Table.Th scope="col" className="r">
                {t("retail")}
              </Table.Th>
              <Table.Th scope="col" className="r">
                {t("feedIn")}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {tariffRuns(view.tariff).map((run) => (
              <Table.Tr key={run.at}>
                <Table.Td>{run.at}</Table.Td>
                <Table.Td className="r">{price(lang, run.retail)}</Table.Td>
                <Table.Td className="r">{price(lang, run.feedIn)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      ) : (
        <p className="dim empty">{t("none")}</p>
      )}
      <section className="office-block votes">
        <h2>{t("next")}</h2>
        <div className="office-form">
          <MarketMoment label={t("effect")} value={from} onValue={setFrom} />
        </div>
        <Textarea
          mt={12}
          label={t("lines")}
          description={t("linesHelp")}
          error={next ? undefined : t("wrong")}
          rows={6}
          value={lines}
          onChange={(event) => setLines(event.currentTarget.value)}
        />
        {act.fault ? <FaultLine fault={act.fault} /> : null}
        <div className="acts">
          <Button
            variant="filled"
            disabled={!next || start === null}
            loading={act.busy}
            onClick={() => {
              if (next && start !== null)
                void act.ask({ kind: "grid.tariff", carrier, from: start - view.utcOffset, ...next });
            }}
          >
            {t("sign")}
          </Button>
        </div>
      </section>
    </>
  );
}
