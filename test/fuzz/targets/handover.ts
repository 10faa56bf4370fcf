/**
 * Hand-over reports after small changes of bytes or of single values: refused by name, or the genuine report; and those signed anew by their
 * installer, who cannot make the meter say what it did not sign.
 */
import { equalBytes } from "../../../shared/codec/bytes.ts";
import { canonicalText, encodeCanonical, type Json } from "../../../shared/codec/canonical.ts";
import { encodeHandover, Handover, parseHandover } from "../../../shared/commissioning/handover.ts";
import { verifyHandover } from "../../../shared/commissioning/verifyHandover.ts";
import { signedReport, wholeReport } from "../../shared/commissioning/site.ts";
import { changedValue } from "../changedValue.ts";
import { mutate, type Random } from "../mutate.ts";
import type { Target } from "./target.ts";

export function handover(): Target {
  const genuine = wholeReport();
  const bytes = encodeHandover(genuine);
  /** What the meter key signed: none of it is the installer's to change. */
  const bound = canonicalText({
    request: genuine.request,
    key: genuine.answer.key,
    meter: genuine.answer.meter,
  } as Json);

  function signedAnew(random: Random): Uint8Array {
    const parsed = Handover.safeParse(changedValue(genuine, random));
    if (!parsed.success) return bytes;
    const { certificate, signature: _, ...content } = parsed.data;
    return encodeHandover(signedReport({ ...content, claims: certificate.claims }));
  }

  function changed(random: Random): Uint8Array {
    try {
      return encodeCanonical(changedValue(genuine, random) as Json);
    } catch {
      // Nothing canonical any more: as changed bytes then.
      return mutate(bytes, random);
    }
  }

  return {
    next(random) {
      const way = random.below(8);
      return way === 0 ? signedAnew(random) : way < 4 ? mutate(bytes, random) : changed(random);
    },
    run(input) {
      const parsed = parseHandover(input);
      if (!parsed.ok) return parsed.fault.fault;
      const refused = verifyHandover(parsed.handover);
      if (refused) return refused.refusal;
      const { request, answer, signature } = parsed.handover;
      if (signature === genuine.signature && !equalBytes(input, bytes)) throw new Error("damage went unseen");
      const said = canonicalText({ request, key: answer.key, meter: answer.meter } as Json);
      if (said !== bound) throw new Error("the meter is made to say what it did not sign");
      return "accepted";
    },
  };
}
