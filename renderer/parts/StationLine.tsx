/** A contract's life as stations: what is done, where it stands, what is to come. */
import { partWords } from "./words.ts";

export type StationName =
  "offered" | "signed" | "screened" | "admitted" | "delivering" | "metered" | "settled" | "final" | "paid";
export interface Station {
  readonly name: StationName;
  readonly state: "done" | "now" | "next";
  /** Short lines below the name: when, who, which block. */
  readonly notes: readonly string[];
}

export function StationLine({ stations }: { stations: readonly Station[] }) {
  const t = partWords.use();
  return (
    <ol className="stations">
      {stations.map((station) => (
        <li key={station.name} data-state={station.state} aria-current={station.state === "now" ? "step" : undefined}>
          <b>{t(`stations.${station.name}`)}</b>
          <span className="visually-hidden">, {t(`stations.${station.state}`)}. </span>
          {station.notes.map((note) => (
            <span key={note} className="station-note">
              {note}
            </span>
          ))}
        </li>
      ))}
    </ol>
  );
}
