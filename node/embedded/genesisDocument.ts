/** The genesis document (CometBFT spec/core/genesis.md): chain id, time, consensus parameters, validators and the application's state. */
import { z } from "zod";
import type { Json } from "../../shared/codec/canonical.ts";
import { parseTimestamp } from "../../shared/light/timestamp.ts";
import type { Ed25519Key } from "./ed25519.ts";
import { firstRotation, type Rotation } from "./proposerRotation.ts";

/** Block protocol of CometBFT v0.38 (version/version.go). */
export const BLOCK_VERSION = 11;
/** Bytes of a whole block at most. */
export const MAX_BLOCK_BYTES = 1_048_576;
/** No limit: there is no gas here. */
export const MAX_GAS = -1;
/** Voting power of each validator at genesis. */
export const POWER = 10;

const Int64 = z.string().regex(/^-?\d{1,19}$/);
export const GenesisDocument = z.strictObject({
  genesis_time: z.string().refine((text) => parseTimestamp(text) !== undefined, "not an RFC 3339 time"),
  chain_id: z.string().min(1).max(50),
  initial_height: z.literal("1"),
  consensus_params: z.strictObject({
    block: z.strictObject({ max_bytes: Int64, max_gas: Int64 }),
    evidence: z.strictObject({ max_age_num_blocks: Int64, max_age_duration: Int64, max_bytes: Int64 }),
    validator: z.strictObject({ pub_key_types: z.array(z.string()) }),
    version: z.strictObject({ app: Int64 }),
    abci: z.strictObject({ vote_extensions_enable_height: Int64 }),
  }),
  validators: z
    .array(
      z.strictObject({
        address: z.string().regex(/^[0-9A-F]{40}$/),
        pub_key: z.strictObject({ type: z.literal("tendermint/PubKeyEd25519"), value: z.base64() }),
        power: Int64,
        name: z.string(),
      }),
    )
    .min(1),
  app_hash: z.string(),
  app_state: z.json(),
});
export type GenesisDocument = z.infer<typeof GenesisDocument>;

export interface GenesisOptions {
  readonly chainId: string;
  /** RFC 3339. */
  readonly time: string;
  readonly validators: readonly Pick<Ed25519Key, "publicKey" | "address">[];
  readonly appState: Json;
  readonly appVersion: number;
}

export function genesisDocument(options: GenesisOptions): GenesisDocument {
  return {
    genesis_time: options.time,
    chain_id: options.chainId,
    initial_height: "1",
    consensus_params: {
      block: { max_bytes: String(MAX_BLOCK_BYTES), max_gas: String(MAX_GAS) },
      evidence: { max_age_num_blocks: "100000", max_age_duration: "172800000000000", max_bytes: "65536" },
      validator: { pub_key_types: ["ed25519"] },
      version: { app: String(options.appVersion) },
      abci: { vote_extensions_enable_height: "0" },
    },
    validators: options.validators.map((key, i) => ({
      address: Buffer.from(key.address).toString("hex").toUpperCase(),
      pub_key: { type: "tendermint/PubKeyEd25519", value: Buffer.from(key.publicKey).toString("base64") },
      power: String(POWER),
      name: `regulator-${i + 1}`,
    })),
    app_hash: "",
    app_state: options.appState as GenesisDocument["app_state"],
  };
}

/** The validators of height 1. */
export function genesisRotation(document: GenesisDocument): Rotation {
  return firstRotation(
    document.validators.map(({ address, pub_key, power }) => ({
      address: new Uint8Array(Buffer.from(address, "hex")),
      publicKey: new Uint8Array(Buffer.from(pub_key.value, "base64")),
      power: Number(power),
    })),
  );
}
