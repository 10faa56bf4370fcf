/**
 * A proof bundle (docs/protocol/proofs.md): questions to the state at one height, each with its witness, the header that proves them, and
 * the headers that lead to it. Canonical JSON, so that one bundle has one byte string; a digest tells damage from forgery, which the
 * proofs themselves refuse. It never brings its own trust anchor: whoever checks it has one, or it proves nothing.
 */
import { base64 } from "@scure/base";
import { z } from "zod";
import { base64Text } from "../codec/base64Text.ts";
import { toHex } from "../codec/bytes.ts";
import { canonicalText, type CodecFault, decodeCanonical, encodeCanonical, type Json } from "../codec/canonical.ts";
import { taggedHash } from "../codec/hash.ts";
import { utf8 } from "../codec/bytes.ts";
import { ChainId } from "../ledger/units.ts";
import { type LightFault, parseLightBlock } from "../light/parse.ts";
import { lightBlockJson } from "../light/render.ts";
import { type LightBlock, NO_VOTE } from "../light/types.ts";
import { WITNESS_BYTES } from "../state/openWitness.ts";
import { type Carried, carriedJson, CarriedShape, isNothing, NOTHING } from "./carried.ts";

export const BUNDLE_FORMAT = "wattlight-proof-1";
/** With transactions, bodies or archived entries beside the questions; a file without them has the first format, which older readers know. */
export const CARRYING_FORMAT = "wattlight-proof-2";
/** Largest file, bytes, and deepest nesting: checked before anything is parsed. */
export const BUNDLE_LIMITS = { bytes: 16 << 20, depth: 24 } as const;
/** Most questions, and most headers on the way from an anchor. */
export const QUESTIONS_MAX = 64;
export const BLOCKS_MAX = 200;
/** Most validators of all headers together: each can cost the checker a signature or two. */
export const VALIDATORS_MAX = 10_000;

export interface Question {
  readonly query: string;
  readonly version: number;
  readonly input: Json;
  readonly witness: Uint8Array;
}

export interface Bundle {
  readonly chainId: string;
  readonly questions: readonly Question[];
  /** Ascending in height. The last one's app hash is the state that the questions were put to, the one before its height. */
  readonly blocks: readonly LightBlock[];
  readonly carried?: Carried;
}

export type BundleFault =
  | ({ readonly fault: "codec" } & { readonly codec: CodecFault })
  /** Not a bundle; the path begins at $. */
  | { readonly fault: "shape"; readonly path: string; readonly problem: string }
  /** Made by a version of the program that this one does not know. */
  | { readonly fault: "format"; readonly format: string }
  /** Changed since it was saved. */
  | { readonly fault: "digest" }
  /** The same question stands there before: told twice, a debt would look twice as large. */
  | { readonly fault: "twice"; readonly index: number }
  /** More validators in all headers together than one file may make a checker verify. */
  | { readonly fault: "validators"; readonly limit: number }
  | { readonly fault: "block"; readonly index: number; readonly problem: LightFault }
  /** What was read is not all that stands there. */
  | { readonly fault: "more"; readonly index: number };

export type ParsedBundle =
  { readonly ok: true; readonly bundle: Bundle } | { readonly ok: false; readonly fault: BundleFault };

const int = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const Witness = base64Text(Math.ceil(WITNESS_BYTES / 3) * 4);
const Shape = z.strictObject({
  format: z.string().max(64),
  chainId: ChainId,
  questions: z
    .array(z.strictObject({ query: z.string().max(64), version: int, input: z.json(), witness: Witness }))
    .min(1)
    .max(QUESTIONS_MAX),
  blocks: z
    .array(z.strictObject({ signedHeader: z.unknown(), validators: z.unknown(), nextValidators: z.unknown() }))
    .min(1)
    .max(BLOCKS_MAX),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
});
const CarryingShape = Shape.extend(CarriedShape).refine(
  ({ transactions, bodies, archived }) => Boolean(transactions ?? bodies ?? archived),
  "nothing beside the questions",
);

