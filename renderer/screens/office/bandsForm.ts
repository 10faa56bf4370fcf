/** Bands as a form has them: yuan as typed, to the ledger's micro. Pure. */
import { Bands } from "../../../shared/ledger/params.ts";

export const BAND_FIELDS = [
  "priceMin",
  "priceMax",
  "damagesMin",
  "damagesMax",
  "review",
  "exposure",
  "auctionSeller",
  "auctionBuyer",
  "retail",
  "feedIn",
] as const;
export type BandField = (typeof BAND_FIELDS)[number];
export type BandFigures = { readonly [F in BandField]: number | string };

const MICRO = 1_000_000;

/** Micro, as the ledger states them. */
export function figuresOf(bands: Bands): { readonly [F in BandField]: number } {
  return {
    priceMin: bands.price.min,
    priceMax: bands.price.max,
    damagesMin: bands.damages.min,
    damagesMax: bands.damages.max,
    review: bands.review,
    exposure: bands.exposure,
    auctionSeller: bands.auction.seller,
    auctionBuyer: bands.auction.buyer,
    retail: bands.tariff.retail,
    feedIn: bands.tariff.feedIn,
  };
}

export function typedOf(bands: Bands): BandFigures {
  const figures = figuresOf(bands);
  return Object.fromEntries(BAND_FIELDS.map((field) => [field, figures[field] / MICRO])) as BandFigures;
}

/** Null while a figure is missing or the ledger would not take it. */
export function bandsOf(typed: BandFigures): Bands | null {
  const micro = (field: BandField) => {
    const value = typed[field];
    return typeof value === "number" ? Math.round(value * MICRO) : undefined;
  };
  const parsed = Bands.safeParse({
    price: { min: micro("priceMin"), max: micro("priceMax") },
    damages: { min: micro("damagesMin"), max: micro("damagesMax") },
    review: micro("review"),
    exposure: micro("exposure"),
    auction: { seller: micro("auctionSeller"), buyer: micro("auctionBuyer") },
    tariff: { retail: micro("retail"), feedIn: micro("feedIn") },
  });
  if (!parsed.success) return null;
  const { price, damages } = parsed.data;
  return price.min <= price.max && damages.min <= damages.max ? parsed.data : null;
}
