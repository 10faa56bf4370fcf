/** A screen beside the rail: strip, page, and a side where it needs one. */
import type { ReactNode } from "react";
import { Bar } from "./Bar.tsx";

export function Screen(props: { where?: ReactNode; side?: ReactNode; sideLabel?: string; children: ReactNode }) {
  return (
    <>
      <main className="main" id="screen" tabIndex={-1}>
        <Bar>{props.where}</Bar>
        <div className="page">{props.children}</div>
      </main>
      {props.side ? (
        <aside className="side" aria-label={props.sideLabel}>
          {props.side}
        </aside>
      ) : null}
    </>
  );
}
