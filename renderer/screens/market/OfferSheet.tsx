/** "Sell my surplus" and "buy what I lack": the proposal, what the reader makes of it, what it earns and what it costs at worst. */
import { Button, NumberInput, SegmentedControl } from "@mantine/core";
import { useEffect, useState } from "react";
import { type HomeView, type OfferIntent, type Proposal, usualMinimum } from "../../../shared/ipc/marketViews.ts";
import type { MyOffer } from "../../../shared/ipc/tradeViews.ts";
import type { Carrier } from "../../../shared/ledger/units.ts";
import { FaultLine } from "../../frame/Loaded.tsx";
import { useWatched } from "../../frame/watched.ts";
import { decimal, kilo, priceMark, sum, yuan, yuanMark } from "../../parts/figures.ts";
import { Figure } from "../../parts/Figure.tsx";
import { PriceRuler } from "../../parts/PriceRuler.tsx";
import { sayOutcome } from "../../store/app.ts";
import { useAct } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { allInOf, flat, moneyOf, outcomeOf, spread, typed } from "./offerMath.ts";
import { marketWords } from "./words.ts";

export interface Draft {
  readonly intent: OfferIntent;
  readonly total: number;
  /** What the buyer pays per kWh in all; null while the charges are not verified. */
  readonly allIn: number | null;
}

