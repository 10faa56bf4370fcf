/** Entries that build on one another: the second waits until the first is on the ledger, and is moot when the first never can be. */
import { buildsOn } from "../../shared/outbox/dependency.ts";
import type { Outbox, OutboxItem } from "./outbox.ts";

/** The entry that this one waits for; "moot" when it ended without reaching the ledger; undefined when nothing holds this one back. */
export function waitsFor(outbox: Pick<Outbox, "get">, item: OutboxItem): OutboxItem | "moot" | undefined {
  const id = buildsOn(item.tx.body);
  const first = id === undefined ? undefined : outbox.get(id);
  switch (first?.state) {
    case undefined:
    case "committed":
      return undefined;
    case "signed":
    case "sent":
      return first;
    case "refused":
    case "expired":
    case "withdrawn":
      return "moot";
  }
}
