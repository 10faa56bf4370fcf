/** Where everything of one node lies: its home folder, readable for its own account alone. */
import { isAbsolute, join, resolve } from "node:path";

export interface Home {
  readonly root: string;
  readonly config: string;
  /** Home of CometBFT. */
  readonly comet: string;
  readonly cometConfig: string;
  readonly genesis: string;
  readonly validatorKey: string;
  readonly validatorState: string;
  readonly nodeKey: string;
  /** The ledger: entries of the state, documents. */
  readonly ledger: string;
  readonly run: string;
}

export function homeAt(folder: string): Home {
  const root = resolve(folder);
  const comet = join(root, "comet");
  return {
    root,
    config: join(root, "wattlight.yaml"),
    comet,
    cometConfig: join(comet, "config", "config.toml"),
    genesis: join(comet, "config", "genesis.json"),
    validatorKey: join(comet, "config", "priv_validator_key.json"),
    validatorState: join(comet, "data", "priv_validator_state.json"),
    nodeKey: join(comet, "config", "node_key.json"),
    ledger: join(root, "ledger"),
    run: join(root, "run"),
  };
}

export type Listening =
  | { readonly kind: "unix"; readonly path: string }
  | { readonly kind: "tcp"; readonly host: string; readonly port: number };

/** `application` of the configuration, resolved against the home. */
export function applicationAddress(home: Home, application: string): Listening {
  if (application.startsWith("unix:")) {
    const path = application.slice("unix:".length).replace(/^\/\//, "");
    return { kind: "unix", path: isAbsolute(path) ? path : join(home.root, path) };
  }
  const { host, port } = hostAndPort(application);
  return { kind: "tcp", host, port };
}

export function addressText(listening: Listening): string {
  return listening.kind === "unix" ? `unix://${listening.path}` : `tcp://${listening.host}:${listening.port}`;
}

/** `tcp://host:port` or `host:port`, as the configuration's schema admits them. */
export function hostAndPort(text: string): { readonly host: string; readonly port: number } {
  const plain = text.replace(/^tcp:\/\//, "");
  const colon = plain.lastIndexOf(":");
  return { host: plain.slice(0, colon), port: Number(plain.slice(colon + 1)) };
}

/** The same as an address to be asked at. */
export function httpOf(rpc: string): string {
  const { host, port } = hostAndPort(rpc);
  return `http://${host === "0.0.0.0" ? "127.0.0.1" : host}:${port}`;
}
