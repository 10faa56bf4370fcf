/**
 * One ABCI request to its response (CometBFT v0.38, spec/abci): protobuf messages in and out, the application's plain values
 * between. Snapshots are neither offered nor taken yet: the list is empty and every offer is rejected.
 */
import {
  type Request,
  Response,
  ResponseApplySnapshotChunk_Result,
  ResponseOfferSnapshot_Result,
  ResponseProcessProposal_ProposalStatus,
  ResponseVerifyVoteExtension_VerifyStatus,
} from "cosmjs-types/tendermint/abci/types";
import type { Timestamp } from "cosmjs-types/google/protobuf/timestamp";
import { fromHex } from "../../shared/codec/bytes.ts";
import type { Application } from "../application/application.ts";

/** The response, or undefined for a request that names no known method. Throws what the application throws. */
export function answer(application: Application, request: Request): Response | undefined {
  const { initChain, query, prepareProposal, processProposal, verifyVoteExtension, finalizeBlock } = request;
  if (request.echo) return Response.fromPartial({ echo: { message: request.echo.message } });
  if (request.flush) return Response.fromPartial({ flush: {} });
  if (request.info) {
    const { data, version, appVersion, lastBlockHeight, lastBlockAppHash } = application.info();
    return Response.fromPartial({
      info: {
        data,
        version,
        appVersion: BigInt(appVersion),
        lastBlockHeight: BigInt(lastBlockHeight),
        lastBlockAppHash,
      },
    });
  }
  if (initChain) {
    const { appHash } = application.initChain({
      chainId: initChain.chainId,
      time: milliseconds(initChain.time),
      appState: initChain.appStateBytes,
      initialHeight: Number(initChain.initialHeight),
    });
    return Response.fromPartial({ initChain: { appHash } });
  }
  if (query) {
    const { code, height, value, log } = application.query({ ...query, height: Number(query.height) });
    return Response.fromPartial({ query: { code, height: BigInt(height), value, log } });
  }
  // A recheck follows a commit, which has emptied the mempool's branch: both kinds are the same check.
  if (request.checkTx) return Response.fromPartial({ checkTx: application.checkTx(request.checkTx.tx) });
  if (prepareProposal) {
    const txs = application.prepareProposal({
      ...block(prepareProposal),
      maxTxBytes: Number(prepareProposal.maxTxBytes),
    });
    return Response.fromPartial({ prepareProposal: { txs: [...txs] } });
  }
  if (processProposal) {
    const { ACCEPT, REJECT } = ResponseProcessProposal_ProposalStatus;
    const status = application.processProposal(block(processProposal)) ? ACCEPT : REJECT;
    return Response.fromPartial({ processProposal: { status } });
  }
  if (request.extendVote) return Response.fromPartial({ extendVote: {} });
  if (verifyVoteExtension) {
    const { ACCEPT, REJECT } = ResponseVerifyVoteExtension_VerifyStatus;
    const status = verifyVoteExtension.voteExtension.length === 0 ? ACCEPT : REJECT;
    return Response.fromPartial({ verifyVoteExtension: { status } });
  }
  if (finalizeBlock) {
    const { results, appHash, validatorUpdates } = application.finalizeBlock(block(finalizeBlock));
    return Response.fromPartial({
      finalizeBlock: {
        txResults: results.map(({ code, data }) => ({ code, data })),
        validatorUpdates: validatorUpdates.map(({ key, power }) => ({
          pubKey: { ed25519: fromHex(key) },
          power: BigInt(power),
        })),
        appHash,
      },
    });
  }
  if (request.commit) {
    application.commit();
    return Response.fromPartial({ commit: { retainHeight: 0n } });
  }
  if (request.listSnapshots) return Response.fromPartial({ listSnapshots: {} });
  if (request.offerSnapshot)
    return Response.fromPartial({ offerSnapshot: { result: ResponseOfferSnapshot_Result.REJECT } });
  if (request.loadSnapshotChunk) return Response.fromPartial({ loadSnapshotChunk: {} });
  if (request.applySnapshotChunk)
    return Response.fromPartial({ applySnapshotChunk: { result: ResponseApplySnapshotChunk_Result.ABORT } });
  return undefined;
}

function block(request: { readonly height: bigint; readonly time: Timestamp; readonly txs: readonly Uint8Array[] }) {
  return { height: Number(request.height), time: milliseconds(request.time), txs: request.txs };
}

/** Header milliseconds, rounded down. */
function milliseconds(time: Timestamp): number {
  return Number(time.seconds) * 1000 + Math.floor(time.nanos / 1_000_000);
}
