/**
 * A transaction's fields as a scenario writes them, to the body's values: the schema of the kind says what a text stands for: an actor's
 * name, the name of an earlier transaction, a time, a slot, a quantity.
 */
import { z } from "zod";
import { toHex, utf8 } from "../../shared/codec/bytes.ts";
import { sha256 } from "../../shared/codec/hash.ts";
import type { GridParams } from "../../shared/ledger/params.ts";
import { slotOf, slotStart } from "../../shared/ledger/time.ts";
import {
  type Carrier,
  ContractKind,
  Energy,
  Hex32,
  MeterId,
  PartyId,
  PublicKey,
  Seconds,
  Slot,
  TxId,
} from "../../shared/ledger/units.ts";
import { templateHash } from "../../shared/words/contract.ts";
import { keyOf } from "./market.ts";
import { amountOf, type Clock, momentOf, quantity, ScenarioError } from "./values.ts";

export interface Names {
  /** Party id of an actor's name. */
  party(name: string): string | undefined;
  /** Id of an earlier transaction (or of the contract it made) by its name. */
  reference(name: string): string | undefined;
  readonly clock: Clock;
  grid(carrier: Carrier): GridParams;
}

/** The value of a field; throws a ScenarioError that names the field. */
export function resolve(schema: z.ZodType, value: unknown, names: Names, carrier: Carrier, path: string): unknown {
  const inner = unwrapped(schema);
  if (value === null || value === undefined) return value;
  if (inner === Energy) return energyOf(value, names, carrier, path);
  if (Array.isArray(value)) {
    const element = inner instanceof z.ZodArray ? (inner.element as z.ZodType) : inner;
    return value.map((item, i) => resolve(element, item, names, carrier, `${path}[${i}]`));
  }
  if (typeof value === "object") return objectOf(inner, value as Record<string, unknown>, names, carrier, path);
  return typeof value === "string" ? textOf(inner, value, names, carrier, path) : value;
}

function objectOf(
  schema: z.ZodType,
  value: Record<string, unknown>,
  names: Names,
  carrier: Carrier,
  path: string,
): unknown {
  const shape = shapeOf(schema, value);
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      const field = shape[name];
      if (!field) throw new ScenarioError(`${path} has no field "${name}"`);
      return [name, resolve(field, item, names, carrier, `${path}.${name}`)];
    }),
  );
}

/** Fields of an object's schema; of a union, those of the option that the object's `act` or `kind` names. */
function shapeOf(schema: z.ZodType, value: Record<string, unknown>): Record<string, z.ZodType> {
  if (schema instanceof z.ZodObject) return schema.shape as Record<string, z.ZodType>;
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const option = schema.options.find((candidate) => {
      const name = (candidate as z.ZodObject).shape[schema.def.discriminator] as z.ZodLiteral | undefined;
      return name?.value === value[schema.def.discriminator];
    });
    if (!option)
      throw new ScenarioError(`there is no ${schema.def.discriminator} "${String(value[schema.def.discriminator])}"`);
    return (option as z.ZodObject).shape as Record<string, z.ZodType>;
  }
  return {};
}

function textOf(schema: z.ZodType, text: string, names: Names, carrier: Carrier, path: string): unknown {
  const known = (what: string, value: string | undefined): string => {
    if (value === undefined) throw new ScenarioError(`${path}: there is no ${what} "${text}"`);
    return value;
  };
  if (schema === PartyId) return known("actor", names.party(text));
  if (path.endsWith(".template")) return templateHash(ContractKind.parse(text));
  if (schema === TxId && !Hex32.safeParse(text).success) {
    // Hashes of papers have the same form as ids: what is no name is hashed.
    return names.reference(text) ?? toHex(sha256(utf8(text)));
  }
  if (schema === PublicKey) return PublicKey.safeParse(text).success ? text : keyOf(text).public;
  if (schema === MeterId) return text;
  const moment = momentOf(text, names.clock);
  if (moment !== undefined) {
    if (schema === Slot) return slotAt(moment, names.grid(carrier), path);
    if (schema === Seconds) return moment;
  }
  return quantity(text) ?? text;
}

function energyOf(value: unknown, names: Names, carrier: Carrier, path: string): unknown {
  const { from, to, each, wh } = value as {
    from?: string;
    to?: string;
    each?: string | number;
    wh?: (string | number)[];
  };
  if (from === undefined) throw new ScenarioError(`${path} says no "from"`);
  const grid = names.grid(carrier);
  const first = slotAt(timeOf(from, names.clock, path), grid, path);
  if (wh) return { first, wh: wh.map(amountOf) };
  const end = to === undefined ? first + 1 : slotAt(timeOf(to, names.clock, path), grid, path);
  if (end <= first) throw new ScenarioError(`${path} ends before it begins`);
  return { first, wh: Array.from({ length: end - first }, () => amountOf(each ?? 0)) };
}

export function timeOf(text: string, clock: Clock, path: string): number {
  const moment = momentOf(text, clock);
  if (moment === undefined) throw new ScenarioError(`${path}: "${text}" is no time`);
  return moment;
}

/** The slot that begins at a moment. */
export function slotAt(moment: number, grid: GridParams, path: string): number {
  const slot = slotOf(grid, moment);
  if (slotStart(grid, slot) !== moment) throw new ScenarioError(`${path}: no slot begins then`);
  return slot;
}

function unwrapped(schema: z.ZodType): z.ZodType {
  let inner = schema;
  while (inner instanceof z.ZodNullable || inner instanceof z.ZodOptional || inner instanceof z.ZodExactOptional)
    inner = inner.unwrap() as z.ZodType;
  return inner;
}
