/**
 * Plays a scenario through the real ledger, step by step: what came of each is held against what the scenario expects. It tells
 * what happened as it goes; nothing is printed here.
 */
import { toHex } from "../../shared/codec/bytes.ts";
import { signDigest } from "../../shared/codec/signature.ts";
import type { TxResult } from "../../shared/ledger/applyBlock.ts";
import { Act } from "../../shared/ledger/bodies/decisions.ts";
import {
  certificateDigest,
  digestOf,
  encodeTransaction,
  keyProofDigest,
  orderSignatures,
  txId,
} from "../../shared/ledger/identity.ts";
import type { GridParams } from "../../shared/ledger/params.ts";
import type { Refusal } from "../../shared/ledger/records.ts";
import { slotEnd } from "../../shared/ledger/time.ts";
import { TxBody } from "../../shared/ledger/transactions.ts";
import type { Carrier } from "../../shared/ledger/units.ts";
import { ScenarioChain } from "./chain.ts";
import { check, statementsBetween } from "./checks.ts";
import type { CheckText, OutcomeText, Scenario, StepText } from "./document.ts";
import { CHAIN_ID, genesisOf, isHome, type Key, keyOf, meterOf, OFFICES, pointOf, UTC_OFFSET } from "./market.ts";
import { ScenarioMeter } from "./meters.ts";
import { type Names, resolve, slotAt, timeOf } from "./resolve.ts";
import { amountOf, ScenarioError } from "./values.ts";

/** One thing that happened, or did not as expected. */
export type Told =
  | { readonly what: "moved"; readonly market: number }
  | { readonly what: "note"; readonly text: string }
  | {
      readonly what: "sent";
      readonly market: number;
      readonly by: string;
      readonly kind: string;
      readonly name: string;
      readonly id: string;
      readonly result: TxResult;
    }
  | { readonly what: "checked"; readonly wanted: CheckText }
  | { readonly what: "failed"; readonly step: number; readonly problem: string };

export interface Played {
  readonly chain: ScenarioChain;
  readonly names: Names;
  readonly told: readonly Told[];
  readonly failures: number;
  /** Name of a party, or its id when it has none. */
  readonly nameOf: (party: string) => string;
}

/** Throws a ScenarioError for a scenario that cannot be played: an unknown name, a wrong field. */
export function play(scenario: Scenario, tell: (told: Told) => void = () => undefined): Played {
  return new Player(scenario, tell).play();
}

class Player {
  readonly #scenario: Scenario;
  readonly #chain: ScenarioChain;
  readonly #told: Told[] = [];
  readonly #tell: (told: Told) => void;
  readonly #keys = new Map<string, Key>();
  /** Actors and offices by name: their party's id. */
  readonly #parties = new Map<string, string>();
  readonly #sent = new Map<string, { readonly id: string; readonly bytes: Uint8Array }>();
  readonly #meters = new Map<string, ScenarioMeter>();
  readonly #nonces = new Map<string, number>();
  readonly #start: number;
  #step = 0;

  constructor(scenario: Scenario, tell: (told: Told) => void) {
    this.#scenario = scenario;
    this.#tell = tell;
    this.#chain = new ScenarioChain(genesisOf(scenario));
    this.#start = this.#chain.market;
    const operators = Object.values(scenario.market.zones).map(({ operator }) => operator);
    for (const name of [...Object.keys(OFFICES), ...operators, ...Object.keys(scenario.actors)]) {
      this.#keys.set(name, keyOf(name));
      this.#parties.set(name, keyOf(name).address);
    }
  }

