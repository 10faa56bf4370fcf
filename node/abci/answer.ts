/**
 * One ABCI request to its response (CometBFT v0.38, spec/abci): protobuf messages in and out, the application's plain values
 * between.
 */
import {
  type Misbehavior,
  MisbehaviorType,
  type Request,
  Response,
  ResponseApplySnapshotChunk_Result,
  ResponseOfferSnapshot_Result,
  ResponseProcessProposal_ProposalStatus,
  ResponseVerifyVoteExtension_VerifyStatus,
} from "cosmjs-types/tendermint/abci/types";
import type { Timestamp } from "cosmjs-types/google/protobuf/timestamp";
import { fromHex, toHex } from "../../shared/codec/bytes.ts";
import type { Misbehaviour, MisbehaviourKind } from "../../shared/ledger/supervision/misbehaviour.ts";
import type { Application, QueryAnswer } from "../application/application.ts";
import type { ChunkAnswer, OfferAnswer } from "../application/snapshots/restorer.ts";

const OFFER = {
  accept: ResponseOfferSnapshot_Result.ACCEPT,
  reject: ResponseOfferSnapshot_Result.REJECT,
  rejectFormat: ResponseOfferSnapshot_Result.REJECT_FORMAT,
} satisfies Record<OfferAnswer, ResponseOfferSnapshot_Result>;
const CHUNK = {
  accept: ResponseApplySnapshotChunk_Result.ACCEPT,
  abort: ResponseApplySnapshotChunk_Result.ABORT,
  retry: ResponseApplySnapshotChunk_Result.RETRY,
  rejectSnapshot: ResponseApplySnapshotChunk_Result.REJECT_SNAPSHOT,
} satisfies Record<ChunkAnswer["result"], ResponseApplySnapshotChunk_Result>;

/**
 * The response, or undefined for a request that names no known method. Throws what the application throws. CheckTx and Flush, of which
 * there are many, the server answers itself.
 */
export function answer(application: Application, request: Request): Response | undefined {
  const { initChain, query, prepareProposal, processProposal, verifyVoteExtension, finalizeBlock } = request;
  if (request.echo) return Response.fromPartial({ echo: { message: request.echo.message } });
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
      validators: initChain.validators.map(({ pubKey, power }) => ({
        key: toHex(pubKey.ed25519 ?? new Uint8Array()),
        power: Number(power),
      })),
    });
    return Response.fromPartial({ initChain: { appHash } });
  }
  if (query) return queryResponse(application.query({ ...query, height: Number(query.height) }));
  if (prepareProposal) {
    const txs = application.prepareProposal({
      ...block(prepareProposal),
      maxTxBytes: Number(prepareProposal.maxTxBytes),
    });
    return Response.fromPartial({ prepareProposal: { txs: [...txs] } });
  }
  if (processProposal) {
    const { ACCEPT, REJECT } = ResponseProcessProposal_ProposalStatus;
    const status = application.processProposal({
      ...block(processProposal),
      misbehaviour: processProposal.misbehavior.map(reported),
    })
      ? ACCEPT
      : REJECT;
    return Response.fromPartial({ processProposal: { status } });
  }
  if (request.extendVote) return Response.fromPartial({ extendVote: {} });
  if (verifyVoteExtension) {
    const { ACCEPT, REJECT } = ResponseVerifyVoteExtension_VerifyStatus;
    const status = verifyVoteExtension.voteExtension.length === 0 ? ACCEPT : REJECT;
    return Response.fromPartial({ verifyVoteExtension: { status } });
  }
  if (finalizeBlock) {
    const { results, appHash, validatorUpdates, appVersion } = application.finalizeBlock({
      ...block(finalizeBlock),
      misbehaviour: finalizeBlock.misbehavior.map(reported),
    });
    return Response.fromPartial({
      finalizeBlock: {
        txResults: results.map(({ code, data }) => ({ code, data })),
        validatorUpdates: validatorUpdates.map(({ key, power }) => ({
          pubKey: { ed25519: fromHex(key) },
          power: BigInt(power),
        })),
        appHash,
        ...(appVersion !== undefined && { consensusParamUpdates: { version: { app: BigInt(appVersion) } } }),
      },
    });
  }
  if (request.commit) {
    const { retainHeight } = application.commit();
    return Response.fromPartial({ commit: { retainHeight: BigInt(retainHeight) } });
  }
  return snapshotAnswer(application, request);
}

export function queryResponse({ code, height, value, log }: QueryAnswer): Response {
  return Response.fromPartial({ query: { code, height: BigInt(height), value, log } });
}

/** For peers that synchronise from this node, and for this node synchronising from them. */
function snapshotAnswer(application: Application, request: Request): Response | undefined {
  const { offerSnapshot, loadSnapshotChunk, applySnapshotChunk } = request;
  if (request.listSnapshots) {
    const snapshots = application.listSnapshots().map((each) => ({ ...each, height: BigInt(each.height) }));
    return Response.fromPartial({ listSnapshots: { snapshots } });
  }
  if (offerSnapshot) {
    const { snapshot, appHash } = offerSnapshot;
    const answered = snapshot
      ? application.offerSnapshot({ ...snapshot, height: Number(snapshot.height) }, appHash)
      : "reject";
    return Response.fromPartial({ offerSnapshot: { result: OFFER[answered] } });
  }
  if (loadSnapshotChunk) {
    const { height, format, chunk: index } = loadSnapshotChunk;
    const chunk = application.loadSnapshotChunk({ height: Number(height), format, chunk: index });
    return Response.fromPartial({ loadSnapshotChunk: { chunk } });
  }
  if (applySnapshotChunk) {
    const answered = application.applySnapshotChunk(applySnapshotChunk);
    const retry = answered.result === "retry" && answered;
    return Response.fromPartial({
      applySnapshotChunk: {
        result: CHUNK[answered.result],
        refetchChunks: retry ? [retry.refetch] : [],
        rejectSenders: retry ? [retry.rejectSender] : [],
      },
    });
  }
  return undefined;
}

function block(request: { readonly height: bigint; readonly time: Timestamp; readonly txs: readonly Uint8Array[] }) {
  return { height: Number(request.height), time: milliseconds(request.time), txs: request.txs };
}

const KINDS: Readonly<Partial<Record<MisbehaviorType, MisbehaviourKind>>> = {
  [MisbehaviorType.DUPLICATE_VOTE]: "duplicateVote",
  [MisbehaviorType.LIGHT_CLIENT_ATTACK]: "lightClientAttack",
};

/** A set that the ledger decides has less than 2^53 of power; one of a genesis without it may have more, and is written as the most. */
const power = (value: bigint): number => Math.min(Number(value), Number.MAX_SAFE_INTEGER);

function reported({ type, validator, height, time, totalVotingPower }: Misbehavior): Misbehaviour {
  return {
    kind: KINDS[type] ?? "unknown",
    address: toHex(validator.address),
    power: power(validator.power),
    total: power(totalVotingPower),
    height: Number(height),
    time: milliseconds(time),
  };
}

/** Header milliseconds, rounded down. */
function milliseconds(time: Timestamp): number {
  return Number(time.seconds) * 1000 + Math.floor(time.nanos / 1_000_000);
}
