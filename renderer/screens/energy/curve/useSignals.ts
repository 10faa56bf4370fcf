/** What the grid says about a stretch of market time: asked for only while its layer is on. */
import { useMemo } from "react";
import type { SignalsView } from "../../../../shared/ipc/signalViews.ts";
import type { Verified } from "../../../../shared/ipc/verified.ts";
import { verifiedOf } from "../../../frame/Loaded.tsx";
import { useHome } from "../../../frame/market.ts";
import { useRead } from "../../../store/hooks.ts";
import type { SlotGrid } from "./signalMarks.ts";
import { endOf, type Stretch } from "./stretch.ts";

export function useSignals(stretch: Stretch, isOn: boolean): { answer: Verified<SignalsView> | null; grid: SlotGrid } {
  const home = useHome();
  const slotSeconds = home?.market.slotSeconds ?? 900;
  const startSeconds = home?.market.startSeconds ?? 0;
  const grid = useMemo(() => ({ slotSeconds, startSeconds }), [slotSeconds, startSeconds]);
  const slot = (at: number) => Math.max(0, Math.floor((at - startSeconds) / slotSeconds));
  const from = slot(stretch.at[0] ?? 0);
  const to = slot(endOf(stretch, stretch.at.length - 1));
  // Without the layer an empty question, which costs the node nothing.
  const read = useRead("energy.signals", isOn ? { from, to } : { from: 0, to: 0 });
  return { answer: isOn ? verifiedOf(read) : null, grid };
}
