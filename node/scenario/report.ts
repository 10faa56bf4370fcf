/** What a scenario came to, as data: contracts, slots, money per pair, refusals, and the final state's hash. Its words: story.ts and result.ts. */
import { toHex } from "../../shared/codec/bytes.ts";
import type { ContractRecord, Liability, Refusal, SlotRecord } from "../../shared/ledger/records.ts";
import { slotStart } from "../../shared/ledger/time.ts";
import { under } from "../../shared/state/reader.ts";
import { owedBetween } from "./checks.ts";
import type { Played } from "./player.ts";

export interface Report {
  readonly contracts: readonly {
    readonly id: string;
    readonly seller: string;
    readonly buyer: string;
    readonly how: ContractRecord["basis"]["how"];
    readonly state: ContractRecord["state"];
    readonly deliveredWh: number;
    /** Length of its carrier's slots. */
    readonly slotSeconds: number;
    readonly slots: readonly (Pick<SlotRecord, "slot" | "state" | "q" | "cut"> & {
      readonly starts: number;
      readonly delivered: number | null;
      readonly liability: Liability | null;
    })[];
  }[];
  /** Net of everything stated per pair: what `from` owes `to`, micro. */
  readonly money: readonly { readonly from: string; readonly to: string; readonly amount: number }[];
  readonly refusals: readonly {
    readonly by: string;
    readonly kind: string;
    readonly name: string;
    readonly valid: boolean;
    readonly refusal: Refusal | null;
  }[];
  readonly height: number;
  readonly stateHash: string;
  readonly failures: number;
}

export function reportOf(played: Played): Report {
  const { chain, nameOf, told } = played;
  const contracts = Array.from(chain.state.range(...under("contract/")), ([key]) =>
    key.slice("contract/".length),
  ).flatMap((id) => {
    const found = chain.query("contract", { id });
    return found ? [contractOf(found.contract, found.slots, played)] : [];
  });
  const pairs = new Set(
    Array.from(chain.state.range(...under("statement/")), ([key]) => key.split("/").slice(1, 3).join("/")),
  );
  const money = [...pairs].map((pair) => {
    const [a = "", b = ""] = pair.split("/");
    const amount = owedBetween(chain, a, b);
    return amount < 0
      ? { from: nameOf(b), to: nameOf(a), amount: -amount }
      : { from: nameOf(a), to: nameOf(b), amount };
  });
  const refusals = told.flatMap((one) =>
    one.what === "sent" && one.result.code !== 0
      ? [{ by: one.by, kind: one.kind, name: one.name, valid: one.result.code === 1, refusal: one.result.data }]
      : [],
  );
  return {
    contracts,
    money,
    refusals,
    height: chain.height,
    stateHash: toHex(chain.state.root),
    failures: played.failures,
  };
}

function contractOf(
  contract: ContractRecord,
  slots: readonly SlotRecord[],
  played: Played,
): Report["contracts"][number] {
  const { terms, id, state, delivered, basis } = contract;
  const grid = played.names.grid(terms.carrier);
  return {
    id,
    seller: played.nameOf(terms.seller),
    buyer: played.nameOf(terms.buyer),
    how: basis.how,
    state,
    deliveredWh: delivered,
    slotSeconds: grid.slotSeconds,
    slots: slots.map(({ slot, state: at, q, cut, settled }) => ({
      slot,
      starts: slotStart(grid, slot),
      state: at,
      q,
      cut,
      delivered: settled?.delivered ?? null,
      liability: settled?.liability ?? null,
    })),
  };
}
