/** A date and a time of the zone's market, as text: a date field would write it in the system's way, not the reader's. */
import { TextInput } from "@mantine/core";
import { decisionWords } from "./decisionWords.ts";

/** "2026-06-17 14:30" as local seconds; the same in every language. */
export function localSeconds(text: string): number | null {
  const parts = /^\s*(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})\s*$/.exec(text);
  if (!parts) return null;
  const ms = Date.parse(`${parts[1]}T${parts[2]}:00Z`);
  return Number.isNaN(ms) ? null : ms / 1000;
}

export const momentValue = (local: number): string =>
  new Date(local * 1000).toISOString().slice(0, 16).replace("T", " ");

export function MarketMoment(props: { label: string; value: string; onValue: (text: string) => void }) {
  const t = decisionWords.use();
  return (
    <TextInput
      label={props.label}
      description={t("fromHelp")}
      value={props.value}
      error={localSeconds(props.value) === null ? t("notMoment") : undefined}
      onChange={(event) => props.onValue(event.currentTarget.value)}
    />
  );
}
