/**
 * What was said in negotiations, for their owner alone: one row per thread, sealed as notes are (electron/store/sealed.ts). Messages on the ledger are
 * sealed to their receiver and leave it when they expire; this is the copy that stays readable here.
 */
import { z } from "zod";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { Remote } from "../../shared/link/link.ts";
import type { LocalPort } from "../local/port.ts";
import type { PrivateKind, Sealed } from "../store/sealed.ts";

const Message = z.strictObject({
  from: z.enum(["me", "other"]),
  /** Transaction that carried it, hex. */
  id: z.string(),
  /** Ms. */
  at: z.number().int(),
  text: z.string(),
});
export type NegotiationMessage = z.infer<typeof Message>;
const Thread = z.strictObject({ other: z.string(), messages: z.array(Message) });
export interface NegotiationThread extends z.infer<typeof Thread> {
  readonly id: string;
}

export interface NegotiationTexts {
  /** Once per transaction, in the order of `at`; durable when it resolves. Faults: "vault.locked", those of Sealed.put. */
  add(thread: string, other: string, message: NegotiationMessage): Promise<void>;
  /** Undefined where nothing was said. Faults: "vault.locked", "private.damaged". */
  read(thread: string): Promise<NegotiationThread | undefined>;
  /** In the order of their ids; those that do not open are left out. */
  list(): Promise<readonly NegotiationThread[]>;
  remove(thread: string): Promise<void>;
}

const KIND: PrivateKind = "negotiation";

/** The main process's way to them, through the worker. */
export function negotiationTexts(local: () => Promise<Remote<LocalPort>>): NegotiationTexts {
  return textsOver({
    put: async (id, value) => await (await local()).putPrivate(KIND, id, value),
    get: async (id) => await (await local()).onePrivate(KIND, id),
    list: async () => (await (await local()).privateOf(KIND)).entries,
    remove: async (id) => await (await local()).removePrivate(KIND, id),
  });
}

interface Rows {
  put(id: string, value: Parameters<Sealed["put"]>[2]): Promise<void>;
  /** Null where there is none. */
  get(id: string): Promise<unknown>;
  list(): Promise<readonly { readonly id: string; readonly value: unknown }[]>;
  remove(id: string): Promise<void>;
}

function textsOver(rows: Rows): NegotiationTexts {
  const read = async (id: string): Promise<NegotiationThread | undefined> => {
    const value = await rows.get(id);
    if (value === null) return undefined;
    const thread = Thread.safeParse(value);
    if (!thread.success) throw new FaultError("private.damaged", {}, "restore");
    return { id, ...thread.data };
  };
  return {
    read,
    async add(id, other, message) {
      const messages = (await read(id))?.messages ?? [];
      if (messages.some((one) => one.id === message.id)) return;
      await rows.put(id, { other, messages: [...messages, message].toSorted((a, b) => a.at - b.at) });
    },
    async list() {
      return (await rows.list()).flatMap(({ id, value }) => {
        const thread = Thread.safeParse(value);
        return thread.success ? [{ id, ...thread.data }] : [];
      });
    },
    remove: (id) => rows.remove(id),
  };
}
