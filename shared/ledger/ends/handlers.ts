/** Ends of contracts and disputes: what carries out each kind. */
import type { Handlers } from "../handler.ts";
import { appeal, raise, withdraw } from "./disputes.ts";
import { end } from "./endContract.ts";

export const END_HANDLERS: Handlers<"contract.end" | "dispute.raise" | "dispute.withdraw" | "dispute.appeal"> = {
  "contract.end": end,
  "dispute.raise": raise,
  "dispute.withdraw": (context, { body }) => withdraw(context, body),
  "dispute.appeal": (context, { body }) => appeal(context, body),
};
