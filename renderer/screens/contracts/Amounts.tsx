/** What the contract comes to, line by line with every digit, and who is liable for what fell short. */
import type { ContractView } from "../../../shared/ipc/marketViews.ts";
import type { Proof } from "../../../shared/ipc/verified.ts";
import { partyName } from "../../frame/names.ts";
import { Bill } from "../../parts/Bill.tsx";
import { kilo, sum, yuanExact } from "../../parts/figures.ts";
import { useLang } from "../../words/i18n.ts";
import { contractWords } from "./words.ts";

/** Micro-currency; below it nothing is paid, and what is cut off is said. */
const FEN = 10_000;
const LIABLE = ["seller", "buyer", "both", "operator", "excused"] as const;

export function Amounts({ view, proof }: { view: ContractView; proof: Proof }) {
  const t = contractWords.use();
  const lang = useLang();
  const name = partyName(view.row.party, lang);
  const total = view.total;
  const words = view.row.stage === "paid" ? (["paidYou", "youPaid"] as const) : (["owesYou", "youOwe"] as const);
  const label = total === 0 ? t("nothing") : t(words[total > 0 ? 0 : 1], { name });
  if (view.slots.every((slot) => slot.delivered === null) && total === 0)
    return (
      <>
        <h2>{t("comesTo")}</h2>
        <p className="dim below">{t("unmetered")}</p>
      </>
    );
  const short = view.slots.filter((slot) => slot.delivered !== null && slot.delivered < slot.q);
  const liable = LIABLE.find((who) => short.some((slot) => slot.liability === who)) ?? "none";
  return (
    <>
      <h2>{t("comesTo")}</h2>
      <Bill
        lines={view.bill.map((line, i) => ({
          key: `${line.what} ${i}`,
          label: t(`bill.${line.what}`),
          wh: line.price === null ? null : line.wh,
          price: line.price,
          amount: line.amount,
        }))}
        totalLabel={label}
        total={total}
        seal={{ state: "verified", proof }}
        below={total % FEN === 0 ? null : t("exactly", { amount: yuanExact(lang, total) })}
      />
      {view.provisional ? <p className="note below">{t("provisionalNote")}</p> : null}
      {short.length > 0 ? (
        <p className="note below">
          {t("shortNote", {
            count: short.length,
            kwh: kilo(lang, sum(short.map((slot) => slot.q - (slot.delivered ?? 0)))),
            liable: t(`liable.${liable}`),
          })}
        </p>
      ) : null}
    </>
  );
}
