/** Ending a contract alone: from which slot on, what falls away, and what that costs, before anything is asked to be signed. */
import { Button, Modal, NativeSelect } from "@mantine/core";
import { useState } from "react";
import type { EndOption } from "../../../shared/ipc/contractEndViews.ts";
import type { ContractView } from "../../../shared/ipc/marketViews.ts";
import { FaultLine } from "../../frame/Loaded.tsx";
import { slotStart, useHome } from "../../frame/market.ts";
import { partyName } from "../../frame/names.ts";
import { frameWords } from "../../frame/words.ts";
import { Bill } from "../../parts/Bill.tsx";
import { kilo, yuanMark } from "../../parts/figures.ts";
import type { SealState } from "../../parts/Seal.tsx";
import { momentText } from "../../parts/times.ts";
import { sayOutcome } from "../../store/app.ts";
import { useAct } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { endWords } from "./endWords.ts";

export function EndContract({ view, seal }: { view: ContractView; seal: SealState }) {
  const t = endWords.use();
  const frame = frameWords.use();
  const [open, setOpen] = useState(false);
  const { options } = view.ends;
  if (options.length === 0) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t("end")}</Button>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={t("endTitle")}
        closeButtonProps={{ "aria-label": frame("close") }}
      >
        <Choice view={view} options={options} seal={seal} onDone={() => setOpen(false)} />
      </Modal>
    </>
  );
}

function Choice(props: { view: ContractView; options: readonly EndOption[]; seal: SealState; onDone: () => void }) {
  const t = endWords.use();
  const frame = frameWords.use();
  const lang = useLang();
  const home = useHome();
  const { view, options } = props;
  const { row } = view;
  const [said, setFrom] = useState<number | null>(null);
  const end = useAct("sign.end");
  // A slot that closes meanwhile is not offered any more; the next one stands in its place.
  const chosen = options.find(({ from }) => from === said) ?? options[0];
  if (!chosen) return <p>{t("closed")}</p>;
  const name = partyName(row.party, lang);
  const rate = row.side === "sell" ? view.damages.seller : view.damages.buyer;
  return (
    <>
      <p className="dim">{t("endText")}</p>
      <NativeSelect
        label={t("endFrom")}
        mt={16}
        value={String(chosen.from)}
        onChange={(event) => setFrom(Number(event.currentTarget.value))}
        data={options.map(({ from }) => ({
          value: String(from),
          label: momentText(lang, slotStart(home, row.carrier, from)),
        }))}
      />
      <p className="below">{t("fallsAway", { count: chosen.slots, kwh: kilo(lang, chosen.wh) })}</p>
      {row.type === "firm" ? (
        <Bill
          lines={[{ key: "damages", label: t("damages"), wh: chosen.wh, price: rate, amount: 0 - chosen.owed }]}
          totalLabel={t("youOwe", { name })}
          total={chosen.owed}
          seal={props.seal}
          below={t("atOnce")}
        />
      ) : (
        <p className="below b">{t("endFree")}</p>
      )}
      {end.act.state === "failed" ? <FaultLine fault={end.act.fault} /> : null}
      <div className="acts">
        <Button
          variant="filled"
          loading={end.busy}
          onClick={() =>
            void end.run({ contract: row.id, from: chosen.from }).then((answer) => {
              if (!answer) return;
              sayOutcome(answer);
              props.onDone();
            })
          }
        >
          {chosen.owed > 0 ? t("endFor", { amount: yuanMark(lang, chosen.owed) }) : frame("review")}
        </Button>
        <Button variant="subtle" onClick={props.onDone}>
          {frame("cancel")}
        </Button>
      </div>
    </>
  );
}
