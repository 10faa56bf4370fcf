/** One day back or on. */
import { Button } from "@mantine/core";
import { addDays, dateText } from "../../parts/times.ts";
import { useLang } from "../../words/i18n.ts";
import { officeWords } from "./words.ts";

export function DayStep({ date, today, onDate }: { date: string; today: string; onDate: (date: string) => void }) {
  const t = officeWords.use();
  const lang = useLang();
  const name = date === today ? t("today") : date === addDays(today, 1) ? t("tomorrow") : null;
  const dated = dateText(lang, date, "short");
  return (
    <span className="stepper">
      <Button variant="subtle" aria-label={t("earlier")} onClick={() => onDate(addDays(date, -1))}>
        ‹
      </Button>
      <b className="b">{name ? t("day", { name, date: dated }) : dated}</b>
      <Button variant="subtle" aria-label={t("later")} onClick={() => onDate(addDays(date, 1))}>
        ›
      </Button>
    </span>
  );
}
