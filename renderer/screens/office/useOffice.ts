/** One act of an office: goes to the signing window, tells what came of it, keeps its fault until the next try. */
import { useCallback } from "react";
import type { OfficeIntent } from "../../../shared/ipc/officeIntent.ts";
import { sayOutcome } from "../../store/app.ts";
import { useAct } from "../../store/hooks.ts";

export function useOffice() {
  const sign = useAct("sign.office");
  const { run } = sign;
  /** True when it was signed. */
  const ask = useCallback(
    async (intent: OfficeIntent): Promise<boolean> => {
      const answer = await run(intent);
      if (!answer) return false;
      sayOutcome(answer);
      return answer.outcome === "signed";
    },
    [run],
  );
  return { ask, busy: sign.busy, fault: sign.act.state === "failed" ? sign.act.fault : null };
}
