/** A colour is always named beside it. */
export type Hue = "gen" | "load" | "sold" | "bought" | "heat" | "gas" | "own" | "none";
export const Key = ({ hue }: { hue: Hue }) => <i className={`key ${hue}`} aria-hidden="true" />;
