/** The order book of the chosen slots, proved complete. In every row one column is what the buyer pays with every charge, the next what the seller gets. */
import { Button, Checkbox, SegmentedControl, Table } from "@mantine/core";
import { useState } from "react";
import type { Lang } from "../../../shared/ipc/ledgerViews.ts";
import type { BookRow } from "../../../shared/ipc/marketViews.ts";
import type { Proof } from "../../../shared/ipc/verified.ts";
import { FaultLine } from "../../frame/Loaded.tsx";
import { partyName } from "../../frame/names.ts";
import { useWatched } from "../../frame/watched.ts";
import { Complete } from "../../parts/Complete.tsx";
import { Coverage } from "../../parts/Coverage.tsx";
import { columnPrice, digitsFor, kilo, price, whole } from "../../parts/figures.ts";
import { clockText } from "../../parts/times.ts";
import { sayOutcome } from "../../store/app.ts";
import { useAct } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { type Choice, type Filter, shownRows } from "./bookRows.ts";
import { marketWords } from "./words.ts";

const PAGE = 60;

export function Book(props: {
  rows: readonly BookRow[];
  proof: Proof;
  title: string;
  /** Slots that coverage is drawn over. */
  span: Choice;
  chosen: Choice | null;
  /** Offset of local time, seconds. */
  offset: number;
  draft: {
    side: "sell" | "buy";
    price: number;
    allIn: number | null;
    total: number;
    minimum: number;
    energy: BookRow["energy"];
  } | null;
  taken: string | null;
  onTake: (row: BookRow) => void;
  mayTrade: boolean;
}) {
  const t = marketWords.use();
  const lang = useLang();
  const [filter, setFilter] = useState<Filter>({ side: "all", coversAll: false, takesParts: false, known: false });
  const [shown, setShown] = useState(PAGE);
  const list = shownRows(props.rows, filter, props.chosen);
  const count = (side: Filter["side"]) =>
    whole(
      lang,
      side === "all"
        ? props.rows.length
        : props.rows.filter((r) => (side === "mine" ? r.mine : r.side === side)).length,
    );
  const { draft } = props;
  const digits = digitsFor([...props.rows, ...(draft ? [draft] : [])].flatMap((row) => [row.total, leastOf(row)]));
  const prices = list.slice(0, shown).map((row) => row.allIn);
  const isDraftShown = draft !== null && filter.side !== "mine";
  // The draft stands where it would stand in the book.
  const below = (row: BookRow) =>
    draft?.side === "sell"
      ? row.side === "buy" || row.price <= draft.price
      : row.side === "buy" && row.price <= (draft?.price ?? 0);
  const place = list.findIndex(below);
  const at = isDraftShown ? (place < 0 ? list.length : place) : 0;
  const line = (row: BookRow) => (
    <OfferRow key={row.id} row={row} digits={digits} prices={prices} {...props} taken={props.taken === row.id} />
  );
  return (
    <section>
      <div className="row between book-title">
        <h2>{props.title}</h2>
        <Complete proof={props.proof} />
      </div>
      <div className="book-filters">
        <SegmentedControl<Filter["side"]>
          aria-label={t("which")}
          size="xs"
          value={filter.side}
          onChange={(side) => setFilter({ ...filter, side })}
          data={(["all", "sell", "buy", "mine"] as const).map((value) => ({
            value,
            label: t(value, { count: count(value) }),
          }))}
        />
        <Checkbox
          label={t("coversAll")}
          checked={filter.coversAll}
          onChange={(e) => setFilter({ ...filter, coversAll: e.currentTarget.checked })}
        />
        <Checkbox
          label={t("parts")}
          checked={filter.takesParts}
          onChange={(e) => setFilter({ ...filter, takesParts: e.currentTarget.checked })}
        />
        <Checkbox
          label={t("known")}
          checked={filter.known}
          onChange={(e) => setFilter({ ...filter, known: e.currentTarget.checked })}
        />
      </div>
      {list.length === 0 && !isDraftShown ? (
        <p className="dim empty">{t(props.rows.length === 0 ? "none" : "noneFilter")}</p>
      ) : (
        <Table className="book">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col" className="r" title={t("headAllInWhy")}>
                <span className="two-lines">{t("headAllIn")}</span>
              </Table.Th>
              <Table.Th scope="col" className="r">
                <span className="two-lines short">{t("headPrice")}</span>
              </Table.Th>
              <Table.Th scope="col" className="r">
                {t("headKwh")}
              </Table.Th>
              <Table.Th scope="col" className="r">
                {t("headLeast")}
              </Table.Th>
              <Table.Th scope="col">{t("headCovers")}</Table.Th>
              <Table.Th scope="col">{t("headFrom")}</Table.Th>
              <Table.Th scope="col" className="r">
                {t("headUntil")}
              </Table.Th>
              <Table.Th scope="col" />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {list.slice(0, Math.min(at, shown)).map(line)}
            {isDraftShown ? <DraftRow draft={draft} digits={digits} span={props.span} /> : null}
            {list.slice(at, Math.max(at, shown)).map(line)}
          </Table.Tbody>
        </Table>
      )}
      {list.length > shown ? (
        <Button variant="subtle" onClick={() => setShown(shown + PAGE)}>
          +{whole(lang, list.length - shown)}
        </Button>
      ) : null}
    </section>
  );
}

