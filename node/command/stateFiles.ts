/** `export`, `import` and `snapshot`: the state as a file, out of and into a node that does not run, and what new nodes may be restored from. */
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { SNAPSHOT_FOLDER, STATE_FILE } from "../abci/serve.ts";
import { ledgerRules } from "../application/ledgerRules.ts";
import { exportState, importState } from "../application/stateFile.ts";
import { OperatorComplaint } from "./operatorComplaint.ts";
import { noHome } from "../home/files.ts";
import { type Home, homeAt } from "../home/home.ts";
import { createStore, SqliteStore } from "../store/sqliteStore.ts";
import { type Command, HOME_SWITCH, homeSwitch } from "./command.ts";
import { needed, switchesIn } from "./options.ts";

export const exportCommand: Command = {
  name: "export",
  line: "writes the state of a stopped node to a file",
  usage: `export --output FILE [--home DIR]

  --output FILE   docs/protocol/state-files.md tells what is in it; its root is checked before
  --home DIR      the node's home (default: WATTLIGHT_HOME, or ./wattlight-node); the node must not run`,
  run(args) {
    const values = switchesIn(args, { ...HOME_SWITCH, output: { type: "string" } });
    const output = resolve(needed("output", values.output));
    const heading = withLedger(homeAt(homeSwitch(values.home)), (store) =>
      exportState(store, ledgerRules.version, output),
    );
    console.log(`${output}: chain ${heading.chainId}, block ${heading.height}`);
    return Promise.resolve(0);
  },
};

export const importCommand: Command = {
  name: "import",
  line: "begins a node from a file of the state",
  usage: `import --input FILE [--home DIR]

  --input FILE   written by export; its root is computed anew and must be the one that it names
  --home DIR     a home without a ledger (default: WATTLIGHT_HOME, or ./wattlight-node)

Only for a home whose CometBFT has the blocks up to that height: it plays those that follow. A new node takes state sync instead.`,
  run(args) {
    const values = switchesIn(args, { ...HOME_SWITCH, input: { type: "string" } });
    const input = resolve(needed("input", values.input));
    const home = homeAt(homeSwitch(values.home));
    const file = join(home.ledger, STATE_FILE);
    if (existsSync(file)) throw new OperatorComplaint(`${file} exists: move it away first. Nothing was changed.`);
    mkdirSync(home.ledger, { recursive: true, mode: 0o700 });
    createStore(file, {});
    const store = new SqliteStore(file, { keepBlocks: 0 });
    let taken = false;
    try {
      const heading = importState(input, store);
      taken = true;
      console.log(`${file}: chain ${heading.chainId}, block ${heading.height}`);
    } finally {
      store.close();
      // What was made for a file that is none must not stand in the way of the next try.
      if (!taken) for (const suffix of ["", "-wal", "-shm"]) rmSync(file + suffix, { force: true });
    }
    return Promise.resolve(0);
  },
};

export const snapshot: Command = {
  name: "snapshot",
  line: "lists the snapshots that other nodes may be restored from",
  usage: `snapshot [--home DIR]

  --home DIR   the node's home (default: WATTLIGHT_HOME, or ./wattlight-node); it may run

A running node takes them by itself, every ledger.snapshotEvery blocks.`,
  run(args) {
    const values = switchesIn(args, HOME_SWITCH);
    const home = homeAt(homeSwitch(values.home));
    if (!existsSync(home.config)) throw noHome(home);
    const folder = join(home.ledger, SNAPSHOT_FOLDER);
    const heights = existsSync(folder) ? readdirSync(folder).filter((name) => /^\d{1,15}$/.test(name)) : [];
    for (const height of heights.map(Number).sort((a, b) => b - a)) {
      const place = join(folder, String(height));
      const bytes = readdirSync(place).reduce((sum, name) => sum + statSync(join(place, name)).size, 0);
      console.log(`block ${height}  ${bytes} bytes  ${place}`);
    }
    if (heights.length === 0) console.log("There is none yet.");
    return Promise.resolve(0);
  },
};

function withLedger<T>(home: Home, work: (store: SqliteStore) => T): T {
  const file = join(home.ledger, STATE_FILE);
  if (!existsSync(file)) throw new OperatorComplaint(`${home.root} has no ledger yet`);
  const store = new SqliteStore(file, { keepBlocks: 0 });
  try {
    return work(store);
  } finally {
    store.close();
  }
}
