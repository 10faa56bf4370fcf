/**
 * What was proved about the entries as proof files (docs/protocol/proofs.md), to be carried back to the computer that signed them: it checks
 * them against its own anchors. A proof file holds at most 16 transactions, so there can be several.
 */
import { utcDay } from "../../shared/ledger/time.ts";
import type { CarriedEntry } from "../../shared/outbox/outboxFile.ts";
import { encodeBundle, type Question, QUESTIONS_MAX } from "../../shared/proof/bundle.ts";
import { CARRIED_MAX, type IncludedTx, NOTHING } from "../../shared/proof/carried.ts";
import type { ProvedLedger } from "../light/provedLedger.ts";
import type { Outcome } from "./outcome.ts";

/** The files' bytes; none where nothing has ended. Throws Unproved. */
export async function answerFiles(
  ledger: ProvedLedger,
  entries: readonly CarriedEntry[],
  outcomes: ReadonlyMap<string, Outcome>,
): Promise<readonly Uint8Array[]> {
  const included: IncludedTx[] = [];
  const lapsed = new Map<string, { readonly party: string; readonly day: number }>();
  for (const { id, body } of entries) {
    const outcome = outcomes.get(id);
    if (outcome?.what !== "ended") continue;
    if (outcome.included) included.push(outcome.included);
    else {
      const asked = { party: body.sender, day: utcDay(body.validUntil) };
      lapsed.set(`${asked.party} ${asked.day}`, asked);
    }
  }
  const params = asQuestion(await ledger.question("params", {}));
  const nonces: Question[] = [];
  for (const asked of lapsed.values()) nonces.push(asQuestion(await ledger.question("nonces", asked)));
  const files: Uint8Array[] = [];
  const perFile = QUESTIONS_MAX - 1;
  const count = Math.max(Math.ceil(included.length / CARRIED_MAX.transactions), Math.ceil(nonces.length / perFile));
  for (let i = 0; i < count; i++) {
    const transactions = included.slice(i * CARRIED_MAX.transactions, (i + 1) * CARRIED_MAX.transactions);
    const heights = transactions.flatMap(({ height }) => [height, height + 1]);
    files.push(
      encodeBundle({
        chainId: ledger.chainId,
        questions: [params, ...nonces.slice(i * perFile, (i + 1) * perFile)],
        blocks: await ledger.way(heights),
        carried: { ...NOTHING, transactions },
      }),
    );
  }
  return files;
}

const asQuestion = ({ query, version, input, witness }: Question): Question => ({ query, version, input, witness });
