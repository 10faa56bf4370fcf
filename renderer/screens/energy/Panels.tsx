/** One panel per span, each asking for its own view; tells which date it came to where none was asked for. */
import { lazy, Suspense, useEffect } from "react";
import { Loaded, Loading, provedOf } from "../../frame/Loaded.tsx";
import { useRead } from "../../store/hooks.ts";
import { type SpanName, mondayOf } from "./anchor.ts";
import { CurvePanel } from "./CurvePanel.tsx";
import { curveWords } from "./curve/words.ts";
import type { PanelProps } from "./panelProps.ts";
import { energyWords } from "./words.ts";

const MonthPanel = lazy(() => import("./MonthPanel.tsx"));
const YearPanel = lazy(() => import("./YearPanel.tsx"));

export interface SpanProps extends PanelProps {
  /** A date of the period; null: the newest. */
  date: string | null;
  /** The date that it came to, or null where nothing was read. */
  onCame: (date: string | null) => void;
}

export function Panels(props: SpanProps & { span: SpanName }) {
  const { span, ...rest } = props;
  switch (span) {
    case "day":
      return <Days {...rest} days={1} />;
    case "week":
      return <Days {...rest} days={7} />;
    case "month":
      return <Month {...rest} />;
    case "year":
      return <Year {...rest} />;
  }
}

/** Tells the date once it is known. */
function useCame(onCame: SpanProps["onCame"], date: string | null | undefined): void {
  useEffect(() => {
    if (date !== undefined) onCame(date);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the date alone is news
  }, [date]);
}

function Days(props: SpanProps & { days: 1 | 7 }) {
  const t = curveWords.use();
  const e = energyWords.use();
  const { days, date, source } = props;
  const contracts = provedOf(useRead("contracts.list", {}));
  const from = date === null || days === 1 ? date : mondayOf(date);
  const curve = useRead("energy.curve", { source, from, days });
  useCame(props.onCame, curve.state === "ready" ? (curve.value?.from ?? null) : undefined);
  return (
    <Loaded of={curve}>
      {(view) =>
        view ? (
          <CurvePanel key={`${source} ${view.from}`} {...props} view={view} contracts={contracts} />
        ) : (
          <p className="dim empty">{days === 1 ? e("none") : t("noneWeek")}</p>
        )
      }
    </Loaded>
  );
}

function Month(props: SpanProps) {
  const t = energyWords.use();
  const contracts = provedOf(useRead("contracts.list", {}));
  const read = useRead("energy.month", { source: props.source, month: props.date?.slice(0, 7) ?? null });
  const month = read.state === "ready" ? read.value : undefined;
  useCame(props.onCame, month === undefined ? undefined : (month?.days.at(-1)?.date ?? null));
  return (
    <Loaded of={read}>
      {(view) =>
        view ? (
          <Suspense fallback={<Loading />}>
            <MonthPanel {...props} month={view} contracts={contracts} />
          </Suspense>
        ) : (
          <p className="dim empty">{t("noneMonth")}</p>
        )
      }
    </Loaded>
  );
}

function Year(props: SpanProps) {
  const t = curveWords.use();
  const contracts = provedOf(useRead("contracts.list", {}));
  const read = useRead("energy.year", { source: props.source, year: props.date?.slice(0, 4) ?? null });
  const year = read.state === "ready" ? read.value : undefined;
  useCame(
    props.onCame,
    year === undefined ? undefined : year ? `${year.months.at(-1)?.month ?? `${year.year}-01`}-01` : null,
  );
  return (
    <Loaded of={read}>
      {(view) =>
        view ? (
          <Suspense fallback={<Loading />}>
            <YearPanel {...props} year={view} contracts={contracts} />
          </Suspense>
        ) : (
          <p className="dim empty">{t("noneYear")}</p>
        )
      }
    </Loaded>
  );
}