  play(): Played {
    for (const [i, step] of this.#scenario.steps.entries()) {
      this.#step = i + 1;
      try {
        this.#take(step);
      } catch (error) {
        if (error instanceof ScenarioError) throw new ScenarioError(`step ${this.#step}: ${error.message}`);
        throw error;
      }
    }
    const byId = new Map([...this.#parties].map(([name, id]) => [id, name]));
    return {
      chain: this.#chain,
      names: this.#names(),
      told: this.#told,
      failures: this.#told.filter(({ what }) => what === "failed").length,
      nameOf: (party) => byId.get(party) ?? party,
    };
  }

  #take(step: StepText): void {
    if ("at" in step && !("read" in step)) return this.#until(timeOf(step.at, this.#names().clock, "at"));
    if ("wait" in step) return this.#until(this.#chain.market + amountOf(step.wait));
    if ("standstill" in step) {
      this.#chain.block([], amountOf(step.standstill));
      return this.#say({ what: "moved", market: this.#chain.market });
    }
    if ("note" in step) return this.#say({ what: "note", text: step.note });
    if ("send" in step) return this.#send(step);
    if ("replay" in step) return this.#replay(step.replay, step.expect);
    if ("decide" in step) return this.#decide(step);
    if ("register" in step) return this.#register(step);
    if ("read" in step) return this.#read(step);
    for (const wanted of step.expect) {
      const problem = check(wanted, this.#chain, this.#names());
      this.#say(problem === undefined ? { what: "checked", wanted } : { what: "failed", step: this.#step, problem });
    }
  }

  #until(market: number): void {
    if (market < this.#chain.market) throw new ScenarioError("that time has passed already");
    this.#chain.until(market);
    this.#say({ what: "moved", market: this.#chain.market });
  }

  #send(step: Extract<StepText, { send: string }>): void {
    const schema = TxBody.options.find((option) => option.shape.kind.value === step.send);
    if (!schema) throw new ScenarioError(`there is no kind of transaction "${step.send}"`);
    const fields = step.with["decide"]
      ? { ...step.with, decide: this.#withProof(step.by, step.with["decide"]) }
      : step.with;
    const body = { ...this.#head(step.by), kind: step.send, ...this.#fields(step.by, step.send, schema, fields) };
    if (step.send === "key.rotate" && !("proof" in body))
      Object.assign(body, { proof: this.#proof(this.#id(step.by), fields["key"] as string) });
    const sent = this.#signed(body, step.forged ? ["a stranger"] : (step.signed ?? [step.by]));
    this.#submit(step.by, step.send, step.as, sent, step.expect);
    if (step.send === "key.rotate" && step.expect === "done") this.#keys.set(step.by, keyOf(fields["key"] as string));
  }

  /** Fields of a body or an act, by their schema; slots are those of its carrier, or of the contract's that it names. */
  #fields(by: string, what: string, schema: unknown, fields: Record<string, unknown>): Record<string, unknown> {
    const carrier =
      (fields["carrier"] as Carrier | undefined) ?? (what === "grid.factor" ? "gas" : this.#carrierOf(fields));
    const resolved = resolve(schema as never, fields, this.#names(), carrier, what) as Record<string, unknown>;
    return resolved["period"] === "latest" ? { ...resolved, period: this.#latestPeriod(by, resolved) } : resolved;
  }

  #carrierOf(fields: Record<string, unknown>): Carrier {
    const named = fields["contract"] ?? fields["call"] ?? fields["party"];
    if (typeof named !== "string") return "electricity";
    const actor = this.#scenario.actors[named];
    if (actor && isHome(actor)) return actor.carrier;
    const id = this.#sent.get(named)?.id;
    const found = id === undefined ? null : this.#chain.query("contract", { id });
    return found?.contract.terms.carrier ?? "electricity";
  }

  /** Period of the last statement between the sender and the other side of a payment. */
  #latestPeriod(by: string, fields: Record<string, unknown>): number {
    const other = (fields["creditor"] ?? fields["debtor"]) as string;
    return statementsBetween(this.#chain, this.#id(by), other).at(-1)?.period ?? 0;
  }

  #replay(name: string, expected: OutcomeText): void {
    const sent = this.#sent.get(name);
    if (!sent) throw new ScenarioError(`there is no transaction "${name}"`);
    const [result] = this.#chain.block([sent.bytes]);
    if (!result) throw new ScenarioError("a block gave no result");
    this.#say({ what: "sent", market: this.#chain.market, by: "", kind: "again", name, id: sent.id, result });
    this.#hold(result, expected);
  }

  /** Proposed by the first regulator, voted for by the others in turn; what is expected must come of the proposal. */
  #decide(step: Extract<StepText, { decide: Record<string, unknown> }>): void {
    const regulators = this.#regulators();
    const [first, ...others] = regulators;
    if (first === undefined) throw new ScenarioError("there is no regulator");
    const decide = this.#fields(first, "act", Act, this.#withProof(first, step.decide) as Record<string, unknown>);
    const name = step.as ?? `decision ${this.#step}`;
    const body = { ...this.#head(first), kind: "decision.propose", decide, reason: step.reason };
    const sent = this.#signed(body, [first]);
    this.#submit(first, "decision.propose", name, sent, step.expect);
    if (step.expect !== "done") return;
    for (const voter of others.slice(0, step.votes - 1)) {
      const vote = {
        ...this.#head(voter),
        kind: "decision.vote",
        decision: sent.id,
        approve: true,
        reason: step.reason,
      };
      this.#submit(voter, "decision.vote", undefined, this.#signed(vote, [voter]), "done");
    }
  }

  /** Acts that bind a key carry its proof; a scenario names the key and leaves the proof to us. */
  #withProof(_by: string, act: unknown): unknown {
    const fields = act as Record<string, unknown>;
    const key = fields["key"];
    if (typeof key !== "string" || "proof" in fields || fields["act"] === "validator.set") return act;
    const party = typeof fields["party"] === "string" ? this.#id(fields["party"]) : keyOf(key).address;
    if (typeof fields["party"] !== "string") {
      this.#keys.set(key, keyOf(key));
      this.#parties.set(key, party);
    } else if (fields["act"] === "key.replace") this.#keys.set(fields["party"], keyOf(key));
    return { ...fields, proof: this.#proof(party, key) };
  }

  #proof(party: string, key: string): string {
    const { public: publicKey, secret } = keyOf(key);
    return toHex(signDigest(keyProofDigest(party, publicKey, CHAIN_ID), secret));
  }

  #register(step: Extract<StepText, { register: string }>): void {
    const name = step.register;
    const actor = this.#scenario.actors[name];
    if (!actor || !isHome(actor)) throw new ScenarioError(`${name} is no home`);
    const zone = actor.zone ?? Object.keys(this.#scenario.market.zones)[0] ?? "";
    const fitter = keyOf("fitter");
    const at = actor.at ?? name;
    const claims = {
      id: toHex(digestOf({ label: `certificate ${name}` } as never, CHAIN_ID)),
      installer: fitter.address,
      key: keyOf(name).public,
      point: pointOf(at),
      zone,
      carriers: [actor.carrier],
      importW: amountOf(actor.import),
      exportW: amountOf(actor.export),
      technology: actor.technology,
      meter: { ...meterOf(at), class: actor.class },
      expires: this.#chain.header + 30 * 86_400,
    };
    const signature = toHex(signDigest(certificateDigest(claims, CHAIN_ID), fitter.secret));
    const role = actor.role === "producer" ? "producer" : "prosumer";
    const supplier = this.#id(actor.supplier);
    const body = { ...this.#head(name), kind: "party.register", role, supplier, certificate: { claims, signature } };
    this.#submit(name, "party.register", step.as, this.#signed(body, [name, actor.supplier]), step.expect);
    if (!step.admit || step.expect !== "done") return;
    for (const regulator of this.#regulators().slice(0, this.#chain.params.quorum)) {
      const vote = {
        ...this.#head(regulator),
        kind: "party.admit",
        party: this.#id(name),
        admit: true,
        reason: "in order",
      };
      this.#submit(regulator, "party.admit", undefined, this.#signed(vote, [regulator]), "done");
    }
  }

  /** Every home's slots from `at` up to `to`, committed and opened after the slot's end. */
  #read(step: Extract<StepText, { read: Record<string, unknown> }>): void {
    const grid = this.#grid(step.carrier);
    const clock = this.#names().clock;
    const first = slotAt(timeOf(step.at, clock, "at"), grid, "at");
    const end = step.to === undefined ? first + 1 : slotAt(timeOf(step.to, clock, "to"), grid, "to");
    if (slotEnd(grid, end - 1) > this.#chain.market) throw new ScenarioError("the slot has not ended yet");
    for (let slot = first; slot < end; slot++) {
      for (const [name, reading] of Object.entries(step.read)) {
        const owner = this.#scenario.actors[name];
        const label = owner && isHome(owner) ? (owner.at ?? name) : name;
        const meter = this.#meters.get(label) ?? new ScenarioMeter(label);
        this.#meters.set(label, meter);
        const { commit, open } = meter.read(step.carrier, slot, amountOf(reading.sold), amountOf(reading.bought));
        for (const body of [commit, open]) {
          const sent = this.#signed({ ...this.#head(name), ...body }, [`${label} meter`]);
          this.#submit(name, body.kind, undefined, sent, body === open ? step.expect : "done");
        }
      }
    }
  }

  #head(by: string): { readonly sender: string; readonly validUntil: number; readonly nonce: number } {
    const validUntil = this.#chain.header + 86_400;
    const day = `${by} ${Math.floor(validUntil / 86_400)}`;
    const nonce = this.#nonces.get(day) ?? 0;
    this.#nonces.set(day, nonce + 1);
    return { sender: this.#id(by), validUntil, nonce };
  }

  #signed(draft: object, signers: readonly string[]): { readonly id: string; readonly bytes: Uint8Array } {
    const parsed = TxBody.safeParse(draft);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw new ScenarioError(`${issue?.path.join(".") ?? ""}: ${issue?.message ?? "does not fit"}`);
    }
    const digest = digestOf(parsed.data, CHAIN_ID);
    const signatures = signers.map((name) => {
      const { secret, public: key } = this.#keys.get(name) ?? keyOf(name);
      return { key, signature: toHex(signDigest(digest, secret)) };
    });
    const tx = { body: parsed.data, signatures: orderSignatures(signatures) };
    return { id: txId(parsed.data, CHAIN_ID), bytes: encodeTransaction(tx) };
  }

  #submit(
    by: string,
    kind: string,
    as: string | undefined,
    sent: { readonly id: string; readonly bytes: Uint8Array },
    expected: OutcomeText,
  ): void {
    if (as !== undefined) {
      if (this.#sent.has(as)) throw new ScenarioError(`"${as}" names two transactions`);
      this.#sent.set(as, sent);
    }
    const [result] = this.#chain.block([sent.bytes]);
    if (!result) throw new ScenarioError("a block gave no result");
    this.#say({ what: "sent", market: this.#chain.market, by, kind, name: as ?? "", id: sent.id, result });
    this.#hold(result, expected);
  }

  #hold(result: TxResult, expected: OutcomeText): void {
    const problem = differs(result, expected);
    if (problem !== undefined) this.#say({ what: "failed", step: this.#step, problem });
  }

  #regulators(): readonly string[] {
    const named = Object.entries(this.#scenario.actors).flatMap(([name, actor]) =>
      actor.role === "regulator" ? [name] : [],
    );
    const usual = Object.entries(OFFICES).flatMap(([name, role]) => (role === "regulator" ? [name] : []));
    return [...usual, ...named].filter((name) => this.#chain.state.get(`regulator/${this.#id(name)}`) !== undefined);
  }

  #id(name: string): string {
    const id = this.#parties.get(name);
    if (id === undefined) throw new ScenarioError(`there is no actor "${name}"`);
    return id;
  }

  #grid(carrier: Carrier): GridParams {
    const grid = this.#chain.params.grids[carrier];
    if (!grid) throw new ScenarioError(`the market has no ${carrier}`);
    return grid;
  }

