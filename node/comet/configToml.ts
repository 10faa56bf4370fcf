/**
 * CometBFT's config.toml, written anew at each start from `wattlight.yaml`: what is not named here has CometBFT's own default
 * (v0.38, config/toml.go). Nothing in it is to be changed by hand.
 */
import type { NodeConfig } from "../config/nodeConfig.ts";

/** @param application where CometBFT finds the ledger, `unix://…` or `tcp://…` */
export function configToml(config: NodeConfig, application: string): string {
  const { comet, stateSync } = config;
  const syncing = stateSync.servers.length > 0;
  return `# Written by Wattlight at each start from wattlight.yaml; changes made here are lost.
proxy_app = ${text(application)}
moniker = ${text(config.name)}
log_level = ${text(config.log === "warn" ? "error" : config.log)}
log_format = "json"

[rpc]
laddr = ${text(comet.rpc)}
# No page of a browser asks a node; the unsafe methods are off.
cors_allowed_origins = []
unsafe = false
max_open_connections = 900
max_subscription_clients = 100
max_subscriptions_per_client = 5
max_body_bytes = 1000000
max_header_bytes = 16384
pprof_laddr = ""

[p2p]
laddr = ${text(comet.p2p)}
external_address = ${text(comet.externalAddress)}
persistent_peers = ${text(comet.peers.join(","))}
# Again and again, so that a peer which was away for a day is found within this time.
persistent_peers_max_dial_period = "10s"
private_peer_ids = ${text(comet.privateIds.join(","))}
addr_book_strict = ${!comet.localNetwork}
allow_duplicate_ip = ${comet.localNetwork}

[mempool]
recheck = true
max_tx_bytes = 1000000

[statesync]
enable = ${syncing}
rpc_servers = ${text(pair(stateSync.servers).join(","))}
trust_height = ${stateSync.height}
trust_hash = ${text(stateSync.hash)}
trust_period = "${stateSync.trustSeconds}s"

[consensus]
# Empty blocks as well: the next header proves the state, and block time must not stand still.
create_empty_blocks = true
timeout_commit = "${comet.blockMs}ms"

[tx_index]
# Wallets ask for transactions with their inclusion proof.
indexer = "kv"

[instrumentation]
prometheus = ${comet.metrics !== ""}
prometheus_listen_addr = ${text(comet.metrics)}
`;
}

/** CometBFT demands two servers; the same one twice is one witness and no more. */
function pair(servers: readonly string[]): readonly string[] {
  return servers.length === 1 ? [...servers, ...servers] : servers;
}

/** A TOML basic string; JSON escapes the same characters. */
function text(value: string): string {
  return JSON.stringify(value);
}
