/** `init`: a home with keys of its own; what the others need to know of it goes into `card.json`. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { toHex, utf8 } from "../../shared/codec/bytes.ts";
import { Peer } from "../config/nodeConfig.ts";
import { writeKeys } from "../comet/keyFiles.ts";
import { newSeed } from "../embedded/ed25519.ts";
import { OperatorComplaint, UsageError } from "./operatorComplaint.ts";
import { writeWhole } from "../files/wholeFile.ts";
import { genesisIn, writeConfig, writeGenesis } from "../home/files.ts";
import { homeAt } from "../home/home.ts";
import type { ValidatorCard } from "../home/validatorCard.ts";
import { type Command, HOME_SWITCH, homeSwitch } from "./command.ts";
import { needed, switchesIn } from "./options.ts";

export const init: Command = {
  name: "init",
  line: "makes the home of a node: keys, configuration, and the genesis of the chain",
  usage: `init --name NAME [--home DIR] [--public] [--genesis FILE] [--address HOST:PORT] [--peer ID@HOST:PORT …]

  --name NAME           shown to other operators
  --home DIR            where it goes (default: WATTLIGHT_HOME, or ./wattlight-node)
  --public              a full node for wallets, with its door on port 26680; else a validator
  --genesis FILE        the chain's genesis document; may be put in place later: comet/config/genesis.json
  --address HOST:PORT   under which other nodes reach this one
  --peer ID@HOST:PORT   a node to stay connected with; once per node

Prints the node's public card, which is also in card.json: give it to whoever makes the genesis document and to the other
operators. A home that exists is left as it is.`,
  run(args) {
    const values = switchesIn(args, {
      ...HOME_SWITCH,
      name: { type: "string" },
      public: { type: "boolean" },
      genesis: { type: "string" },
      address: { type: "string" },
      peer: { type: "string", multiple: true },
    });
    const { address = "", peer: peers = [] } = values;
    const name = needed("name", values.name);
    const bad = peers.find((peer) => !Peer.safeParse(peer).success);
    if (bad !== undefined) throw new UsageError(`--peer: ID@HOST:PORT with an ID of 40 hex digits, not "${bad}"`);
    const home = homeAt(homeSwitch(values.home));
    for (const file of [home.config, home.validatorKey])
      if (existsSync(file))
        throw new OperatorComplaint(`${home.root} is the home of a node already: ${file} exists. Nothing was changed.`);
    const genesis = values.genesis === undefined ? undefined : genesisIn(values.genesis);
    process.umask(0o077);
    const { validatorKey, nodeId } = writeKeys(home, { validator: newSeed(), node: newSeed() });
    if (genesis) writeGenesis(home, genesis);
    writeConfig(home, {
      name,
      comet: { peers, externalAddress: address },
      ...(values.public && { ledger: { queries: "thread" }, front: { listen: "0.0.0.0:26680" } }),
    });
    const card: ValidatorCard = {
      format: "wattlight-node-card-1",
      name,
      role: values.public ? "public" : "validator",
      validatorKey: toHex(validatorKey),
      nodeId,
      address,
    };
    const text = `${JSON.stringify(card, undefined, 2)}\n`;
    writeWhole(join(home.root, "card.json"), utf8(text), 0o644);
    console.log(text);
    return Promise.resolve(0);
  },
};
