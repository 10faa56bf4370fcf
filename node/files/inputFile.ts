/** Files that a command line names: each complaint says which one and what is wrong with it. */
import { readFileSync, statSync } from "node:fs";
import type { z } from "zod";
import { NetworkFile } from "../../shared/network/networkFile.ts";
import { type Both, whole } from "../../shared/words/format.ts";
import { Complaint } from "../command/complaint.ts";
import { systemReason } from "../command/systemFault.ts";

const NETWORK_BYTES = 4 << 20;

/** Throws a Complaint for a file that cannot be read or has more bytes than `limit`. */
export function bytesOf(path: string, limit: number): Uint8Array {
  try {
    const { size } = statSync(path);
    if (size > limit)
      throw new Complaint({
        en: `${path} has ${whole(size)} bytes; at most ${whole(limit)} are read.`,
        zh: `${path} 有 ${whole(size)} 字节，至多读取 ${whole(limit)} 字节。`,
      });
    return Uint8Array.from(readFileSync(path));
  } catch (error) {
    if (error instanceof Complaint) throw error;
    const why = systemReason(error);
    throw new Complaint({ en: `${path} cannot be read: ${why.en}.`, zh: `无法读取 ${path}：${why.zh}。` });
  }
}

export function networkIn(path: string): NetworkFile {
  return jsonIn(path, NETWORK_BYTES, NetworkFile, { en: "network file", zh: "网络文件" });
}

/** `what`: what the file should be, for the complaint. */
export function jsonIn<T>(path: string, limit: number, schema: z.ZodType<T>, what: Both): T {
  const bytes = bytesOf(path, limit);
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new Complaint({
      en: `${path} is no ${what.en}: it is no JSON.`,
      zh: `${path} 不是${what.zh}：它不是 JSON。`,
    });
  }
  const shaped = schema.safeParse(json);
  if (shaped.success) return shaped.data;
  const at = shaped.error.issues[0]?.path.join(".") ?? "";
  throw new Complaint(
    at === ""
      ? {
          en: `${path} is no ${what.en}: fields are missing or too many.`,
          zh: `${path} 不是${what.zh}：字段缺失或多余。`,
        }
      : {
          en: `${path} is no ${what.en}: “${at}” is missing, or is not what belongs there.`,
          zh: `${path} 不是${what.zh}：“${at}”缺失或不符合要求。`,
        },
  );
}
