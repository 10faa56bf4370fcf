/** Which zone and carrier the page is about: chosen only where there is more than one. */
import { NativeSelect, SegmentedControl } from "@mantine/core";
import type { Carrier } from "../../../shared/ledger/units.ts";
import { officeWords } from "./words.ts";

export function ZoneChoice(props: {
  zones: readonly string[];
  zone: string;
  onZone: (zone: string) => void;
  carriers: readonly Carrier[];
  carrier: Carrier;
  onCarrier: (carrier: Carrier) => void;
}) {
  const t = officeWords.use();
  return (
    <span className="row zone-choice">
      {props.zones.length > 1 ? (
        <NativeSelect
          aria-label={t("zone")}
          value={props.zone}
          data={[...props.zones]}
          onChange={(event) => props.onZone(event.currentTarget.value)}
        />
      ) : null}
      {props.carriers.length > 1 ? (
        <SegmentedControl<Carrier>
          size="xs"
          aria-label={t("carrier")}
          value={props.carrier}
          onChange={props.onCarrier}
          data={props.carriers.map((value) => ({ value, label: t(value) }))}
        />
      ) : null}
    </span>
  );
}
