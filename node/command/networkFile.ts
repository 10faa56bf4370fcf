/** `network-file`: what wallets join by, from a running node and the chain's genesis; its link and fingerprint beside it. Regulators sign it. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { Genesis } from "../../shared/ledger/params.ts";
import { Card, NetworkFile } from "../../shared/network/networkFile.ts";
import { toCompare } from "./toCompare.ts";
import { jsonIn } from "../files/inputFile.ts";
import { OperatorComplaint, UsageError } from "./operatorComplaint.ts";
import { configIn, genesisIn } from "../home/files.ts";
import { homeAt, httpOf } from "../home/home.ts";
import { blockAt, statusOf } from "../client/questions.ts";
import { z } from "zod";
import { needed, optionsIn, whole } from "./options.ts";
import { SIGNING, signedNetwork, wholeNetworkIn, writeNetwork } from "./signedNetwork.ts";
import { type Command, HOME_SWITCH, homeSwitch } from "./command.ts";

const DAY = 86_400;
const DAYS = "14";

export const networkFile: Command = {
  name: "network-file",
  line: "writes the file by which wallets join, from a running node",
  usage: `network-file --node URL … --name TEXT --name-zh TEXT --output FILE [--home DIR] [--height N] [--trusting-days N] [--regulator KEY …] [--cards FILE] [--serial N | --before FILE]
network-file sign FILE --key KEYFILE [--before FILE]
network-file gather FILE FILE … --output FILE
network-file show FILE [--before FILE]

  --node URL          the door of a public node, as wallets reach it; once per node
  --name, --name-zh   the network's name in both languages
  --height N          the block that wallets begin to trust (default: the newest)
  --trusting-days N   how long a wallet may be away without a new checkpoint (default 14)
  --regulator KEY     a regulator's offline key; once per key (default: the account keys of the genesis' regulators)
  --cards FILE        names of parties: a JSON list of {party, name: {en, zh}}
  --serial N          its number, where regulators are to sign it (default: one more than that of --before)
  --before FILE       the network file that this one takes the place of: regulators, names of parties and the trusting period stay
                      unless told; with sign, its regulators may sign too, also those who leave
  --home DIR          of the node that is asked (default: WATTLIGHT_HOME, or ./wattlight-node)

Prints the fingerprint, which people compare, and the link, for a code or a web page. sign adds a signature in place, on a machine
without a network; gather brings those of several copies into one file; show says who signed. A file that more than two thirds of the
regulators of the file before signed takes that one's place in the wallets, without a new anchor.`,
  async run(args) {
    const { values, positionals } = optionsIn(args, {
      ...HOME_SWITCH,
      node: { type: "string", multiple: true },
      name: { type: "string" },
      "name-zh": { type: "string" },
      output: { type: "string" },
      height: { type: "string" },
      "trusting-days": { type: "string" },
      serial: { type: "string" },
      before: { type: "string" },
      key: { type: "string" },
      regulator: { type: "string", multiple: true },
      cards: { type: "string" },
    });
    const { node: nodes = [], regulator: regulators = [] } = values;
    const [word, ...files] = positionals;
    const step = SIGNING.find((each) => each === word);
    if (step !== undefined) return await signedNetwork(step, files, values);
    if (word !== undefined)
      throw new UsageError(`network-file: ${SIGNING.join(", ")} or switches alone, not "${word}"`);
    const before = values.before === undefined ? undefined : wholeNetworkIn(values.before);
    if (nodes.length === 0) throw new UsageError("--node is missing: the address of a public node");
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
      nodes,
      regulators: regulators.length > 0 ? regulators : (before?.regulators ?? regulatorsOf(state)),
      trustingPeriod:
        before !== undefined && values["trusting-days"] === undefined
          ? before.trustingPeriod
          : whole("trusting-days", values["trusting-days"] ?? DAYS, 1, 365) * DAY,
      cards:
        values.cards === undefined
          ? (before?.cards ?? [])
          : jsonIn(values.cards, 1 << 20, z.array(Card), { en: "list of cards", zh: "名片列表" }),
      ...numbered(values.serial, before),
    });
    if (!file.success) {
      const [issue] = file.error.issues;
      throw new OperatorComplaint(
        `the network file would not be read: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`,
      );
    }
    if (before !== undefined && before.chainId !== file.data.chainId)
      throw new OperatorComplaint(`--before is of ${before.chainId}, and this node's chain is ${file.data.chainId}`);
    // It may be signed already, and others may have it.
    if (existsSync(output)) throw new OperatorComplaint(`${output} is there already; give another --output`);
    writeNetwork(output, file.data);
    console.log(`file         ${output}`);
    for (const line of toCompare(file.data)) console.log(line);
    return 0;
  },
};

function numbered(given: string | undefined, before: NetworkFile | undefined): { readonly serial?: number } {
  const least = (before?.serial ?? 0) + 1;
  if (given !== undefined) return { serial: whole("serial", given, least, 1_000_000) };
  return before === undefined ? {} : { serial: least };
}

function regulatorsOf(state: Genesis): readonly string[] {
  return state.parties.filter(({ roles }) => roles.includes("regulator")).map(({ key }) => key);
}
