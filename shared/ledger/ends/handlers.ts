/** Ends of contracts and disputes: what carries out each kind. */
import { type Handlers, unbuilt } from "../handler.ts";

export const END_HANDLERS: Handlers<"contract.end" | "dispute.raise" | "dispute.withdraw" | "dispute.appeal"> = {
  "contract.end": unbuilt,
  "dispute.raise": unbuilt,
  "dispute.withdraw": unbuilt,
  "dispute.appeal": unbuilt,
};
