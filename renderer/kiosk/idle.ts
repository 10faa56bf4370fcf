/** Calls back when nobody has touched or pressed anything for a while. */
import { useEffect, useEffectEvent } from "react";

export const IDLE_MS = 60_000;

export function useIdle(left: () => void): void {
  const leave = useEffectEvent(left);
  useEffect(() => {
    let timer = setTimeout(() => leave(), IDLE_MS);
    const used = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => leave(), IDLE_MS);
    };
    const events = ["pointerdown", "pointermove", "keydown"] as const;
    for (const event of events) addEventListener(event, used, { passive: true });
    return () => {
      clearTimeout(timer);
      for (const event of events) removeEventListener(event, used);
    };
  }, []);
}
