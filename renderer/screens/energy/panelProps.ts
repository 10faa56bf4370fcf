/** What the panels of a day, a week, a month and a year are told alike. */
import type { ReactNode } from "react";
import type { MeterSource } from "../../../shared/ipc/energyViews.ts";
import type { Layers } from "./curve/layers.ts";
import type { DataTable } from "./tables.ts";

export interface PanelProps {
  source: MeterSource;
  asTable: boolean;
  layers: Layers;
  /** The switches of the layers. */
  layerBar: ReactNode;
  onShown: (name: string, table: DataTable) => void;
}
