/** What the methods of commissioning do: the installer's jobs, the owner's test reading, hand-overs. */
import { bytesBrought } from "../../shared/commissioning/brought.ts";
import type { COMMISSIONING } from "../../shared/ipc/commissioningViews.ts";
import type { Input, Output } from "../../shared/ipc/contract.ts";
import type { Remote } from "../../shared/link/link.ts";
import { broughtFault } from "../commissioning/broughtFault.ts";
import type { JobsDesk } from "../commissioning/jobsDesk.ts";
import type { ReadingDesk } from "../commissioning/readingDesk.ts";
import type { LocalPort } from "../local/port.ts";
import type { WalletHandlers } from "./door.ts";

export interface CommissioningBehind {
  readonly jobs: JobsDesk;
  readonly readingDesk: ReadingDesk;
  readonly local: () => Promise<Remote<LocalPort>>;
  /** One system dialog at a time. */
  readonly oneDialog: <T>(ask: () => Promise<T>) => Promise<T>;
  readonly held: (input: Input<"handover.held">) => Promise<Output<"handover.held">>;
}

export function commissioningHandlers({
  jobs,
  readingDesk,
  local,
  oneDialog,
  held,
}: CommissioningBehind): Pick<WalletHandlers, keyof typeof COMMISSIONING> {
  return {
    "jobs.list": () => jobs.list(),
    "jobs.get": ({ id }) => jobs.get(id),
    "jobs.start": ({ name }) => jobs.start(name),
    "jobs.act": (input) => jobs.act(input),
    "jobs.compare": (input) => jobs.compare(input),
    "jobs.request": (input) => jobs.request(input),
    "jobs.answer": (input) => (input.text === null ? oneDialog(() => jobs.answer(input)) : jobs.answer(input)),
    "jobs.photo": (input) => oneDialog(() => jobs.photo(input)),
    "jobs.carry": (input) => (input.as === "file" ? oneDialog(() => jobs.carry(input)) : jobs.carry(input)),
    "jobs.remove": async ({ id }) => {
      await jobs.remove(id);
      return {};
    },
    "sign.handover": ({ id }) => jobs.report(id),
    "sign.reading": ({ text }) => readingDesk.answer(text),
    "handover.read": async ({ text }) => {
      const bytes = bytesBrought(text);
      if (!bytes.ok) throw broughtFault(bytes.fault);
      return (await local()).checkProof("", bytes.value);
    },
    "handover.held": held,
  };
}
