/** Methods that read what the chain has recorded: header, block, blockchain, commit, validators, block_results, tx. */
import type { Json } from "../../shared/codec/canonical.ts";
import { blockIdJson, commitJson, headerJson } from "../../shared/light/render.ts";
import { txProof } from "../../shared/light/results.ts";
import { sha256 } from "../../shared/codec/hash.ts";
import { merkleRoot } from "../../shared/light/merkle.ts";
import { type Block, decodeBlock, decodeCommit, decodeResults, decodeRotation } from "../embedded/blockProto.ts";
import type { StoredBlock } from "../store/store.ts";
import type { Params } from "./params.ts";
import { INTERNAL_ERROR, INVALID_PARAMS, RpcError } from "./rpcError.ts";
import type { RpcNode } from "./rpcNode.ts";
import { base64, blockJson, blockMetaJson, execResultJson, hex, validatorJson } from "./shapes.ts";

const PER_PAGE = 30;
const PER_PAGE_MAX = 100;
/** Block metas in one `blockchain` answer (rpc/core/blocks.go). */
const METAS_MAX = 20;

/** The asked height, or the latest; an RpcError as CometBFT words it when there is no such block. */
export function heightOf(node: RpcNode, params: Params, latest = node.height()): number {
  const height = params.int("height") ?? latest;
  if (height < 1) throw new RpcError(INTERNAL_ERROR, `height must be greater than 0, but got ${height}`);
  if (height > latest)
    throw new RpcError(
      INTERNAL_ERROR,
      `height ${height} must be less than or equal to the current blockchain height ${latest}`,
    );
  return height;
}

function gone(node: RpcNode, height: number): RpcError {
  return new RpcError(INTERNAL_ERROR, `height ${height} is not available, lowest height is ${node.store.earliest()}`);
}

function storedBlock(node: RpcNode, height: number): { stored: StoredBlock; block: Block } {
  const stored = node.store.block(height);
  if (!stored) throw gone(node, height);
  return { stored, block: decodeBlock(stored.bytes) };
}

export function header(node: RpcNode, params: Params): Json {
  return { header: headerJson(storedBlock(node, heightOf(node, params)).block.header) };
}

export function block(node: RpcNode, params: Params): Json {
  const found = storedBlock(node, heightOf(node, params));
  return { block_id: blockIdJson(found.stored), block: blockJson(found.block) };
}

/** Metas of minHeight..maxHeight, newest first, at most 20. */
export function blockchain(node: RpcNode, params: Params): Json {
  const latest = node.height();
  const top = Math.min(params.int("maxHeight") || latest, latest);
  const bottom = Math.max(params.int("minHeight") || 1, node.store.earliest(), top - METAS_MAX + 1);
  if (bottom > top) throw new RpcError(INTERNAL_ERROR, `min height ${bottom} can't be greater than max height ${top}`);
  const metas: Json[] = [];
  for (let height = top; height >= bottom; height--) {
    const found = storedBlock(node, height);
    metas.push(blockMetaJson(found.block, found.stored, found.stored.bytes.length));
  }
  return { last_height: String(latest), block_metas: metas };
}

export function commit(node: RpcNode, params: Params): Json {
  const height = heightOf(node, params);
  const bytes = node.store.commit(height);
  if (!bytes) throw gone(node, height);
  return {
    signed_header: {
      header: headerJson(storedBlock(node, height).block.header),
      commit: commitJson(decodeCommit(bytes)),
    },
    // The latest block's commit is not yet part of a block.
    canonical: height < node.height(),
  };
}

/** A page of the set that signs the height; the height after the latest is known already. */
export function validators(node: RpcNode, params: Params): Json {
  const latest = node.height();
  const height = heightOf(node, params, latest + 1);
  const bytes = node.store.validators(height);
  if (!bytes && height <= latest) throw gone(node, height);
  const all = (bytes ? decodeRotation(bytes) : node.nextRotation()).validators;
  const perPage = Math.min(params.int("per_page") || PER_PAGE, PER_PAGE_MAX);
  const pages = Math.max(1, Math.ceil(all.length / perPage));
  const page = params.int("page") ?? 1;
  if (page < 1 || page > pages)
    throw new RpcError(INVALID_PARAMS, `page should be within [1, ${pages}] range, given ${page}`);
  const shown = all.slice((page - 1) * perPage, page * perPage);
  return {
    block_height: String(height),
    validators: shown.map(validatorJson),
    count: String(shown.length),
    total: String(all.length),
  };
}

export function blockResults(node: RpcNode, params: Params): Json {
  const height = heightOf(node, params);
  const bytes = node.store.results(height);
  if (!bytes) throw gone(node, height);
  const { results, appHash } = decodeResults(bytes);
  return {
    height: String(height),
    txs_results: results.length === 0 ? null : results.map((result) => execResultJson(result)),
    finalize_block_events: [],
    validator_updates: null,
    consensus_param_updates: null,
    app_hash: base64(appHash),
  };
}

export function tx(node: RpcNode, params: Params): Json {
  const hash = params.bytes("hash");
  const place = node.store.transaction(hash);
  if (!place) throw new RpcError(INTERNAL_ERROR, `tx (${hex(hash)}) not found`);
  const { txs } = storedBlock(node, place.height).block;
  const bytes = txs[place.index];
  const result = decodeResults(node.store.results(place.height) ?? new Uint8Array()).results[place.index];
  if (!bytes || !result) throw new RpcError(INTERNAL_ERROR, `tx (${hex(hash)}) has no result`);
  return {
    hash: hex(hash),
    height: String(place.height),
    index: place.index,
    tx_result: execResultJson(result),
    tx: base64(bytes),
    ...(params.flag("prove") && { proof: proofJson(txs, place.index) }),
  };
}

function proofJson(txs: readonly Uint8Array[], index: number): Json {
  const { total, aunts } = txProof(txs, index);
  const bytes = txs[index] as Uint8Array;
  return {
    root_hash: hex(merkleRoot(txs.map((each) => sha256(each)))),
    data: base64(bytes),
    proof: {
      total: String(total),
      index: String(index),
      leaf_hash: base64(merkleRoot([sha256(bytes)])),
      aunts: aunts.map(base64),
    },
  };
}
