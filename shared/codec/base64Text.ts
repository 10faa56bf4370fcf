/** Base64 in JSON, as bytes (RFC 4648 §4, padded). */
import { base64 } from "@scure/base";
import { z } from "zod";

/** `max`: characters, checked before anything is decoded. */
export const base64Text = (max: number) =>
  z
    .string()
    .max(max)
    .transform((text, context): Uint8Array => {
      try {
        return base64.decode(text);
      } catch {
        context.addIssue("not base64");
        return z.NEVER;
      }
    });
