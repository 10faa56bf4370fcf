/** The newest header of a demo chain as its node gives it: no more than the node's word, which is enough where its keys lie beside it. */
import { z } from "zod";
import { parseSignedHeader } from "../../shared/light/parse.ts";
import type { Header } from "../../shared/light/types.ts";
import type { NetworkFile } from "../../shared/network/networkFile.ts";
import { Complaint } from "../files/inputFile.ts";

const Answer = z.looseObject({ result: z.looseObject({ signed_header: z.unknown() }) });
const PATIENCE_MS = 10_000;

export async function rpcHeader(network: NetworkFile): Promise<Header> {
  const [url = ""] = network.nodes;
  let json: unknown;
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "commit", params: {} }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    json = await response.json();
  } catch (error) {
    throw new Complaint(`${url} does not answer: ${error instanceof Error ? error.message : String(error)}`);
  }
  const answer = Answer.safeParse(json);
  if (!answer.success) throw new Complaint(`${url} gave no header`);
  const parsed = parseSignedHeader(answer.data.result.signed_header);
  if (!parsed.ok) throw new Complaint(`${url} gave a header that does not read: ${JSON.stringify(parsed.fault)}`);
  const { header } = parsed.value;
  if (header.chainId !== network.chainId) throw new Complaint(`${url} is of ${header.chainId}, not ${network.chainId}`);
  return header;
}
