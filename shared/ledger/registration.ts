/** Registration (DESIGN §4): an installer's certificate, the supplier's co-signature, then the regulators' quorum. */
import { fromHex } from "../codec/bytes.ts";
import type { SignatureCheck } from "../codec/signature.ts";
import { type Reader, under } from "../state/reader.ts";
import { type Context, stamp } from "./context.ts";
import { knownParty } from "./contracts.ts";
import { schedule } from "./deadlines.ts";
import { certificateDigest } from "./identity.ts";
import { KEY } from "./keys.ts";
import { next, step, PARTY_MACHINE } from "./machines.ts";
import type { Params } from "./params.ts";
import { handOver, withinHandover } from "./parties/handover.ts";
import { takeMeter } from "./parties/holders.ts";
import { bindKey, keyFree, unbindKeys } from "./parties/keys.ts";
import { maySettle } from "./parties/meterClass.ts";
import { moveAt, moverFor } from "./parties/moving.ts";
import { countCertificate, withinQuota } from "./parties/quota.ts";
import { setStatus } from "./parties/status.ts";
import { freeConnection } from "./parties/withdrawal.ts";
import type { Evidence, PartyRecord, Refusal } from "./records.ts";
import { atMost, holds, refusalOf, type Verdict } from "./rules.ts";
import { load, namesUnder, save, type VoteRecord } from "./stored.ts";
import type { TxOf } from "./transactions.ts";

/** A request to join; pending until the regulators decide. */
export function register(context: Context, signed: Evidence<TxOf<"party.register">>): Refusal | undefined {
  const { state } = context;
  const { body } = signed;
  const refusal = refusalOf(registrationRules(context, body));
  if (refusal) return refusal;
  const { claims } = body.certificate;
  const known = load.party(state, body.sender);
  const record: PartyRecord = {
    id: body.sender,
    roles: [body.role],
    status: known ? step(PARTY_MACHINE, known.status, "register") : PARTY_MACHINE.initial,
    keys: [claims.key],
    zone: claims.zone,
    carriers: claims.carriers,
    importW: claims.importW,
    exportW: claims.exportW,
    technology: claims.technology,
    supplier: body.supplier,
    point: claims.point,
    meter: claims.meter,
    certificates: 0,
    since: stamp(context),
    decided: null,
  };
  for (const regulator of namesUnder(state, KEY.vote(body.sender, ""))) {
    state.delete(KEY.vote(body.sender, regulator));
  }
  if (known) {
    state.delete(KEY.status(known.status, body.sender));
    unbindKeys(state, known);
  }
  save(state, KEY.party(body.sender), record);
  save(state, KEY.status("pending", body.sender), 1);
  save(state, KEY.certificate(claims.id), context.height);
  countCertificate(context, claims.installer);
  bindKey(state, claims.key, body.sender);
  // At a hand-over point and meter stay the mover's until the regulators admit.
  const moved = moverFor(state, claims.point, body.sender) && moveAt(state, claims.point);
  if (moved) save(state, KEY.move(claims.point), { ...moved, registration: signed });
  else save(state, KEY.point(claims.point), body.sender);
  if (state.get(KEY.meter(claims.meter.id)) === undefined) save(state, KEY.meter(claims.meter.id), body.sender);
  return undefined;
}

function* registrationRules(context: Context, body: TxOf<"party.register">): Iterable<Verdict> {
  const { state, params } = context;
  const { claims } = body.certificate;
  const known = load.party(state, body.sender);
  yield holds("register.twice", !known || known.status === "refused");
  yield holds("register.key", keyFree(state, claims.key, body.sender));
  yield holds("register.zone", load.zone(state, claims.zone) !== undefined);
  yield holds(
    "register.carrier",
    claims.carriers.every((carrier) => params.grids[carrier]),
  );
  const mover = moverFor(state, claims.point, body.sender);
  yield holds("register.point", state.get(KEY.point(claims.point)) === undefined || mover !== undefined);
  const holder = state.get(KEY.meter(claims.meter.id));
  yield holds("register.meter", holder === undefined || holder === mover?.id);
  yield holds("register.handover", !mover || (mover.zone === claims.zone && mover.carriers[0] === claims.carriers[0]));
  yield holds("register.meterClass", maySettle(claims.meter.class, params));
}

/**
 * What a sender that nobody knows must bring to enter a block at all (DESIGN §3: abuse is bounded by identity): an unused,
 * unexpired certificate that an active installer signed, and an active utility that supplies the rest.
 */