  #names(): Names {
    return {
      party: (name) => this.#parties.get(name),
      reference: (name) => this.#sent.get(name)?.id,
      clock: { start: this.#start, now: this.#chain.market, utcOffset: UTC_OFFSET },
      grid: (carrier) => this.#grid(carrier),
    };
  }

  #say(told: Told): void {
    this.#told.push(told);
    this.#tell(told);
  }
}

/** What is wrong with a result, or undefined when it is as expected. */
function differs(result: TxResult, expected: OutcomeText): string | undefined {
  const refusal: Refusal | null = result.data;
  const got = result.code === 0 ? "done" : `${result.code === 1 ? "refused" : "not valid"}: ${JSON.stringify(refusal)}`;
  if (expected === "done") return result.code === 0 ? undefined : `expected it to be done, but it was ${got}`;
  if ("invalid" in expected) {
    return result.code === 2 && refusal?.rule === expected.invalid
      ? undefined
      : `expected it not to be valid (${expected.invalid}), but it was ${got}`;
  }
  const fits = (wanted: string | number | undefined, figure: number | undefined): boolean =>
    wanted === undefined || amountOf(wanted) === figure;
  return result.code === 1 &&
    refusal?.rule === expected.refused &&
    fits(expected.figure, refusal.figure) &&
    fits(expected.limit, refusal.limit) &&
    fits(expected.fits, refusal.fits)
    ? undefined
    : `expected ${JSON.stringify(expected)}, but it was ${got}`;
}
