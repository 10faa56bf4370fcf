/** Genesis, and whether the ledger on disk is of the same chain. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { Genesis } from "../../shared/ledger/params.ts";
import { KEY } from "../../shared/ledger/keys.ts";
import { STATE_FILE } from "../abci/serve.ts";
import { genesisIn } from "../home/files.ts";
import type { Home } from "../home/home.ts";
import { type Finding, fine, worry, wrong } from "./finding.ts";

export function checkChain(home: Home): readonly Finding[] {
  if (!existsSync(home.genesis))
    return [
      wrong(
        "genesis",
        `${home.genesis} is missing`,
        "put the chain's genesis document there; every operator has the same one",
      ),
    ];
  let chainId: string;
  try {
    const document = genesisIn(home.genesis);
    chainId = document.chain_id;
    const state = Genesis.safeParse(document.app_state);
    if (!state.success)
      return [
        wrong(
          "genesis",
          `app_state: ${state.error.issues[0]?.path.join(".") ?? ""} ${state.error.issues[0]?.message ?? ""}`,
          'make it anew with "genesis"',
        ),
      ];
    if (state.data.params.chainId !== chainId)
      return [
        wrong(
          "genesis",
          `its parameters are of ${state.data.params.chainId}, the document of ${chainId}`,
          `make it anew with "genesis"`,
        ),
      ];
  } catch (error) {
    return [
      wrong(
        "genesis",
        error instanceof Error ? error.message : String(error),
        "put the chain's genesis document there",
      ),
    ];
  }
  return [fine("genesis", `chain ${chainId}`), ledgerOf(join(home.ledger, STATE_FILE), chainId)];
}

const Row = z.object({ value: z.string() });
const Params = z.object({ chainId: z.string() });

function ledgerOf(file: string, chainId: string): Finding {
  if (!existsSync(file)) return fine("ledger", "none yet: it begins with the first block, or by state sync");
  try {
    const db = new DatabaseSync(file, { readOnly: true });
    try {
      const row = Row.optional().parse(db.prepare("SELECT value FROM entries WHERE key = ?").get(KEY.params));
      if (!row) return fine("ledger", "empty: it begins with the first block, or by state sync");
      const found = Params.parse(JSON.parse(row.value)).chainId;
      return found === chainId
        ? fine("ledger", `of chain ${found}`)
        : wrong(
            "ledger",
            `${file} is of chain ${found}, genesis of ${chainId}`,
            "put the right genesis back, or move the home's ledger and comet/data away to begin on the other chain",
          );
    } finally {
      db.close();
    }
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return /locked/.test(problem)
      ? fine("ledger", "in use by the running node")
      : worry("ledger", `${file} cannot be read: ${problem}`, "restore it from a back-up, or begin anew by state sync");
  }
}
