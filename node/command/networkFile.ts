/** `network-file`: what wallets join by, from a running node and the chain's genesis; its link and fingerprint beside it. */
import { resolve } from "node:path";
import { utf8 } from "../../shared/codec/bytes.ts";
import { Genesis } from "../../shared/ledger/params.ts";
import { Card, NetworkFile } from "../../shared/network/networkFile.ts";
import { toCompare } from "./toCompare.ts";
import { jsonIn } from "../files/inputFile.ts";
import { OperatorComplaint } from "./operatorComplaint.ts";
import { writeWhole } from "../files/wholeFile.ts";
import { configIn, genesisIn } from "../home/files.ts";
import { homeAt, httpOf } from "../home/home.ts";
import { blockAt, statusOf } from "../network/rpc.ts";
import { z } from "zod";
import { needed, readArguments, UsageError, whole } from "./arguments.ts";
import { type Command, HOME_SWITCH, homeSwitch } from "./command.ts";

const DAY = 86_400;

export const networkFile: Command = {
  name: "network-file",
  line: "writes the file by which wallets join, from a running node",
  usage: `network-file --node URL … --name TEXT --name-zh TEXT --output FILE [--home DIR] [--height N] [--trusting-days N] [--regulator KEY …] [--cards FILE]

  --node URL          the door of a public node, as wallets reach it; once per node
  --name, --name-zh   the network's name in both languages
  --height N          the block that wallets begin to trust (default: the newest)
  --trusting-days N   how long a wallet may be away without a new checkpoint (default 14)
  --regulator KEY     a regulator's offline key; once per key (default: the account keys of the genesis' regulators)
  --cards FILE        names of parties: a JSON list of {party, name: {en, zh}}
  --home DIR          of the node that is asked (default: WATTLIGHT_HOME, or ./wattlight-node)

Prints the fingerprint, which people compare, and the link, for a code or a web page.`,
  async run(args) {
    const { values } = readArguments(args, {
      options: {
        ...HOME_SWITCH,
        node: { type: "string", multiple: true, default: [] },
        name: { type: "string" },
        "name-zh": { type: "string" },
        output: { type: "string" },
        height: { type: "string" },
        "trusting-days": { type: "string", default: "14" },
        regulator: { type: "string", multiple: true, default: [] },
        cards: { type: "string" },
      },
    });
    if (values.node.length === 0) throw new UsageError("--node is missing: the address of a public node");
    const output = resolve(needed("output", values.output));
    const home = homeAt(homeSwitch(values.home));
    const rpc = httpOf(configIn(home, process.env).comet.rpc);
    const document = genesisIn(home.genesis);
    const state = Genesis.parse(document.app_state);
    const newest = (await statusOf(rpc)).sync_info.latest_block_height;
    const height = values.height === undefined ? newest : whole("height", values.height, 1, newest);
    const { block_id } = await blockAt(rpc, height);
    const file = NetworkFile.safeParse({
      format: "wattlight-network-1",
      chainId: document.chain_id,
      name: { en: needed("name", values.name), zh: needed("name-zh", values["name-zh"]) },
      simulated: state.params.demo,
      anchor: { height, hash: block_id.hash.toLowerCase() },
      nodes: values.node,
      regulators: values.regulator.length > 0 ? values.regulator : regulatorsOf(state),
      trustingPeriod: whole("trusting-days", values["trusting-days"], 1, 365) * DAY,
      cards:
        values.cards === undefined
          ? []
          : jsonIn(values.cards, 1 << 20, z.array(Card), { en: "list of cards", zh: "名片列表" }),
    });
    if (!file.success) {
      const [issue] = file.error.issues;
      throw new OperatorComplaint(
        `the network file would not be read: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`,
      );
    }
    writeWhole(output, utf8(`${JSON.stringify(file.data, undefined, 2)}\n`), 0o644);
    console.log(`file         ${output}`);
    for (const line of toCompare(file.data)) console.log(line);
    return 0;
  },
};

function regulatorsOf(state: Genesis): readonly string[] {
  return state.parties.filter(({ roles }) => roles.includes("regulator")).map(({ key }) => key);
}