/** One Wh is the least that anybody could take: no minimum at all. */
const leastOf = ({ minimum }: { minimum: number }): number => (minimum <= 1 ? 0 : minimum);
const leastText = (
  offer: { minimum: number; total: number },
  digits: 2 | 3,
  lang: Lang,
  t: ReturnType<typeof marketWords.use>,
): string =>
  leastOf(offer) === 0 ? t("any") : offer.minimum >= offer.total ? t("whole") : kilo(lang, offer.minimum, digits);

function OfferRow(props: {
  row: BookRow;
  digits: 2 | 3;
  prices: readonly number[];
  span: Choice;
  offset: number;
  taken: boolean;
  mayTrade: boolean;
  onTake: (row: BookRow) => void;
}) {
  const t = marketWords.use();
  const lang = useLang();
  const cancel = useAct("sign.cancel");
  const watched = useWatched();
  const { row } = props;
  return (
    <Table.Tr data-mine={row.mine || undefined} data-taken={props.taken || undefined}>
      <Table.Td className="r p">{columnPrice(lang, row.allIn, props.prices)}</Table.Td>
      <Table.Td className="r dim">{price(lang, row.price)}</Table.Td>
      <Table.Td className="r">{kilo(lang, row.total, props.digits)}</Table.Td>
      <Table.Td className="r dim">{leastText(row, props.digits, lang, t)}</Table.Td>
      <Table.Td>
        <Coverage
          from={props.span.from}
          to={props.span.to}
          covers={(slot) => (row.energy.wh[slot - row.energy.first] ?? 0) > 0}
        />
      </Table.Td>
      <Table.Td className="who" title={row.party.id}>
        <span className="note side-word">{t(row.side === "sell" ? "sells" : "buys")}</span>
        {partyName(row.party, lang)}
      </Table.Td>
      <Table.Td className="r dim">{clockText(row.expires + props.offset)}</Table.Td>
      <Table.Td className="r">
        {row.mine ? (
          <Button
            variant="subtle"
            loading={cancel.busy}
            {...watched}
            onClick={() => void cancel.run({ offer: row.id }).then((answer) => answer && sayOutcome(answer))}
          >
            {t("cancel")}
          </Button>
        ) : (
          <Button variant="subtle" disabled={!props.mayTrade} {...watched} onClick={() => props.onTake(row)}>
            {t("take")}
          </Button>
        )}
        {cancel.act.state === "failed" ? <FaultLine fault={cancel.act.fault} /> : null}
      </Table.Td>
    </Table.Tr>
  );
}

function DraftRow(props: { draft: NonNullable<Parameters<typeof Book>[0]["draft"]>; digits: 2 | 3; span: Choice }) {
  const t = marketWords.use();
  const lang = useLang();
  const { draft } = props;
  return (
    <Table.Tr className="draft">
      <Table.Td className="r p">{draft.allIn === null ? "–" : price(lang, draft.allIn)}</Table.Td>
      <Table.Td className="r">{price(lang, draft.price)}</Table.Td>
      <Table.Td className="r">{kilo(lang, draft.total, props.digits)}</Table.Td>
      <Table.Td className="r">{leastText(draft, props.digits, lang, t)}</Table.Td>
      <Table.Td>
        <Coverage
          from={props.span.from}
          to={props.span.to}
          covers={(slot) => (draft.energy.wh[slot - draft.energy.first] ?? 0) > 0}
        />
      </Table.Td>
      <Table.Td>
        <span className="note side-word">{t(draft.side === "sell" ? "sells" : "buys")}</span>
        {t("notSigned")}
      </Table.Td>
      <Table.Td />
      <Table.Td />
    </Table.Tr>
  );
}
