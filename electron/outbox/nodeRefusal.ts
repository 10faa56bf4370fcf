/**
 * That nodes do not take an entry: a count, CheckTx's code, and a reason that this computer found itself in verified state. It ends
 * nothing, because a node's no is only its word, and nothing of a node's own text is in it.
 */
import { z } from "zod";
import type { OutboxEntry } from "../../shared/ipc/ledgerViews.ts";
import { nonceUsed } from "../../shared/ledger/nonces.ts";
import { utcDay } from "../../shared/ledger/time.ts";
import type { TxBody } from "../../shared/ledger/transactions.ts";
import type { Page } from "../sync/verifiedReads.ts";

const Shape = z.strictObject({
  why: z.enum(["notRegistered", "numberUsed", "unstated"]),
  code: z.number().int(),
  nodes: z.number().int(),
  of: z.number().int(),
});
export type NodeRefusal = z.infer<typeof Shape> & NonNullable<OutboxEntry["nodeRefusal"]>;

/** As the database keeps it; what an older program wrote there was for its log alone. */
export function parseNodeRefusal(text: string | null): NodeRefusal | null {
  if (text?.startsWith("{") !== true) return null;
  try {
    const parsed = Shape.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    // Damaged: as good as absent, the next try says it again.
    return null;
  }
}

/** What verified state says about why no node would take it now. */
export async function reasonOf(page: Page, body: TxBody): Promise<NodeRefusal["why"]> {
  const { used } = await page.query("nonces", { party: body.sender, day: utcDay(body.validUntil) });
  if (nonceUsed(used, body.nonce)) return "numberUsed";
  if (body.kind === "party.register") return "unstated";
  return (await page.query("party", { id: body.sender })) === null ? "notRegistered" : "unstated";
}
