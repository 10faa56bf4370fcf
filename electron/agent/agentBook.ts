/**
 * The agent's two files: the limits that its owner set, and every signature that it gave without asking. A signature is written down
 * before it is made, so that a crash can only make the agent believe that it has signed more than it did.
 */
import { z } from "zod";
import { Automatic, Policies, type Policy } from "../../shared/ipc/agentViews.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { Read, SealedFile } from "../records/sealedFile.ts";

export const LIMITS_FILE = "limits";
export const AUTOMATIC_FILE = "automatic";
/** The oldest go; the outbox has them all. Far more than the daily limits' day holds, one round in ten seconds. */
const KEPT = 10_000;

export const Limits = z.strictObject({ version: z.literal(1), policies: Policies });
export const Signatures = z.strictObject({ version: z.literal(1), signed: z.array(Automatic).max(KEPT) });
type File<T> = Pick<SealedFile<T>, "read" | "write">;

export interface AgentBookDeps {
  /** Of the account in use. Fault: `vault.locked`. */
  readonly limits: () => File<z.infer<typeof Limits>>;
  readonly automatic: () => File<z.infer<typeof Signatures>>;
  readonly now: () => number;
}

export class AgentBook {
  readonly #deps: AgentBookDeps;

  constructor(deps: AgentBookDeps) {
    this.#deps = deps;
  }

  /** `signed` is oldest first. */
  async read(): Promise<{
    readonly policies: readonly Policy[];
    readonly signed: readonly Automatic[];
    readonly damaged: string | null;
  }> {
    const [limits, automatic] = await Promise.all([this.#deps.limits().read(), this.#deps.automatic().read()]);
    return {
      policies: limits.is === "value" ? limits.value.policies : [],
      signed: automatic.is === "value" ? automatic.value.signed : [],
      damaged: damageIn(limits) ?? damageIn(automatic),
    };
  }

  async setPolicies(policies: readonly Policy[]): Promise<void> {
    await this.#deps.limits().write({ version: 1, policies: [...policies] }, new Date(this.#deps.now()));
  }

  /** Before it is signed. Fault: `agent.damaged` {file}: without the list nobody knows what is left of a day's limit. */
  async add(entry: Automatic): Promise<void> {
    const file = this.#deps.automatic();
    const found = await file.read();
    if (found.is === "damaged") throw new FaultError("agent.damaged", { file: found.file }, "restore");
    const before = found.is === "value" ? found.value.signed : [];
    await file.write({ version: 1, signed: [...before, entry].slice(-KEPT) }, new Date(this.#deps.now()));
  }
}

const damageIn = (found: Read<unknown>): string | null => (found.is === "damaged" ? found.file : null);
