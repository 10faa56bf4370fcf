/** A network file as a regulator would write it, for tests that bend it. */
import type { NetworkFile } from "../../../shared/network/networkFile.ts";

export const exampleNetwork: NetworkFile = {
  format: "wattlight-network-1",
  chainId: "wattlight-east-1",
  name: { en: "East grid", zh: "城东电网" },
  simulated: false,
  anchor: { height: 12, hash: "ab".repeat(32) },
  nodes: ["https://node-1.example", "http://127.0.0.15:26680"],
  regulators: [`02${"11".repeat(32)}`, `03${"22".repeat(32)}`],
  trustingPeriod: 1_209_600,
  cards: [{ party: "watt1qypqxpq9qcrsszg2pvxq6rs0zqg3yyc54f9sqp", name: { en: "River Office", zh: "江岸办" } }],
};
