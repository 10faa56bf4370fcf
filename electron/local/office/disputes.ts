/** office.disputes: disputes that wait for a ruling or an appeal's, with what the meters say of each slot. */
import type { DisputeRow } from "../../../shared/ipc/officeViews.ts";
import type { DisputeRecord } from "../../../shared/ledger/ends/disputeRecord.ts";
import { PAGE_LIMIT } from "../../../shared/ledger/runQuery.ts";
import type { Page } from "../../sync/verifiedReads.ts";
import { type Joined, labelOf } from "../joined.ts";
import { marketAt, marketView } from "../market.ts";
import { inWords } from "./decisions.ts";

export async function disputeRows(joined: Joined, page: Page): Promise<DisputeRow[]> {
  const at = await marketAt(joined, page);
  const place = marketView(at);
  const clock = await page.query("clock", {});
  const behind = Math.floor((clock.market - clock.adm) / 1000);
  const rows = await Promise.all((await awaiting(page)).map((dispute) => rowOf(dispute)));
  return rows.flatMap((row) => (row ? [row] : [])).toSorted((a, b) => (a.until ?? a.at) - (b.until ?? b.at));

  async function rowOf(dispute: DisputeRecord): Promise<DisputeRow | null> {
    const found = await page.query("contract", { id: dispute.contract });
    if (!found) return null;
    const { terms } = found.contract;
    const frozen = new Set(dispute.slots);
    return {
      id: dispute.id,
      contract: dispute.contract,
      by: labelOf(joined, dispute.by),
      seller: labelOf(joined, terms.seller),
      buyer: labelOf(joined, terms.buyer),
      carrier: terms.carrier,
      state: dispute.state,
      evidence: dispute.evidence,
      reason: dispute.reason,
      at: dispute.at.market,
      until: dispute.until === null ? null : dispute.until + behind,
      slots: found.slots
        .filter(({ slot }) => frozen.has(slot))
        .map(({ slot, q, settled }) => ({
          slot,
          q,
          aS: settled?.aS ?? null,
          aB: settled?.aB ?? null,
          qualityS: settled?.qualityS ?? null,
          qualityB: settled?.qualityB ?? null,
          liability: settled?.liability ?? null,
        })),
      rulings: dispute.rulings.map(({ decision, reason, ruling, at: when }) => ({
        decision,
        text: inWords(joined, place, { act: "dispute.rule", dispute: dispute.id, ruling }).text,
        reason,
        at: when.market,
      })),
      appeal: dispute.appeal && {
        by: labelOf(joined, dispute.appeal.by),
        reason: dispute.appeal.reason,
        at: dispute.appeal.at.market,
      },
    };
  }
}

async function awaiting(page: Page): Promise<readonly DisputeRecord[]> {
  const all: DisputeRecord[] = [];
  // Ends: each page begins after the last one's.
  for (;;) {
    const last = all.at(-1);
    const next = await page.query(
      "disputesAwaiting",
      last ? { after: last.id, limit: PAGE_LIMIT } : { limit: PAGE_LIMIT },
    );
    all.push(...next);
    if (next.length < PAGE_LIMIT) return all;
  }
}
