/** Contracts and statements of the account that is joined, as verified now, each with the proof file that shows it to others. */
import { join } from "node:path";
import type { Input, Output } from "../../shared/ipc/contract.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { ProofSubject } from "../../shared/ipc/proofViews.ts";
import type { ProofFile } from "../local/port.ts";
import { writePieces } from "./newFolder.ts";
import type { Without } from "./without.ts";

type LedgerRead = "contracts.list" | "contracts.get" | "money.list";

export interface LedgerReads {
  read<M extends LedgerRead>(method: M, input: Input<M>): Promise<Output<M>>;
  proof(subject: ProofSubject): Promise<ProofFile>;
}

/** What cannot be proved now is named, not guessed. */
export async function writeContracts(ledger: LedgerReads, into: string): Promise<readonly Without[]> {
  const without: Without[] = [];
  const json = (file: string, value: unknown) =>
    writePieces(join(into, file), [`${JSON.stringify(value, undefined, 2)}\n`]);
  const prove = async (subject: ProofSubject, file: string) => {
    try {
      writePieces(join(into, file), [(await ledger.proof(subject)).bytes]);
    } catch (error) {
      if (!(error instanceof FaultError)) throw error;
      without.push({ what: file, why: error.fault.code });
    }
  };
  const contracts = await ledger.read("contracts.list", {});
  if (contracts.state === "verified") {
    json("contracts/list.json", contracts.value);
    for (const { id } of contracts.value) {
      const one = await ledger.read("contracts.get", { id });
      if (one.state === "verified") json(`contracts/${id}.json`, one.value);
      else without.push({ what: `contracts/${id}.json`, why: one.why });
      await prove({ what: "contract", id }, `contracts/${id}.watt`);
    }
    await prove({ what: "path" }, "contracts/path.watt");
  } else without.push({ what: "contracts/", why: contracts.why });
  const money = await ledger.read("money.list", {});
  if (money.state === "verified") {
    json("statements/list.json", money.value);
    for (const { other, period } of money.value)
      await prove({ what: "statement", other: other.id, period }, `statements/${other.id}-${period}.watt`);
  } else without.push({ what: "statements/", why: money.why });
  return without;
}
