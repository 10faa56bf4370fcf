/** What was brought as a file or as text: the codes' lines (docs/protocol/outbox.md), or the JSON itself. Bounded before anything is parsed. */
import { utf8 } from "../codec/bytes.ts";
import { type CodecFault, decodeCanonical } from "../codec/canonical.ts";
import { areFrames, collectFrames } from "../outbox/frames.ts";
import { HANDOVER_LIMITS } from "./handover.ts";
import { ReadingAnswer, ReadingRequest } from "./readingRequest.ts";

export type BroughtFault =
  | { readonly fault: "codec"; readonly codec: CodecFault }
  | { readonly fault: "codes"; readonly line: number }
  /** Places that are still missing, from 1. */
  | { readonly fault: "codesMissing"; readonly of: number; readonly places: readonly number[] }
  /** Another text than was asked for. */
  | { readonly fault: "notThis" }
  | { readonly fault: "shape"; readonly path: string };

export type Brought<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: BroughtFault };

/** Codes line by line, or a text as it stands. */
export function bytesBrought(text: string): Brought<Uint8Array> {
  if (!areFrames(text)) return { ok: true, value: utf8(text.trim()) };
  const lines = text.split(/\s+/).filter((line) => line !== "");
  const collected = collectFrames(lines);
  switch (collected.state) {
    case "whole":
      return { ok: true, value: collected.bytes };
    case "missing":
      return { ok: false, fault: { fault: "codesMissing", of: collected.of, places: collected.places } };
    case "bad":
      return { ok: false, fault: { fault: "codes", line: collected.line } };
  }
}

interface Shape<T> {
  safeParse(value: unknown):
    | { readonly success: true; readonly data: T }
    | {
        readonly success: false;
        readonly error: { readonly issues: readonly { readonly path: readonly PropertyKey[] }[] };
      };
}

function parsedAs<T extends object>(bytes: Uint8Array, format: string, shape: Shape<T>): Brought<T> {
  const decoded = decodeCanonical(bytes, HANDOVER_LIMITS);
  if (!decoded.ok) return { ok: false, fault: { fault: "codec", codec: decoded } };
  const { value } = decoded;
  const stated = typeof value === "object" && value !== null && "format" in value ? value.format : undefined;
  if (stated !== format) return { ok: false, fault: { fault: "notThis" } };
  const parsed = shape.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  return {
    ok: false,
    fault: { fault: "shape", path: `$.${parsed.error.issues[0]?.path.map(String).join(".") ?? ""}` },
  };
}

export const readRequest = (bytes: Uint8Array): Brought<ReadingRequest> =>
  parsedAs(bytes, ReadingRequest.shape.format.value, ReadingRequest);
export const readAnswer = (bytes: Uint8Array): Brought<ReadingAnswer> =>
  parsedAs(bytes, ReadingAnswer.shape.format.value, ReadingAnswer);
