/** `status`: how a running node stands, in a few lines or as JSON. */
import { configIn } from "../home/files.ts";
import { homeAt, httpOf } from "../home/home.ts";
import { RpcFailure } from "../client/call.ts";
import { peersOf, statusOf } from "../client/questions.ts";
import { type Command, HOME_SWITCH, homeSwitch } from "./command.ts";
import { switchesIn } from "./options.ts";

export const status: Command = {
  name: "status",
  line: "says how a running node stands; code 0 while it is up to date",
  usage: `status [--home DIR] [--json]

  --home DIR   the node's home (default: WATTLIGHT_HOME, or ./wattlight-node)
  --json       one line of JSON, for programs

Ends with code 0 while the node is up to date, 1 while it catches up or does not answer.`,
  async run(args) {
    const values = switchesIn(args, { ...HOME_SWITCH, json: { type: "boolean" } });
    const config = configIn(homeAt(homeSwitch(values.home)), process.env);
    const url = httpOf(config.comet.rpc);
    try {
      const [{ node_info, sync_info, validator_info }, peers] = await Promise.all([statusOf(url), peersOf(url)]);
      const said = {
        chain: node_info.network,
        name: node_info.moniker,
        height: sync_info.latest_block_height,
        hash: sync_info.latest_block_hash.toLowerCase(),
        time: sync_info.latest_block_time,
        secondsBehind: Math.max(0, Math.round((Date.now() - Date.parse(sync_info.latest_block_time)) / 1000)),
        catchingUp: sync_info.catching_up,
        power: validator_info.voting_power,
        peers,
        comet: node_info.version,
      };
      if (values.json) console.log(JSON.stringify(said));
      else for (const [name, value] of Object.entries(said)) console.log(`${name.padEnd(14)} ${value}`);
      return said.catchingUp ? 1 : 0;
    } catch (error) {
      if (!(error instanceof RpcFailure)) throw error;
      if (values.json) console.log(JSON.stringify({ error: error.message }));
      else console.error(`${error.message}. Is it running? "doctor" looks for what keeps it from that.`);
      return 1;
    }
  },
};
