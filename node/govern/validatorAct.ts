/** The act that gives a validator its voting power, with the proof that somebody holds its key (DESIGN §8). */
import { z } from "zod";
import { toHex } from "../../shared/codec/bytes.ts";
import type { ActOf } from "../../shared/ledger/bodies/decisions.ts";
import { validatorProofDigest } from "../../shared/ledger/identity.ts";
import { keyOfSeed } from "../embedded/ed25519.ts";
import { jsonIn } from "../files/inputFile.ts";

const KeyFile = z.object({ priv_key: z.object({ type: z.literal("tendermint/PrivKeyEd25519"), value: z.base64() }) });
const SEED = 32;

/** @param file CometBFT's priv_validator_key.json; @param power 0 removes, and needs no proof */
export function validatorAct(file: string, chainId: string, power: number): ActOf<"validator.set"> {
  const { priv_key } = jsonIn(file, 65_536, KeyFile, {
    en: "CometBFT's key of a validator",
    zh: "CometBFT 验证人密钥",
  });
  const key = keyOfSeed(new Uint8Array(Buffer.from(priv_key.value, "base64").subarray(0, SEED)));
  const publicKey = toHex(key.publicKey);
  const proof = power === 0 ? null : toHex(key.sign(validatorProofDigest(publicKey, chainId)));
  return { act: "validator.set", key: publicKey, power, proof };
}