export function OfferSheet(props: {
  side: "sell" | "buy";
  carrier: Carrier;
  proposal: Proposal;
  home: HomeView;
  best: number | null;
  time: string;
  /** Other slots are being chosen: what stands here is not theirs, so it cannot be signed. */
  waiting: boolean;
  /** The own offer in whose place it comes. */
  replaces?: Pick<MyOffer, "id" | "minimum">;
  onDraft: (draft: Draft | null) => void;
  onDone?: () => void;
}) {
  const t = marketWords.use();
  const lang = useLang();
  const { proposal, home, side } = props;
  const proposed = sum(proposal.energy.wh);
  const free = sum(proposal.free.wh);
  // Filled once by the proposal; other slots or the other side make another sheet (its key), a mere new block does not.
  const [energy, setEnergy] = useState(() => plain(proposed, 3));
  const [price, setPrice] = useState(() => plain(proposal.price, 6));
  /** Null until the reader says one: the usual one of the energy that stands there. */
  const { replaces } = props;
  const [said, setMinimum] = useState<string | null>(() => (replaces ? plain(replaces.minimum, 3) : null));
  const [damages, setDamages] = useState(() =>
    plain(side === "sell" ? proposal.damages.seller : proposal.damages.buyer, 6),
  );
  const [kind, setKind] = useState<OfferIntent["type"]>(proposal.type);
  const offer = useAct("sign.offer");
  const replace = useAct("sign.replace");
  const failed = [offer, replace].find(({ act }) => act.state === "failed")?.act;
  const sign = async (intent: OfferIntent): Promise<void> => {
    const answer = await (replaces ? replace.run({ replaces: replaces.id, ...intent }) : offer.run(intent));
    if (!answer) return;
    sayOutcome(answer);
    if (answer.outcome === "signed") props.onDone?.();
  };
  const watched = useWatched();

  const wantWh = typed(energy, 3);
  const wantPrice = typed(price, 6);
  const minimum = said ?? plain(usualMinimum(wantWh ?? proposed), 3);
  const wantLeast = typed(minimum, 3);
  const wantDamages = kind === "firm" ? typed(damages, 6) : 0;
  const limits = home.limits;
  const problems = {
    energy:
      wantWh === null || wantWh <= 0
        ? t("sheet.tooLittle")
        : side === "sell" && wantWh > free
          ? t("sheet.tooMuch", { max: kilo(lang, free) })
          : null,
    price:
      wantPrice === null || (limits !== null && (wantPrice < limits.priceMin || wantPrice > limits.priceMax))
        ? t("sheet.band", { min: priceMark(lang, limits?.priceMin ?? 0), max: priceMark(lang, limits?.priceMax ?? 0) })
        : null,
    minimum: wantLeast === null || (wantWh !== null && wantLeast > wantWh) ? t("sheet.least") : null,
    damages:
      kind === "firm" &&
      (wantDamages === null ||
        (limits !== null && (wantDamages < limits.damagesMin || wantDamages > limits.damagesMax)))
        ? t("sheet.damagesBand", {
            min: priceMark(lang, limits?.damagesMin ?? 0),
            max: priceMark(lang, limits?.damagesMax ?? 0),
          })
        : null,
  };
  const wh =
    wantWh === proposed
      ? proposal.energy.wh
      : spread(
          wantWh ?? 0,
          side === "sell"
            ? aligned(proposal.free, proposal.energy)
            : proposal.energy.wh.map(() => Number.MAX_SAFE_INTEGER),
        );
  const sound = Object.values(problems).every((problem) => problem === null) && wantWh !== null && wantPrice !== null;
  const total = sum(wh);
  const allIn = wantPrice === null ? null : allInOf(wantPrice, home.charges);
  const draft: Draft | null = sound
    ? {
        total,
        allIn,
        intent: {
          side,
          type: kind,
          carrier: props.carrier,
          energy: trimmed(proposal.energy.first, wh),
          price: wantPrice ?? 0,
          minimum: wantLeast ?? 0,
          damages: { seller: wantDamages ?? 0, buyer: wantDamages ?? 0 },
          expires: null,
        },
      }
    : null;
  const draftKey = JSON.stringify(draft);
  useEffect(() => {
    props.onDraft(draft);
    return () => props.onDraft(null);
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [draftKey]);

  return (
    <>
      <p className="dim">{t("sheet.slots", { time: props.time, count: proposal.energy.wh.length })}</p>
      <Line
        label={t("sheet.energy")}
        note={
          side === "buy"
            ? t("sheet.perSlotBuy", { kwh: kilo(lang, wh[0] ?? 0, 3) })
            : flat(wh)
              ? t("sheet.perSlot", { kwh: kilo(lang, wh[0] ?? 0, 3), max: kilo(lang, free) })
              : t("sheet.shaped", { max: kilo(lang, free) })
        }
        error={problems.energy}
        unit="kWh"
        value={energy}
        onChange={setEnergy}
      />
      <Line
        label={t("sheet.price")}
        note={[
          props.best === null
            ? t("sheet.noBest")
            : t(side === "sell" ? "sheet.bestBuyer" : "sheet.bestSeller", { price: priceMark(lang, props.best) }),
          allIn === null ? "" : t("sheet.allIn", { price: priceMark(lang, allIn) }),
        ]
          .filter(Boolean)
          .join(t("sheet.join"))}
        error={problems.price}
        unit="¥/kWh"
        value={price}
        onChange={setPrice}
      />
      {limits ? (
        <PriceRuler
          value={wantPrice ?? proposal.price}
          feedIn={limits.feedIn}
          utility={limits.retail}
          best={props.best}
        />
      ) : null}
      <div className="sheet-line">
        <span>{t("sheet.kind")}</span>
        <SegmentedControl<OfferIntent["type"]>
          size="xs"
          aria-label={t("sheet.kind")}
          value={kind}
          onChange={setKind}
          data={[
            { value: "asProduced", label: t("sheet.asProduced") },
            { value: "firm", label: t("sheet.firm") },
          ]}
        />
      </div>
      <p className="note">{t(kind === "firm" ? "sheet.firmNote" : "sheet.asProducedNote")}</p>
      <Line
        label={t("sheet.minimum")}
        note={wantLeast === 0 ? t("sheet.noMinimum") : ""}
        error={problems.minimum}
        unit="kWh"
        value={minimum}
        onChange={setMinimum}
      />
      {kind === "firm" ? (
        <Line
          label={t(side === "sell" ? "sheet.damagesSell" : "sheet.damagesBuy")}
          error={problems.damages}
          unit="¥/kWh"
          value={damages}
          onChange={setDamages}
        />
      ) : null}
      <div className="sheet-foot">
        <Outcome draft={draft} home={home} side={side} />
        {failed?.state === "failed" ? <FaultLine fault={failed.fault} /> : null}
        <Button
          variant="filled"
          size="md"
          fullWidth
          mt={8}
          disabled={draft === null || props.waiting || home.registration !== "active"}
          loading={offer.busy || replace.busy}
          {...watched}
          onClick={() => draft && void sign(draft.intent)}
        >
          {t("sheet.act")}
        </Button>
      </div>
    </>
  );
}

/** A number as it is put into a field: a plain point, no grouping, at least two decimals. */
const plain = (value: number, scale: number): string =>
  decimal("en", value, scale, { min: 2, max: scale }).replaceAll(",", "");

/** Room per slot of `like`, taken from `free` whatever slot it begins at. */
const aligned = (free: Proposal["free"], like: Proposal["energy"]): number[] =>
  like.wh.map((_, i) => free.wh[like.first + i - free.first] ?? 0);

/** Slots without energy at either end are left out of what is signed. */
function trimmed(first: number, wh: readonly number[]): { first: number; wh: number[] } {
  const start = wh.findIndex((one) => one > 0);
  const end = wh.findLastIndex((one) => one > 0);
  return start < 0 ? { first, wh: [...wh] } : { first: first + start, wh: wh.slice(start, end + 1) };
}

function Line(props: {
  label: string;
  note?: string;
  error: string | null;
  unit: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const noteId = `note-${props.label}`;
  return (
    <label className="sheet-line">
      <span>
        {props.label}
        <span
          className={`note under${props.error ? " warn-t" : ""}`}
          id={noteId}
          role={props.error ? "alert" : undefined}
        >
          {props.error ?? props.note ?? ""}
        </span>
      </span>
      <NumberInput
        w={144}
        value={props.value}
        onChange={(value) => props.onChange(String(value))}
        allowNegative={false}
        decimalScale={6}
        error={props.error !== null}
        aria-describedby={noteId}
        rightSection={props.unit}
        rightSectionWidth={props.unit.length > 3 ? 56 : 40}
      />
    </label>
  );
}

function Outcome(props: { draft: Draft | null; home: HomeView; side: "sell" | "buy" }) {
  const t = marketWords.use();
  const lang = useLang();
  const { draft, home, side } = props;
  if (!draft) return null;
  const { energy, price, damages, type } = draft.intent;
  const outcome = outcomeOf({ side, type, price, damages }, energy.wh, home.charges);
  const money = outcome?.all ?? null;
  const tariff = home.limits ? moneyOf(energy.wh, side === "sell" ? home.limits.feedIn : home.limits.retail) : null;
  const better = money === null || tariff === null ? null : side === "sell" ? money - tariff : tariff - money;
  const worst = outcome?.worst ?? null;
  const word =
    side === "sell"
      ? better !== null && better < 0
        ? "belowFeedIn"
        : "aboveFeedIn"
      : better !== null && better < 0
        ? "aboveTariff"
        : "belowTariff";
  return (
    <div className="sheet-out">
      <div>
        <p className="note">{t(side === "sell" ? "sheet.all" : "sheet.allBuy")}</p>
        {money === null ? (
          <span className="fig l faint">–</span>
        ) : (
          <Figure size="l" pre={side === "sell" ? "+¥" : "−¥"} text={yuan(lang, money)} />
        )}
        <p className="note">
          {better === null ? "" : t(`sheet.${word}`, { amount: yuanMark(lang, Math.abs(better)) })}
        </p>
      </div>
      <div>
        <p className="note">{t(side === "sell" ? "sheet.worst" : "sheet.worstBuy")}</p>
        {worst === null ? (
          <span className="fig l faint">–</span>
        ) : (
          <Figure size="l" pre={worst > 0 ? "−¥" : "¥"} text={yuan(lang, worst)} />
        )}
        <p className="note">
          {side === "buy"
            ? t(type === "firm" ? "sheet.payMore" : "sheet.payAll")
            : type === "firm"
              ? t("sheet.damagesOn", { kwh: kilo(lang, draft.total) })
              : t("sheet.noDamages")}
        </p>
      </div>
    </div>
  );
}
