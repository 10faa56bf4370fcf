/** The demo's offices: four regulators, who validate and admit; the operator of the zone's grid; the installer. */
import type { Role } from "../../shared/ledger/units.ts";
import { UTILITY } from "../street/residents.ts";

export interface Office {
  readonly who: string;
  readonly name: { readonly en: string; readonly zh: string };
  readonly role: Role;
}

export const REGULATORS: readonly Office[] = [
  { who: "regulator-1", name: { en: "Provincial Energy Bureau", zh: "省能源监管局" }, role: "regulator" },
  { who: "regulator-2", name: { en: "East City Energy Office", zh: "城东能源监管办" }, role: "regulator" },
  { who: "regulator-3", name: { en: "West City Energy Office", zh: "城西能源监管办" }, role: "regulator" },
  { who: "regulator-4", name: { en: "River Energy Office", zh: "江岸能源监管办" }, role: "regulator" },
];
export const OPERATOR: Office = {
  who: "operator",
  name: { en: "East City Grid", zh: "城东电网公司" },
  role: "operator",
};
export const INSTALLER: Office = {
  who: "installer",
  name: { en: "Bright Meter Installers", zh: "明表安装队" },
  role: "installer",
};
export const OFFICES: readonly Office[] = [...REGULATORS, OPERATOR, INSTALLER];

/** Offices of the demo that a person can hold with a wallet; the street then leaves that account alone. */
export const PLAYED = ["regulator", "operator", "utility"] as const;
export type Played = (typeof PLAYED)[number];

/** Whose account it is. */
export function playedBy(office: Played): string {
  switch (office) {
    case "regulator":
      return "regulator-2";
    case "operator":
      return OPERATOR.who;
    case "utility":
      return UTILITY.who;
  }
}
