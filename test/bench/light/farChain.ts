/** A node that serves any height of a very long chain, made and signed when it is asked for. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { headerHash } from "../../../shared/light/hashes.ts";
import { toHex } from "../../../shared/codec/bytes.ts";
import { signedHeaderJson, validatorsJson } from "../../../shared/light/render.ts";
import type { NetworkFile } from "../../../shared/network/networkFile.ts";
import { block, CHAIN, type Signer } from "../../shared/light/chain.ts";

export interface FarChain {
  readonly network: NetworkFile;
  asked(): number;
  stop(): Promise<void>;
}

/** `signersAt` says who signs a height; heights 1 to `height`. */
export async function farChain(height: number, signersAt: (height: number) => readonly Signer[]): Promise<FarChain> {
  const at = (h: number) => block({ height: h, signers: signersAt(h), next: signersAt(h + 1) });
  let asked = 0;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      asked++;
      const { id, method, params } = JSON.parse(Buffer.concat(parts).toString()) as {
        id: number;
        method: string;
        params: { height?: string };
      };
      const h = Number(params.height ?? height);
      const result =
        method === "commit" ? { signed_header: signedHeaderJson(at(h)), canonical: true } : validatorsOf(h);
      response.setHeader("content-type", "application/json").end(JSON.stringify({ jsonrpc: "2.0", id, result }));
    });
  });
  const validatorsOf = (h: number) => validatorsJson(block({ height: h, signers: signersAt(h) }).validators, h);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    asked: () => asked,
    network: {
      format: "wattlight-network-1",
      chainId: CHAIN,
      name: { en: "far", zh: "far" },
      simulated: false,
      anchor: { height: 1, hash: toHex(headerHash(at(1).header)) },
      nodes: [`http://127.0.0.1:${(server.address() as AddressInfo).port}`],
      regulators: [`02${"ab".repeat(32)}`],
      trustingPeriod: 1_209_600,
      cards: [],
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
