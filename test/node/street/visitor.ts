/** A scripted user who joins the demo: registers with a certificate, meters panels of their own, trades and is paid. */
import { fromHex, toHex } from "../../../shared/codec/bytes.ts";
import { addressOf } from "../../../shared/codec/address.ts";
import { publicKeyOf, signDigest } from "../../../shared/codec/signature.ts";
import { digestOf, encodeTransaction, orderSignatures, txId } from "../../../shared/ledger/identity.ts";
import { Certificate, type TxBody, type TxKind, type TxOf } from "../../../shared/ledger/transactions.ts";
import { batchLeaves, batchRoot, openLeaf } from "../../../shared/metering/commitment.ts";
import { commissioning } from "../../../node/demo/commissioning.ts";
import type { ChainInMemory } from "./chainInMemory.ts";

type Plain<K extends TxKind> = Omit<TxOf<K>, "kind" | "sender" | "validUntil" | "nonce">;

export interface Visitor {
  readonly id: string;
  readonly meterId: string;
  send<K extends TxKind>(kind: K, plain: Plain<K>): string;
  join(): void;
  /** Commits and opens a slot: what was exported and imported in it, Wh. */
  meter(slot: number): void;
}

const METER_ID = "meter-visitor";

/** `exported` and `imported`: Wh of the visitor's home in a slot. */
export function visitor(
  chain: ChainInMemory,
  flows: { exported(slot: number): number; imported(slot: number): number },
  fill = 5,
): Visitor {
  const secret = new Uint8Array(32).fill(fill);
  const meterSecret = new Uint8Array(32).fill(fill + 1);
  const key = toHex(publicKeyOf(secret));
  const meterKey = toHex(publicKeyOf(meterSecret));
  const id = addressOf(fromHex(key));
  const { host } = chain;
  const demo = commissioning(host);
  const meterId = `${METER_ID}-${fill}`;
  let nonce = 0;

  const head = () => ({
    sender: id,
    validUntil: Math.floor(host.query("clock", {}).header / 1000) + 86_400,
    nonce: nonce++,
  });
  const submit = (body: TxBody, signatures: { key: string; signature: string }[]): string => {
    const refusal = host.submit(encodeTransaction({ body, signatures: orderSignatures(signatures) }));
    if (refusal) throw new Error(`${body.kind} of the visitor: ${refusal.rule}`);
    return txId(body, host.chainId);
  };
  const sign = (body: TxBody, by: Uint8Array) => ({
    key: toHex(publicKeyOf(by)),
    signature: toHex(signDigest(digestOf(body, host.chainId), by)),
  });
  const counters = (slot: number) => {
    const first = Math.floor(host.params.clock.origin / 900);
    let imported = 1_000;
    let exported = 2_000;
    for (let n = first; n < slot; n++) {
      imported += flows.imported(n);
      exported += flows.exported(n);
    }
    const at = (counter: number) => ({ counter, quality: "measured" as const });
    return {
      "1.8.0": [at(imported), at(imported + flows.imported(slot))],
      "2.8.0": [at(exported), at(exported + flows.exported(slot))],
    };
  };
  const answer = <T>(method: string, params: unknown): T => {
    const outcome = demo.call(method, params);
    if ("fault" in outcome) throw new Error(outcome.fault);
    return outcome.result as T;
  };

  return {
    id,
    meterId,
    send(kind, plain) {
      const body = { kind, ...head(), ...plain } as unknown as TxBody;
      return submit(body, [sign(body, secret)]);
    },
    join() {
      const given = answer<{ certificate: unknown; supplier: string }>("demo_certificate", {
        key,
        meter: { id: meterId, key: meterKey },
      });
      const body: TxBody = {
        kind: "party.register",
        ...head(),
        role: "prosumer",
        supplier: given.supplier,
        certificate: Certificate.parse(given.certificate),
      };
      const cosigned = answer<{ key: string; signature: string }>("demo_cosign", { body });
      submit(body, [sign(body, secret), cosigned]);
    },
    meter(slot) {
      const context = { chainId: host.chainId, meter: meterId, batch: slot, batchSlots: 1, unit: "Wh" as const };
      const leaves = batchLeaves(context, meterSecret, counters(slot));
      const commit: TxBody = {
        kind: "meter.commit",
        ...head(),
        meter: meterId,
        batch: slot,
        root: toHex(batchRoot(leaves)),
      };
      submit(commit, [sign(commit, meterSecret)]);
      const open: TxBody = {
        kind: "meter.open",
        ...head(),
        meter: meterId,
        batch: slot,
        openings: [0, 1, 2, 3].map((leaf) => openLeaf(leaves, leaf)),
      };
      submit(open, [sign(open, meterSecret)]);
    },
  };
}