/** The file's bytes; throws a RangeError where a bundle would be larger than may be read. */
export function encodeBundle(bundle: Bundle): Uint8Array {
  if (validatorsIn(bundle.blocks) > VALIDATORS_MAX) throw new RangeError("too many validators in all headers");
  const content = contentOf(bundle);
  const bytes = encodeCanonical({ ...content, digest: digestOf(content, bundle.chainId) });
  if (bytes.length > BUNDLE_LIMITS.bytes) throw new RangeError(`a proof of ${bytes.length} bytes is too large`);
  return bytes;
}

/** Reads a file that anybody may have made. */
export function parseBundle(bytes: Uint8Array): ParsedBundle {
  const decoded = decodeCanonical(bytes, BUNDLE_LIMITS);
  if (!decoded.ok) return bad({ fault: "codec", codec: decoded });
  const format = formatOf(decoded.value);
  const carries = format === CARRYING_FORMAT;
  if (format !== undefined && format !== BUNDLE_FORMAT && !carries) return bad({ fault: "format", format });
  const shaped = (carries ? CarryingShape : Shape).safeParse(decoded.value);
  if (!shaped.success) {
    const issue = shaped.error.issues[0];
    return bad({ fault: "shape", path: `$.${issue?.path.join(".") ?? ""}`, problem: issue?.message ?? "unknown" });
  }
  const { chainId, questions, digest } = shaped.data;
  const { digest: _, ...content } = decoded.value as { readonly [key: string]: Json };
  if (digestOf(content, chainId) !== digest) return bad({ fault: "digest" });
  const asked = questions.map(({ query, input }) => `${query} ${canonicalText(input as Json)}`);
  const again = asked.findIndex((question, index) => asked.indexOf(question) < index);
  if (again !== -1) return bad({ fault: "twice", index: again });
  const blocks: LightBlock[] = [];
  for (const [index, { signedHeader, validators, nextValidators }] of shaped.data.blocks.entries()) {
    const parsed = parseLightBlock(signedHeader, [validators], [nextValidators]);
    if (!parsed.ok) return bad({ fault: "block", index, problem: parsed.fault });
    // Whatever a header's hash does not cover must be as we write it: nothing rides along unread.
    if (canonicalText(blockJson(parsed.value)) !== canonicalText((content["blocks"] as readonly Json[])[index] ?? null))
      return bad({ fault: "more", index });
    blocks.push(parsed.value);
    if (validatorsIn(blocks) > VALIDATORS_MAX) return bad({ fault: "validators", limit: VALIDATORS_MAX });
  }
  return {
    ok: true,
    bundle: {
      chainId,
      questions: questions.map((one) => ({ ...one, input: one.input as Json })),
      blocks,
      carried: carriedIn(shaped.data),
    },
  };
}

const validatorsIn = (blocks: readonly LightBlock[]): number =>
  blocks.reduce((sum, { validators }) => sum + validators.length, 0);

function carriedIn({ transactions = [], bodies = [], archived = [] }: Partial<z.infer<typeof CarryingShape>>): Carried {
  return { transactions, bodies: bodies as readonly Json[], archived };
}

function contentOf({ chainId, questions, blocks, carried = NOTHING }: Bundle): { readonly [key: string]: Json } {
  return {
    format: isNothing(carried) ? BUNDLE_FORMAT : CARRYING_FORMAT,
    ...carriedJson(carried),
    chainId,
    questions: questions.map(({ query, version, input, witness }) => ({
      query,
      version,
      input,
      witness: base64.encode(witness),
    })),
    blocks: blocks.map((block) => blockJson(withVotesAlone(block))),
  };
}

const blockJson = (block: LightBlock): Json => lightBlockJson(block) as unknown as Json;

/** Votes for nothing prove nothing, and nothing would check their signatures: they are left out as if nobody had voted there. */
export function withVotesAlone(block: LightBlock): LightBlock {
  const signatures = block.commit.signatures.map((sig) => (sig.flag === "commit" ? sig : NO_VOTE));
  return { ...block, commit: { ...block.commit, signatures } };
}

function digestOf(content: { readonly [key: string]: Json }, chainId: string): string {
  return toHex(taggedHash("proof", chainId, utf8(canonicalText(content))));
}

function formatOf(value: Json): string | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const { format } = value as { readonly [key: string]: Json };
  return typeof format === "string" && format.length <= 64 ? format : undefined;
}

function bad(fault: BundleFault): { readonly ok: false; readonly fault: BundleFault } {
  return { ok: false, fault };
}
