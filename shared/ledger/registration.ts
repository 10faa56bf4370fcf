/** Registration (DESIGN §4): an installer's certificate, the supplier's co-signature, then the regulators' quorum. */
import { fromHex } from "../codec/bytes.ts";
import type { SignatureCheck } from "../codec/signature.ts";
import type { Reader } from "../state/reader.ts";
import { type Context, stamp } from "./context.ts";
import { certificateDigest } from "./identity.ts";
import { KEY } from "./keys.ts";
import { next, step, PARTY_MACHINE } from "./machines.ts";
import type { Params } from "./params.ts";
import type { PartyRecord, PartyStatus, Refusal } from "./records.ts";
import { atMost, holds, refusalOf, type Verdict } from "./rules.ts";
import { load, namesUnder, save, type VoteRecord } from "./stored.ts";
import type { TxOf } from "./transactions.ts";
import type { MeterClass } from "./units.ts";

/** A request to join; pending until the regulators decide. */
export function register(context: Context, body: TxOf<"party.register">): Refusal | undefined {
  const { state } = context;
  const refusal = refusalOf(registrationRules(context, body));
  if (refusal) return refusal;
  const { claims } = body.certificate;
  const record: PartyRecord = {
    id: body.sender,
    roles: [body.role],
    status: PARTY_MACHINE.initial,
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
  state.delete(KEY.status("refused", body.sender));
  save(state, KEY.party(body.sender), record);
  save(state, KEY.status("pending", body.sender), 1);
  save(state, KEY.certificate(claims.id), context.height);
  save(state, KEY.point(claims.point), body.sender);
  save(state, KEY.meter(claims.meter.id), body.sender);
  return undefined;
}

function* registrationRules(context: Context, body: TxOf<"party.register">): Iterable<Verdict> {
  const { state, params } = context;
  const { claims } = body.certificate;
  const known = load.party(state, body.sender);
  yield holds("register.twice", !known || known.status === "refused");
  yield holds("register.zone", load.zone(state, claims.zone) !== undefined);
  yield holds(
    "register.carrier",
    claims.carriers.every((carrier) => params.grids[carrier]),
  );
  yield holds("register.point", state.get(KEY.point(claims.point)) === undefined);
  yield holds("register.meter", state.get(KEY.meter(claims.meter.id)) === undefined);
  yield holds("register.meterClass", maySettle(claims.meter.class, params));
}

/**
 * Classes A and B settle everywhere, B never finally on its owner's word (DESIGN §4, Meters; finality.ts); a vault-held key meters on
 * demo chains alone.
 */
export function maySettle(meter: MeterClass, params: Pick<Params, "demo">): boolean {
  return meter !== "demo" || params.demo;
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
  const vote: VoteRecord = { admit: body.admit, reason: body.reason, height: context.height };
  save(state, KEY.vote(body.party, body.sender), vote);
  let yes = 0;
  let no = 0;
  let of = 0;
  for (const regulator of namesUnder(state, KEY.regulator(""))) {
    of++;
    const cast = load.vote(state, body.party, regulator);
    if (cast?.admit === true) yes++;
    else if (cast?.admit === false) no++;
  }
  const decision = { ...stamp(context), of, reason: body.reason };
  if (yes >= params.quorum) decide(context, party, "active", { ...decision, votes: yes });
  else if (no >= params.quorum || of - no < params.quorum)
    decide(context, party, "refused", { ...decision, votes: no });
  return undefined;
}

function decide(
  context: Context,
  party: PartyRecord,
  outcome: "active" | "refused",
  decided: NonNullable<PartyRecord["decided"]>,
): void {
  const { state } = context;
  const status: PartyStatus = step(PARTY_MACHINE, party.status, outcome === "active" ? "admit" : "refuse");
  save(state, KEY.party(party.id), { ...party, status, decided });
  state.delete(KEY.status(party.status, party.id));
  save(state, KEY.status(status, party.id), 1);
  if (status === "refused") {
    if (party.point !== null) state.delete(KEY.point(party.point));
    if (party.meter) state.delete(KEY.meter(party.meter.id));
  }
}
