/** Making a checkpoint: its content after the one before, a regulator's signature, and signatures of several files brought together. */
import { fromHex, toHex } from "../../shared/codec/bytes.ts";
import { publicKeyOf, signDigest } from "../../shared/codec/signature.ts";
import {
  type Checkpoint,
  CHECKPOINT_FORMAT,
  type CheckpointContent,
  checkpointDigest,
  checkpointId,
} from "../../shared/light/checkpoint.ts";
import { Complaint } from "../command/complaint.ts";

/** The next content: numbered and bound to `last`, or the chain's first. `regulators` in any order, none twice. */
export function nextContent(
  last: Checkpoint | undefined,
  header: Pick<CheckpointContent, "chainId" | "height" | "hash" | "time">,
  regulators: readonly string[],
): CheckpointContent {
  if (last && last.chainId !== header.chainId)
    throw new Complaint({
      en: `The checkpoint before is of ${last.chainId}, not of ${header.chainId}.`,
      zh: `前一个检查点属于 ${last.chainId}，而不是 ${header.chainId}。`,
    });
  return {
    format: CHECKPOINT_FORMAT,
    ...header,
    sequence: (last?.sequence ?? 0) + 1,
    before: last ? checkpointId(contentOf(last)) : null,
    regulators: [...new Set(regulators)].sort((a, b) => (a < b ? -1 : 1)),
  };
}

/** With the signature of a secret (hex) among the others; one that is there already is made anew, to the same bytes. */
export function withSignature(checkpoint: Checkpoint, secret: string): Checkpoint {
  const bytes = fromHex(secret);
  const key = toHex(publicKeyOf(bytes));
  const signature = toHex(signDigest(checkpointDigest(checkpoint), bytes));
  return gathered([{ ...checkpoint, signatures: [{ key, signature }] }, checkpoint]);
}

/** All signatures of files of one content; throws a Complaint for files of another one. */
export function gathered(files: readonly Checkpoint[]): Checkpoint {
  const [first] = files;
  if (!first) throw new Complaint({ en: "No checkpoint was given.", zh: "没有给出检查点。" });
  const id = checkpointId(contentOf(first));
  const byKey = new Map<string, string>();
  for (const [i, file] of files.entries()) {
    if (checkpointId(contentOf(file)) !== id)
      throw new Complaint({
        en: `File ${i + 1} is of another checkpoint than file 1; signatures are gathered of copies of one.`,
        zh: `第 ${i + 1} 个文件与第 1 个不是同一检查点；只能收集同一检查点各副本的签名。`,
      });
    for (const { key, signature } of file.signatures) {
      const there = byKey.get(key);
      if (there !== undefined && there !== signature)
        throw new Complaint({
          en: `There are two different signatures of ${key}. Check which one holds with “verify”, one file at a time.`,
          zh: `${key} 有两个不同的签名。请用“verify”逐个文件核验哪个有效。`,
        });
      byKey.set(key, signature);
    }
  }
  const signatures = [...byKey].map(([key, signature]) => ({ key, signature }));
  return { ...first, signatures: signatures.sort((a, b) => (a.key < b.key ? -1 : 1)) };
}

export function contentOf({ signatures: _, ...content }: Checkpoint): CheckpointContent {
  return content;
}