export function* entryRules(
  state: Reader,
  params: Params,
  header: number,
  body: TxOf<"party.register">,
  check: SignatureCheck,
): Iterable<Verdict> {
  const { claims } = body.certificate;
  yield atMost("register.expired", header, claims.expires, "s");
  yield holds("register.used", state.get(KEY.certificate(claims.id)) === undefined);
  const supplier = load.party(state, body.supplier);
  yield holds("register.supplier", supplier?.status === "active" && supplier.roles.includes("utility"));
  const installer = load.party(state, claims.installer);
  yield holds("register.installer", installer?.status === "active" && installer.roles.includes("installer"));
  yield withinQuota(state, installer, header);
  yield holds("register.certificate", vouched(params, body, installer?.keys ?? [], check));
}

/** The certificate's signature verifies with a key bound to its installer. */
function vouched(
  params: Params,
  body: TxOf<"party.register">,
  keys: readonly string[],
  check: SignatureCheck,
): boolean {
  const { claims, signature } = body.certificate;
  const digest = certificateDigest(claims, params.chainId);
  return keys.some((key) => check.verify(fromHex(signature), digest, fromHex(key)));
}

/** A regulator's vote; decides when a quorum agrees, or when admission can no longer reach it. */
export function admit(context: Context, body: TxOf<"party.admit">): Refusal | undefined {
  const { state, params } = context;
  const party = load.party(state, body.party);
  const refusal = refusalOf([
    holds("admit.regulator", state.get(KEY.regulator(body.sender)) !== undefined),
    holds("admit.party", party !== undefined),
    holds("admit.pending", party !== undefined && next(PARTY_MACHINE, party.status, "admit") !== undefined),
    holds("admit.twice", load.vote(state, body.party, body.sender) === undefined),
  ]);
  if (refusal || !party) return refusal;
  const tally = tallyOf(context, body.party, body);
  if (tally.yes >= params.quorum) {
    const tooMuch = refusalOf([withinHandover(context, party)]);
    if (tooMuch) return tooMuch;
  }
  const vote: VoteRecord = { admit: body.admit, reason: body.reason, height: context.height };
  save(state, KEY.vote(body.party, body.sender), vote);
  resolve(context, party, tally, body.reason);
  return undefined;
}

/** Admits or refuses when enough of those in office agree, or can no longer; `quorum` as it is now. */
function resolve(context: Context, party: PartyRecord, { yes, no, of }: Tally, reason: string): void {
  const { quorum } = load.params(context.state);
  const decision = { ...stamp(context), of, reason };
  if (yes >= quorum) decide(context, party, "active", { ...decision, votes: yes });
  else if (no >= quorum || of - no < quorum) decide(context, party, "refused", { ...decision, votes: no });
}

/** Pending registrations that one block counts anew. */
const RECOUNTED = 50;

/** Other regulators, or another quorum: pending registrations may be decided without another vote; page by page. */
export function recount(context: Context, after: string): void {
  const { state } = context;
  const [from, to] = under(KEY.status("pending", ""));
  const start = after === "" ? from : `${from}${after}!`;
  const ids = Array.from(state.range(start, to, { limit: RECOUNTED }), ([key]) => key.slice(from.length));
  let last: string | undefined;
  for (const id of ids) {
    last = id;
    const party = knownParty(context, id);
    const tally = tallyOf(context, id);
    const hands = party.point !== null && moverFor(state, party.point, id) !== undefined;
    const passes = tally.yes + tally.no > 0 && refusalOf([withinHandover(context, party)]) === undefined;
    if (passes) resolve(context, party, tally, "counted anew");
    // A hand-over is work for a block of its own.
    if (passes && hands) break;
  }
  const rest = ids.length === RECOUNTED || last !== ids.at(-1);
  if (last !== undefined && rest) schedule(state, "m", context.market + 1, { what: "recount", after: last });
}

interface Tally {
  readonly yes: number;
  readonly no: number;
  readonly of: number;
}

/** The votes of the regulators in office on a party, with a new one that is not recorded yet. */
function tallyOf({ state }: Context, party: string, vote?: TxOf<"party.admit">): Tally {
  let yes = 0;
  let no = 0;
  let of = 0;
  for (const regulator of namesUnder(state, KEY.regulator(""))) {
    of++;
    const cast = regulator === vote?.sender ? vote.admit : load.vote(state, party, regulator)?.admit;
    if (cast === true) yes++;
    else if (cast === false) no++;
  }
  return { yes, no, of };
}

function decide(
  context: Context,
  party: PartyRecord,
  outcome: "active" | "refused",
  decided: NonNullable<PartyRecord["decided"]>,
): void {
  const event = outcome === "active" ? "admit" : "refuse";
  const after = setStatus(context, party, step(PARTY_MACHINE, party.status, event), { decided });
  if (outcome === "refused") freeConnection(context, after);
  else if (!handOver(context, after)) takeMeter(context, after);
}
