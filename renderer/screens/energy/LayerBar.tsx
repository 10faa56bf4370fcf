/** Switches of what is drawn over the readings: those that the span has. */
import { Checkbox } from "@mantine/core";
import type { Layer, Layers } from "./curve/layers.ts";
import { toggled } from "./curve/layers.ts";
import { curveWords } from "./curve/words.ts";

export function LayerBar(props: {
  layers: Layers;
  /** In the order in which they are shown. */
  offered: readonly Layer[];
  besideLabel: string;
  onChange: (layers: Layers) => void;
}) {
  const t = curveWords.use();
  return (
    <fieldset className="layers" aria-label={t("layers")}>
      {props.offered.map((layer) => (
        <Checkbox
          key={layer}
          checked={props.layers.has(layer)}
          onChange={() => props.onChange(toggled(props.layers, layer))}
          label={layer === "beside" ? props.besideLabel : t(`layer.${layer}`)}
        />
      ))}
    </fieldset>
  );
}
