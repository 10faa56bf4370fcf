/** Words for the closed lists of the protocol: carriers, technologies, sides. */
import type { Carrier, Fuel, Technology } from "../ledger/units.ts";
import type { Both } from "./format.ts";

export const CARRIER_WORDS: { readonly [C in Carrier]: Both } = {
  electricity: { en: "electricity", zh: "电力" },
  heat: { en: "heat", zh: "热力" },
  gas: { en: "gas", zh: "燃气" },
};

export const TECHNOLOGY_WORDS: { readonly [T in Technology]: Both } = {
  solar: { en: "solar", zh: "光伏发电" },
  wind: { en: "wind", zh: "风力发电" },
  chp: { en: "combined heat and power", zh: "热电联产" },
  biogas: { en: "biogas", zh: "沼气" },
  battery: { en: "battery", zh: "储能" },
  none: { en: "not stated", zh: "未注明" },
};

export const FUEL_WORDS: { readonly [F in Fuel]: Both } = {
  coal: { en: "coal", zh: "煤炭" },
  oil: { en: "oil", zh: "燃油" },
};
