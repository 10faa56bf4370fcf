/** A date and a time of the zone's market, given as text that a date field makes; null while it is not one. */
import { TextInput } from "@mantine/core";
import { decisionWords } from "./decisionWords.ts";

/** "2026-06-17T14:30" as local seconds. */
export function localSeconds(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text)) return null;
  const ms = Date.parse(`${text}:00Z`);
  return Number.isNaN(ms) ? null : ms / 1000;
}

export const momentValue = (local: number): string => new Date(local * 1000).toISOString().slice(0, 16);

export function MarketMoment(props: { label: string; value: string; onValue: (text: string) => void }) {
  const t = decisionWords.use();
  return (
    <TextInput
      type="datetime-local"
      label={props.label}
      description={t("fromHelp")}
      value={props.value}
      onChange={(event) => props.onValue(event.currentTarget.value)}
    />
  );
}
