/**
 * CometBFT's JSON of what shared/light/render.ts does not cover (rpc/openapi/openapi.yaml, libs/json of v0.38): 64-bit
 * integers are strings, hashes and addresses upper-case hex, other bytes base64.
 */
import type { Json } from "../../shared/codec/canonical.ts";
import { blockIdJson, commitJson, headerJson } from "../../shared/light/render.ts";
import type { BlockId } from "../../shared/light/types.ts";
import type { ExecResult } from "../application/application.ts";
import type { Block } from "../embedded/blockProto.ts";
import type { Validator } from "../embedded/proposerRotation.ts";

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex").toUpperCase();
export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

/** `block` of the block methods and events. */
export function blockJson(block: Block): Json {
  return {
    header: headerJson(block.header),
    data: { txs: block.txs.map(base64) },
    evidence: { evidence: [] },
    last_commit: commitJson(block.lastCommit),
  };
}

export function blockMetaJson(block: Block, id: BlockId, size: number): Json {
  return {
    block_id: blockIdJson(id),
    block_size: String(size),
    header: headerJson(block.header),
    num_txs: String(block.txs.length),
  };
}

export function pubKeyJson(ed25519: Uint8Array): Json {
  return { type: "tendermint/PubKeyEd25519", value: base64(ed25519) };
}

export function validatorJson(validator: Validator): Json {
  return {
    address: hex(validator.address),
    pub_key: pubKeyJson(validator.publicKey),
    voting_power: String(validator.power),
    proposer_priority: String(validator.priority),
  };
}

/** `tx_result`, an entry of `txs_results`, or (code and log alone) `check_tx`. */
export function execResultJson({ code, data }: ExecResult, log = ""): Json {
  return {
    code,
    data: data.length === 0 ? null : base64(data),
    log,
    info: "",
    gas_wanted: "0",
    gas_used: "0",
    events: [],
    codespace: code === 0 ? "" : "wattlight",
  };
}
