/** office.path: the latest entries of the log that proves everything that names a party. */
import type { PathView } from "../../../shared/ipc/officeViews.ts";
import { PAGE_LIMIT } from "../../../shared/ledger/runQuery.ts";
import type { Page } from "../../sync/verifiedReads.ts";
import { type Joined, labelOf } from "../joined.ts";

export async function pathView(joined: Joined, page: Page, party: string): Promise<PathView | null> {
  if (!(await page.query("party", { id: party }))) return null;
  const head = await page.query("path", { party, from: 0, limit: 1 });
  const from = Math.max(head.first, head.count - PAGE_LIMIT);
  const [path, clock] = await Promise.all([
    page.query("path", { party, from, limit: PAGE_LIMIT }),
    page.query("clock", {}),
  ]);
  // The log has administrative time; on screen it is market time as of now.
  const behind = Math.floor((clock.market - clock.adm) / 1000);
  return {
    party: labelOf(joined, party),
    count: path.count,
    first: path.first,
    entries: path.entries
      .toReversed()
      .map(({ n, height, tx, code, adm }) => ({ n, height, tx, code, at: adm + behind })),
  };
}
