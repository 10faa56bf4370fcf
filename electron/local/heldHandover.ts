/** The hand-over report that the owner's wallet keeps, sealed in the account's database. */
import { z } from "zod";
import { Handover, handoverId } from "../../shared/commissioning/handover.ts";
import type { HeldHandover } from "../../shared/ipc/commissioningViews.ts";
import type { Sealed } from "../store/sealed.ts";

/** The latest one; a home has one. */
const HELD = "held";
const Kept = z.strictObject({ handover: Handover, at: z.number().int() });

export interface HandedOver {
  /** Null when there is none, or it does not open. Fault: "vault.locked". */
  held(): Promise<HeldHandover | null>;
  keep(handover: Handover, at: number): Promise<void>;
}

export const handedOverOf = (withSealed: <T>(use: (sealed: Sealed) => T) => Promise<T>): HandedOver => ({
  held: () =>
    withSealed((sealed) => {
      const kept = Kept.safeParse(sealed.get("handover", HELD));
      return kept.success ? { ...kept.data, id: handoverId(kept.data.handover) } : null;
    }),
  keep: (handover, at) => withSealed((sealed) => sealed.put("handover", HELD, Kept.parse({ handover, at }))),
});
