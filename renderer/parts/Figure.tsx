/** A number, large, its unit, small, and a seal if it comes from the ledger. `LedgerFigure` shows a dash while withheld. */
import type { Verified } from "../../shared/ipc/verified.ts";
import { Seal, type SealState, sealOf } from "./Seal.tsx";
import { partWords } from "./words.ts";

export interface FigureProps {
  /** Formatted text of the number (parts/figures.ts). */
  text: string;
  unit?: string | undefined;
  /** Before the number, e.g. "¥" or "+¥". */
  pre?: string | undefined;
  size?: "m" | "l" | "xl";
  seal?: SealState | undefined;
}

export function Figure({ text, unit, pre, size = "m", seal }: FigureProps) {
  return (
    <span className="nw">
      <span className={`fig ${size}`}>
        {pre ? <small className="pre">{pre}</small> : null}
        {text}
        {unit ? <small>{unit}</small> : null}
      </span>
      {seal ? <Seal seal={seal} /> : null}
    </span>
  );
}

export function LedgerFigure<T>(props: {
  of: Verified<T>;
  figure: (value: T) => { text: string; unit?: string; pre?: string };
  size?: "m" | "l" | "xl";
}) {
  const t = partWords.use();
  const seal = sealOf(props.of);
  const size = props.size ?? "m";
  if (props.of.state === "verified") return <Figure {...props.figure(props.of.value)} size={size} seal={seal} />;
  return (
    <span className="nw">
      <span className={`fig ${size} faint`} aria-label={t("withheldShort")}>
        –
      </span>
      <Seal seal={seal} />
    </span>
  );
}
