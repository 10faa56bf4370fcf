/** A registration needs its residual supplier's signature too (DESIGN §4): on the demo chain the node's commissioning desk gives it. */
import { z } from "zod";
import { fromHex } from "../../shared/codec/bytes.ts";
import type { Json } from "../../shared/codec/canonical.ts";
import { nobleSignatures } from "../../shared/codec/signature.ts";
import { digestOf, encodeTransaction, orderSignatures } from "../../shared/ledger/identity.ts";
import type { PartyRecord } from "../../shared/ledger/records.ts";
import { Signed, type Transaction } from "../../shared/ledger/transactions.ts";
import type { Node } from "../sync/node.ts";
import { NodeError } from "../sync/nodeError.ts";

const Answer = z.strictObject({ key: Signed.shape.key, signature: Signed.shape.signature });

/** The transaction with both signatures; `supplier` is verified, so its keys are known and anybody else's signature is garbage. */
export async function withCosignature(
  node: Node,
  tx: Transaction,
  chainId: string,
  supplier: PartyRecord,
): Promise<Uint8Array> {
  const parsed = Answer.safeParse(await node.demo("demo_cosign", { body: tx.body as Json }));
  if (!parsed.success) throw new NodeError({ kind: "garbage", where: "demo_cosign" });
  const { key, signature } = parsed.data;
  const genuine =
    supplier.keys.includes(key) && nobleSignatures.verify(fromHex(signature), digestOf(tx.body, chainId), fromHex(key));
  if (!genuine) throw new NodeError({ kind: "garbage", where: "demo_cosign signature" });
  return encodeTransaction({ body: tx.body, signatures: orderSignatures([...tx.signatures, parsed.data]) });
}
