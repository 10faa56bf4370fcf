/**
 * BIP32 vectors in the shapes that they are published in: a seed with its chains, a flat list of seed and path, or a master with children.
 * Members are known by several names; what stands beside them (addresses, refused inputs of other libraries' functions) is not read.
 */
import { z } from "zod";

export interface KeyVector {
  readonly seed: string;
  /** As BIP32 writes it, hardened steps with an apostrophe. */
  readonly path: string;
  readonly xpub: string | undefined;
  readonly xprv: string | undefined;
}

const hex = z.string().regex(/^(?:[0-9a-fA-F]{2})+$/);
const Key = z.looseObject({
  path: z.string().optional(),
  chain: z.string().optional(),
  xpub: z.string().optional(),
  pub: z.string().optional(),
  public: z.string().optional(),
  base58: z.string().optional(),
  xprv: z.string().optional(),
  prv: z.string().optional(),
  priv: z.string().optional(),
  private: z.string().optional(),
  base58Priv: z.string().optional(),
});
type Key = z.infer<typeof Key>;
const Chains = z.looseObject({ seed: hex, chains: z.array(Key).min(1) });
const Family = z.looseObject({ master: z.looseObject({ ...Key.shape, seed: hex }), children: z.array(Key) });
const Flat = z.looseObject({ ...Key.shape, seed: hex, path: z.string() });
const Entries = z.array(z.looseObject({})).min(1);
const Named = z.union([z.looseObject({ valid: Entries }), z.looseObject({ vectors: Entries })]);

export interface KeyVectors {
  readonly keys: readonly KeyVector[];
  /** Entries that are left out: without a seed, or with another coin's version before the keys. */
  readonly left: number;
}

/** Undefined for what has none of the shapes, or no extended key of the main network in it. */
export function keyVectorsOf(json: unknown): KeyVectors | undefined {
  const named = Named.safeParse(json);
  const list = named.success ? ("valid" in named.data ? named.data.valid : named.data.vectors) : json;
  const entries = Entries.safeParse(list);
  if (!entries.success) return undefined;
  const found = entries.data.map(vectorsIn);
  const keys = found.filter((of) => of.every(isOurs)).flat();
  return keys.length === 0 ? undefined : { keys, left: found.filter((of) => !of.every(isOurs) || of.length === 0).length };
}

/** Other coins write the same keys with another version before them. */
const isOurs = ({ xpub, xprv }: KeyVector): boolean =>
  xpub?.startsWith("xpub") === true || xprv?.startsWith("xprv") === true;

function vectorsIn(entry: unknown): readonly KeyVector[] {
  const chains = Chains.safeParse(entry);
  if (chains.success) return chains.data.chains.map((key) => vectorOf(chains.data.seed, key));
  const family = Family.safeParse(entry);
  if (family.success) {
    const { master, children } = family.data;
    return [{ ...master, path: "m" }, ...children].map((key) => vectorOf(master.seed, key));
  }
  const flat = Flat.safeParse(entry);
  return flat.success ? [vectorOf(flat.data.seed, flat.data)] : [];
}

const vectorOf = (seed: string, key: Key): KeyVector => ({
  seed: seed.toLowerCase(),
  path: (key.path ?? key.chain ?? "m").replaceAll(/[hH]/g, "'"),
  xpub: key.xpub ?? key.pub ?? key.public ?? key.base58,
  xprv: key.xprv ?? key.prv ?? key.priv ?? key.private ?? key.base58Priv,
});
