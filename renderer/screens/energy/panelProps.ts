/** What the panels of a day and of a month are told alike. */
import type { ReactNode } from "react";
import type { MeterSource } from "../../../shared/ipc/energyViews.ts";
import type { DataTable } from "./tables.ts";

export interface PanelProps {
  source: MeterSource;
  asTable: boolean;
  beside: boolean;
  layer: boolean;
  layers: ReactNode;
  onShown: (name: string, table: DataTable) => void;
}
