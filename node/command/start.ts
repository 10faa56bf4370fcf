/** `start`: runs the node of a home until a signal. */
import { findComet } from "../comet/program.ts";
import { configIn } from "../home/files.ts";
import { homeAt } from "../home/home.ts";
import { jsonLog } from "../log/jsonLines.ts";
import { runNode } from "../run/run.ts";
import { type Command, HOME_SWITCH, homeSwitch } from "./command.ts";
import { switchesIn } from "./options.ts";

/** Starting again does not help before the program is another one: systemd is told so (deploy/systemd). */
export const TOO_OLD_CODE = 3;

export const start: Command = {
  name: "start",
  line: "runs the node of a home: the ledger, and CometBFT as its child",
  usage: `start [--home DIR] [--external] [--until-stdin-ends]

  --home DIR    the node's home (default: WATTLIGHT_HOME, or ./wattlight-node)
  --external    the ledger alone: CometBFT is started by somebody else
  --until-stdin-ends   stops in order when whoever started it is gone

Runs until SIGTERM or SIGINT. Ends with code ${TOO_OLD_CODE} before a block whose version of the rules this program does not know. Logs are JSON lines on standard output.`,
  async run(args) {
    const values = switchesIn(args, {
      ...HOME_SWITCH,
      external: { type: "boolean" },
      "until-stdin-ends": { type: "boolean" },
    });
    const home = homeAt(homeSwitch(values.home));
    const config = configIn(home, process.env);
    const log = jsonLog(config.log, (line) => process.stdout.write(`${line}\n`), Date.now);
    const external = values.external ?? config.comet.external;
    const program = external ? undefined : findComet(config.comet.program, process.env);
    process.umask(0o077);
    const node = await runNode({ home, config, program, log });
    const asked = new Promise<void>((resolve) => {
      for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => resolve());
      if (values["until-stdin-ends"]) process.stdin.resume().once("close", resolve);
    });
    const fault = await Promise.race([asked, node.tooOld]);
    process.stdin.destroy();
    await node.stop();
    if (fault) throw fault;
    return 0;
  },
};
