/**
 * Evidence of an attack on light clients (CometBFT spec/light-client/detection, detection_003; types/evidence.go): two blocks of one height,
 * each verified from a block that both chains share. Whoever signed the false one can be found from it.
 */
import { equalBytes, toHex } from "../codec/bytes.ts";
import { signedHeaderJson, validatorJson } from "./render.ts";
import { formatTimestamp, type Timestamp } from "./timestamp.ts";
import type { Header, LightBlock, Validator } from "./types.ts";
import { sortValidators, totalPower } from "./validators.ts";

/**
 * `lunatic`: the block's state or validators are invented. `equivocation`: validators signed two blocks of one round. `amnesia`: of
 * different rounds; who is at fault cannot be told from the commits alone.
 */
export type AttackKind = "lunatic" | "equivocation" | "amnesia";

/** Who signs the next height does not matter here, and evidence does not tell it. */
export type SignedBlock = Omit<LightBlock, "nextValidators">;

export interface Attack {
  readonly kind: AttackKind;
  readonly conflicting: SignedBlock;
  /** Height from which the accused validators are counted: the shared block's for a lunatic attack, else the conflict's own. */
  readonly commonHeight: number;
  readonly byzantine: readonly Validator[];
  /** Voting power of all validators at that height. */
  readonly totalPower: number;
  readonly time: Timestamp;
}

/** What `conflicting` is evidence of, for whoever trusts `trusted`; both follow `common`. */
export function attackOf(conflicting: SignedBlock, trusted: SignedBlock, common: SignedBlock): Attack {
  const kind = kindOf(conflicting, trusted);
  const from = kind === "lunatic" ? common : trusted;
  return {
    kind,
    conflicting,
    commonHeight: from.header.height,
    byzantine: sortValidators(accused(kind, conflicting, trusted, common)),
    totalPower: totalPower(from.validators),
    time: from.header.time,
  };
}

/** ConflictingHeaderIsInvalid, then the rounds. */
function kindOf(conflicting: SignedBlock, trusted: SignedBlock): AttackKind {
  if (DERIVED.some((field) => !equalBytes(conflicting.header[field], trusted.header[field]))) return "lunatic";
  return conflicting.commit.round === trusted.commit.round ? "equivocation" : "amnesia";
}

/** What no proposer is free to choose. */
const DERIVED = [
  "validatorsHash",
  "nextValidatorsHash",
  "consensusHash",
  "appHash",
  "lastResultsHash",
] as const satisfies readonly (keyof Header)[];

/** GetByzantineValidators. */
function accused(
  kind: AttackKind,
  { commit, validators }: SignedBlock,
  trusted: SignedBlock,
  common: SignedBlock,
): readonly Validator[] {
  const signers = commit.signatures.map((sig, i) => ({ ...sig, i })).filter(({ flag }) => flag === "commit");
  const named = (set: readonly Validator[], address: Uint8Array): Validator[] => {
    const name = toHex(address);
    return set.filter((validator) => toHex(validator.address) === name).slice(0, 1);
  };
  switch (kind) {
    case "lunatic":
      return signers.flatMap(({ address }) => named(common.validators, address));
    case "equivocation":
      return signers
        .filter(({ i }) => trusted.commit.signatures[i]?.flag === "commit")
        .flatMap(({ address }) => named(validators, address));
    case "amnesia":
      return [];
  }
}

/** As CometBFT's `broadcast_evidence` takes it (its own JSON: 64-bit integers are strings, the fields carry Go's names). */
export function attackJson({ conflicting, commonHeight, byzantine, totalPower: total, time }: Attack) {
  const [proposer] = conflicting.validators;
  return {
    type: "tendermint/LightClientAttackEvidence",
    value: {
      ConflictingBlock: {
        signed_header: signedHeaderJson(conflicting),
        validator_set: {
          validators: conflicting.validators.map(validatorJson),
          proposer: proposer === undefined ? null : validatorJson(proposer),
        },
      },
      CommonHeight: String(commonHeight),
      ByzantineValidators: byzantine.map(validatorJson),
      TotalVotingPower: String(total),
      Timestamp: formatTimestamp(time),
    },
  };
}
