/**
 * The agent that takes offers while its owner is away, within limits that the owner set in a safe window. It runs in the main process, woken
 * by verified blocks; no window can wake it, feed it or see what it is about to do. The worker finds and composes; what is signed is read
 * from the bytes again here, and held against the limits by its own figures.
 */
import { z } from "zod";
import { toHex } from "../../shared/codec/bytes.ts";
import type { Automatic, Policy } from "../../shared/ipc/agentViews.ts";
import { CONTRACT } from "../../shared/ipc/contract.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { BookRow } from "../../shared/ipc/marketViews.ts";
import { digestOf } from "../../shared/ledger/identity.ts";
import type { TxBody } from "../../shared/ledger/transactions.ts";
import type { Energy } from "../../shared/ledger/units.ts";
import type { Remote } from "../../shared/link/link.ts";
import { relatedOffer } from "../confirm/money.ts";
import { prepare } from "../confirm/view.ts";
import type { Composed, LocalPort } from "../local/port.ts";
import type { AgentBook } from "./agentBook.ts";
import { judge, roomFor, type Verdict } from "./limits.ts";

export interface TradeAgentDeps {
  readonly local: () => Promise<Pick<Remote<LocalPort>, "read" | "compose" | "keep" | "unsigned">>;
  readonly book: AgentBook;
  /** Addresses of the owner's address book. */
  readonly known: () => Promise<readonly string[]>;
  /** The account's address; undefined while locked. */
  readonly me: () => string | undefined;
  readonly sign: (body: TxBody, chainId: string) => { readonly bytes: Uint8Array; readonly id: string };
  /** Wall clock, ms. */
  readonly now: () => number;
  readonly log: (line: string) => void;
}

/** All that is asked of the outbox here. */
const Entries = z.array(z.looseObject({ id: z.string(), state: z.string() }));
/** States of an entry that the market does not show yet. */
const UNDER_WAY: ReadonlySet<string> = new Set(["draft", "signed", "sent"]);

export class TradeAgent {
  readonly #deps: TradeAgentDeps;
  #running: Promise<void> | undefined;
  #woken = false;
  #stopped = false;

  constructor(deps: TradeAgentDeps) {
    this.#deps = deps;
  }

  /** Something verified has changed. One round at a time; a call during a round makes another one. */
  wake(): void {
    this.#woken = true;
    if (this.#stopped) return;
    this.#running ??= this.#run().finally(() => (this.#running = undefined));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#woken && !this.#stopped) {
      this.#woken = false;
      try {
        await this.round();
      } catch (error) {
        const code = error instanceof FaultError ? error.fault.code : String(error);
        this.#deps.log(`agent: ${code}`);
      }
    }
  }

  /** At most one signature; the market has to show it before the next. Returns its entry, null when there is nothing to sign. */
  async round(): Promise<Automatic | null> {
    if (this.#deps.me() === undefined) return null;
    const { policies, signed, damaged } = await this.#deps.book.read();
    if (damaged !== null || policies.length === 0) return null;
    const local = await this.#deps.local();
    const outbox = Entries.parse(await local.read("outbox.list", {}));
    const waiting = new Set(outbox.filter(({ state }) => UNDER_WAY.has(state)).map(({ id }) => id));
    if (signed.some(({ id }) => waiting.has(id))) return null;
    for (const policy of policies) {
      const entry = await this.#tryPolicy(local, policy, signed);
      if (entry) return entry;
    }
    return null;
  }

  async #tryPolicy(
    local: Awaited<ReturnType<TradeAgentDeps["local"]>>,
    policy: Policy,
    signed: readonly Automatic[],
  ): Promise<Automatic | null> {
    // From slot 0: from the first that is still open. What forecast, capacity and commitments leave is all that is looked for.
    const ask = { carrier: "electricity", side: policy.side, from: 0, to: null } as const;
    const proposal = CONTRACT["market.proposal"].output.parse(await local.read("market.proposal", ask));
    if (proposal.state !== "verified" || !proposal.value) return null;
    const { free } = proposal.value;
    const span = { carrier: "electricity", from: free.first, to: free.first + free.wh.length } as const;
    const book = CONTRACT["market.book"].output.parse(await local.read("market.book", span));
    if (book.state !== "verified") return null;
    const offers = book.value.filter((row) => !row.mine && row.side !== policy.side);
    for (const row of offers.toSorted((a, b) => (policy.side === "buy" ? a.allIn - b.allIn : b.price - a.price))) {
      if (!policy.parties.includes(row.party.id)) continue;
      const energy = portion(row, free, roomFor(policy, row.party.id, signed, book.proof.time));
      if (!energy) continue;
      const entry = await this.#sign(local, await local.compose("sign.accept", { offer: row.id, energy }));
      if (entry) return entry;
    }
    return null;
  }

  async #sign(local: Awaited<ReturnType<TradeAgentDeps["local"]>>, composed: Composed): Promise<Automatic | null> {
    let signed = false;
    try {
      const me = this.#deps.me();
      const ready = me === undefined ? undefined : await this.#allowed(composed, me);
      // Another account may be in front by now, and the list and the key are those of the one in front.
      const same = this.#deps.me() === me;
      if (same && ready?.verdict.ok) {
        const { body, chainId, verdict } = ready;
        const entry = { ...verdict.entry, id: toHex(digestOf(body, chainId)) };
        await this.#deps.book.add(entry);
        const { bytes, id } = this.#deps.sign(body, chainId);
        // From here on its nonce is used, whatever happens.
        signed = true;
        await local.keep(bytes);
        this.#deps.log(`agent: signed ${id}`);
        return entry;
      }
      if (ready) this.#deps.log(`agent: not signed, ${ready.verdict.ok ? "another account" : ready.verdict.rule}`);
    } catch (error) {
      if (!signed) await local.unsigned(composed.body);
      throw error;
    }
    await local.unsigned(composed.body);
    return null;
  }

  /** The body as its bytes have it, and what the limits say of it. Undefined when it is no acceptance of the offer at hand. */
  async #allowed(
    composed: Composed,
    me: string,
  ): Promise<{ readonly body: TxBody; readonly chainId: string; readonly verdict: Verdict } | undefined> {
    const { body, chainId } = prepare(composed, me);
    const { facts } = composed;
    const offer = relatedOffer(facts);
    if (body.kind !== "offer.accept" || !offer || !facts.restsOn) return undefined;
    // Whoever composed it: the terms are those of the offer that the body names, or nothing is signed.
    if (toHex(digestOf(offer, chainId)) !== body.offer) return undefined;
    // Read again: the owner may have changed the limits since the round began.
    const [known, { policies, signed, damaged }] = await Promise.all([this.#deps.known(), this.#deps.book.read()]);
    if (damaged !== null) return undefined;
    const verdict = judge(policies, {
      body,
      offer,
      charges: facts.charges,
      provedAt: facts.restsOn.time,
      now: Math.floor(this.#deps.now() / 1000),
      known,
      before: signed,
    });
    return { body, chainId, verdict };
  }
}

/** As much of an offer as is free and allowed, slot by slot from its first; undefined when that is less than its owner gives. */
export function portion(row: Pick<BookRow, "energy" | "minimum">, free: Energy, room: number): Energy | undefined {
  let left = room;
  const wh = row.energy.wh.map((offered, i) => {
    const most = free.wh[row.energy.first + i - free.first] ?? 0;
    const taken = Math.min(offered, most, left);
    left -= taken;
    return taken;
  });
  const total = room - left;
  return total > 0 && total >= row.minimum ? { first: row.energy.first, wh } : undefined;
}
