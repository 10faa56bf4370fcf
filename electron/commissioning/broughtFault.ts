/** Why a text or file that somebody brought was not taken, as a fault of the door. */
import type { BroughtFault } from "../../shared/commissioning/brought.ts";
import { FaultError } from "../../shared/ipc/fault.ts";

export function broughtFault(fault: BroughtFault): FaultError {
  switch (fault.fault) {
    case "codec":
      return new FaultError("brought.codec", { problem: fault.codec.fault }, "correct");
    case "codes":
      return new FaultError("brought.codes", { line: fault.line }, "correct");
    case "codesMissing":
      return new FaultError("brought.codesMissing", { of: fault.of, places: fault.places.join(", ") }, "correct");
    case "notThis":
      return new FaultError("brought.notThis", {}, "correct");
    case "shape":
      return new FaultError("brought.shape", { path: fault.path }, "correct");
  }
}
