/** Moving house (DESIGN §4, Registration): the owner names who registers next at its connection point, and may think better of it. */
import type { Reader } from "../../state/reader.ts";
import { type Context, stamp } from "../context.ts";
import { knownParty } from "../contracts.ts";
import { KEY } from "../keys.ts";
import { next, PARTY_MACHINE } from "../machines.ts";
import type { Evidence, PartyRecord, Refusal } from "../records.ts";
import { holds, refusalOf } from "../rules.ts";
import { load, save } from "../stored.ts";
import type { TxOf } from "../transactions.ts";
import type { MoveRecord } from "./records.ts";
import { withdraw } from "./withdrawal.ts";

/** The owner's word on who comes next; its latest counts. A successor that waits for the regulators is withdrawn: it signed for another word. */
export function move(context: Context, signed: Evidence<TxOf<"party.move">>): Refusal | undefined {
  const { state } = context;
  const { sender, to } = signed.body;
  const party = knownParty(context, sender);
  const successor = load.party(state, to);
  const refusal = refusalOf([
    holds("move.active", next(PARTY_MACHINE, party.status, "leave") !== undefined),
    holds("move.point", party.point !== null && party.meter !== null),
    // Who comes registers anew; naming oneself means to stay.
    holds(
      "move.successor",
      to === sender ||
        successor === undefined ||
        successor.status === "refused" ||
        (successor.status === "pending" && successor.point === party.point),
    ),
  ]);
  if (refusal || party.point === null) return refusal;
  dropMove(context, party.point);
  if (to === sender) return undefined;
  save(state, KEY.move(party.point), { signed, registration: null, at: stamp(context) } satisfies MoveRecord);
  return undefined;
}

export function moveAt(reader: Reader, point: string): MoveRecord | undefined {
  return reader.get(KEY.move(point)) as unknown as MoveRecord | undefined;
}

/** The party that hands its connection point over to `successor`, if it said so. */
export function moverFor(reader: Reader, point: string, successor: string): PartyRecord | undefined {
  const record = moveAt(reader, point);
  return record?.signed.body.to === successor ? load.party(reader, record.signed.body.sender) : undefined;
}

/** The successor that waits for the regulators at a point whose owner named it. */
export function successorAt(reader: Reader, point: string): PartyRecord | undefined {
  const record = moveAt(reader, point);
  const successor = record?.registration && load.party(reader, record.signed.body.to);
  return successor && successor.status === "pending" && successor.point === point ? successor : undefined;
}

/** Nobody is named any more; a successor that waits is withdrawn. */
export function dropMove(context: Context, point: string | null): void {
  if (point === null) return;
  const successor = successorAt(context.state, point);
  if (successor) withdraw(context, successor);
  context.state.delete(KEY.move(point));
}
