/** The newest header of a demo chain as its node gives it: no more than the node's word, which is enough where its keys lie beside it. */
import type { Header } from "../../shared/light/types.ts";
import type { NetworkFile } from "../../shared/network/networkFile.ts";
import { RpcFailure } from "../client/call.ts";
import { signedHeaderAt } from "../client/questions.ts";
import { Complaint } from "../command/complaint.ts";

export async function rpcHeader(network: NetworkFile): Promise<Header> {
  const [url = ""] = network.nodes;
  let header: Header;
  try {
    ({ header } = await signedHeaderAt(url));
  } catch (error) {
    if (!(error instanceof RpcFailure)) throw error;
    throw error.problem.kind === "misshapen" ? noHeader(url) : silent(url);
  }
  if (header.chainId !== network.chainId)
    throw new Complaint({
      en: `The node at ${url} is of the chain ${header.chainId}, not of ${network.chainId}, which the network file names.`,
      zh: `${url} 的节点属于链 ${header.chainId}，而不是网络文件所载的 ${network.chainId}。`,
    });
  return header;
}

function silent(url: string): Complaint {
  return new Complaint({
    en: `The node at ${url}, which the network file names, does not answer. Start the demo node and try again.`,
    zh: `网络文件中的节点 ${url} 没有应答。请启动演示节点后再试。`,
  });
}

function noHeader(url: string): Complaint {
  return new Complaint({ en: `What ${url} answers is no header of a chain.`, zh: `${url} 的应答不是链的区块头。` });
}
