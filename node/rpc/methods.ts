/** The methods of a node's RPC by name, with the order of their positional parameters (CometBFT v0.38, rpc/core/routes.go). */
import type { Json } from "../../shared/codec/canonical.ts";
import { headerJson } from "../../shared/light/render.ts";
import { BLOCK_VERSION } from "../embedded/genesisDocument.ts";
import { decodeBlock } from "../embedded/blockProto.ts";
import { broadcastAsync, broadcastCommit, broadcastSync } from "./broadcast.ts";
import { broadcastEvidence } from "./evidence.ts";
import * as history from "./history.ts";
import type { Params } from "./params.ts";
import { INTERNAL_ERROR, RpcError } from "./rpcError.ts";
import type { RpcNode } from "./rpcNode.ts";
import { base64, hex, pubKeyJson } from "./shapes.ts";

export interface Method {
  readonly names: readonly string[];
  run(node: RpcNode, params: Params): Json | Promise<Json>;
}

export const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ["health", { names: [], run: () => ({}) }],
  ["status", { names: [], run: status }],
  ["genesis", { names: [], run: (node) => ({ genesis: node.genesis as unknown as Json }) }],
  ["header", { names: ["height"], run: history.header }],
  ["block", { names: ["height"], run: history.block }],
  ["blockchain", { names: ["minHeight", "maxHeight"], run: history.blockchain }],
  ["commit", { names: ["height"], run: history.commit }],
  ["validators", { names: ["height", "page", "per_page"], run: history.validators }],
  ["block_results", { names: ["height"], run: history.blockResults }],
  ["tx", { names: ["hash", "prove"], run: history.tx }],
  ["consensus_params", { names: ["height"], run: consensusParams }],
  ["num_unconfirmed_txs", { names: [], run: unconfirmed }],
  ["abci_info", { names: [], run: abciInfo }],
  ["abci_query", { names: ["path", "data", "height", "prove"], run: abciQuery }],
  ["broadcast_tx_async", { names: ["tx"], run: broadcastAsync }],
  ["broadcast_tx_sync", { names: ["tx"], run: broadcastSync }],
  ["broadcast_tx_commit", { names: ["tx"], run: broadcastCommit }],
  ["broadcast_evidence", { names: ["evidence"], run: broadcastEvidence }],
]);

function status(node: RpcNode): Json {
  const at = (height: number) => {
    const stored = node.store.block(height);
    if (!stored) throw new RpcError(INTERNAL_ERROR, `block ${height} is missing`);
    return { hash: hex(stored.hash), header: headerJson(decodeBlock(stored.bytes).header) };
  };
  const latest = at(node.height());
  const earliest = at(node.store.earliest());
  const { version, appVersion } = node.app.info();
  const own = node.nextRotation().validators.find(({ address }) => hex(address) === hex(node.validatorKey.address));
  return {
    node_info: {
      protocol_version: { p2p: "8", block: String(BLOCK_VERSION), app: String(appVersion) },
      id: hex(node.nodeKey.address).toLowerCase(),
      listen_addr: "tcp://127.0.0.1:0",
      network: node.genesis.chain_id,
      version: "0.38.25",
      channels: "",
      moniker: `wattlight-embedded-${version}`,
      other: { tx_index: "on", rpc_address: "tcp://127.0.0.1:0" },
    },
    sync_info: {
      latest_block_hash: latest.hash,
      latest_app_hash: latest.header.app_hash,
      latest_block_height: latest.header.height,
      latest_block_time: latest.header.time,
      earliest_block_hash: earliest.hash,
      earliest_app_hash: earliest.header.app_hash,
      earliest_block_height: earliest.header.height,
      earliest_block_time: earliest.header.time,
      catching_up: false,
    },
    validator_info: {
      address: hex(node.validatorKey.address),
      pub_key: pubKeyJson(node.validatorKey.publicKey),
      voting_power: String(own?.power ?? 0),
    },
  };
}

/** They never change here, so every height has those of genesis. */
function consensusParams(node: RpcNode, params: Params): Json {
  const height = history.heightOf(node, params);
  return { block_height: String(height), consensus_params: node.genesis.consensus_params };
}

function unconfirmed(node: RpcNode): Json {
  const { count, bytes } = node.waiting();
  return { n_txs: String(count), total: String(count), total_bytes: String(bytes), txs: null };
}

function abciInfo(node: RpcNode): Json {
  const info = node.app.info();
  return {
    response: {
      data: info.data,
      version: info.version,
      app_version: String(info.appVersion),
      last_block_height: String(info.lastBlockHeight),
      last_block_app_hash: base64(info.lastBlockAppHash),
    },
  };
}

function abciQuery(node: RpcNode, params: Params): Json {
  const path = params.text("path") ?? "";
  const answer = node.app.query({ path, data: params.hexBytes("data"), height: params.int("height") ?? 0 });
  return {
    response: {
      code: answer.code,
      log: answer.log,
      info: "",
      index: "0",
      key: null,
      value: answer.value.length === 0 ? null : base64(answer.value),
      proofOps: null,
      height: String(answer.height),
      codespace: answer.code === 0 ? "" : "wattlight",
    },
  };
}
