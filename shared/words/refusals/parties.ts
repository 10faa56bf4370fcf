/** Parties, their keys and meters: a sentence per rule. The forms: ../refusalSentences.ts. */
import type { PARTY_RULES } from "../../ledger/parties/ruleNames.ts";
import { b, type Sentences } from "./sentences.ts";

export const PARTY_SENTENCES: Sentences<(typeof PARTY_RULES)[number]> = {
  "standing.known": b("The party is on the ledger already.", "该主体已在账本上。"),
  "standing.zone": b("The ledger does not know this zone.", "账本上没有这个台区。"),
  "standing.supplier": b("The new supplier is no active utility.", "新的供应方不是有效的供电方。"),
  "standing.state": b("The party’s status does not allow it.", "该主体的状态不允许这样做。"),
};
