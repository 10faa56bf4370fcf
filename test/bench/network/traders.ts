/** A chain with many traders, whose signed offers are what a loaded network carries: some 600 bytes each, all of them valid. */
import { createRequire } from "node:module";
import { createHash } from "node:crypto";
import { addressOf } from "../../../shared/codec/address.ts";
import { fromHex, toHex } from "../../../shared/codec/bytes.ts";
import { encodeCanonical, type Json } from "../../../shared/codec/canonical.ts";
import { publicKeyOf } from "../../../shared/codec/signature.ts";
import { digestOf } from "../../../shared/ledger/identity.ts";
import type { Genesis, GenesisParty } from "../../../shared/ledger/params.ts";
import { TxBody } from "../../../shared/ledger/transactions.ts";
import { demoGenesis } from "../../../node/demo/genesis.ts";
import { demoKey } from "../../../node/demo/keys.ts";
import { UTILITY } from "../../../node/street/residents.ts";

const keys = { master: new Uint8Array(32).fill(7) };
/** Signing in pure JavaScript would take longer than what is measured. */
const { ecdsaSign } = createRequire(import.meta.url)("secp256k1/bindings") as {
  ecdsaSign(this: void, digest: Uint8Array, secret: Uint8Array): { readonly signature: Uint8Array };
};

interface Trader {
  readonly id: string;
  readonly key: string;
  readonly secret: Uint8Array;
}

export interface Traders {
  readonly genesis: Genesis;
  /** The nth offer of any trader; each once. */
  offer(n: number): Uint8Array;
}

/** @param genesisTime seconds */
export function tradersOf(chainId: string, genesisTime: number, count: number): Traders {
  const { genesis } = demoGenesis({ chainId, genesisTime, rate: 15, seed: 1, keys });
  const zone = genesis.zones[0]?.id ?? "";
  const supplier = demoKey(keys, UTILITY.who, "account").id;
  const traders = Array.from({ length: count }, (_, n) => traderAt(n));
  const wide = genesis.limits.map((entry) => ({
    ...entry,
    limits: { ...entry.limits, deliverable: 1_000_000_000, demand: 1_000_000_000 },
  }));
  const first = Math.floor(genesis.params.clock.origin / 900) + 100;
  return {
    genesis: { ...genesis, limits: wide, parties: [...genesis.parties, ...traders.map((each, n) => party(each, n))] },
    offer(n) {
      const trader = traders[n % count] as Trader;
      const slot = first + ((n * 7) % 300);
      const body = TxBody.parse({
        kind: "offer.post",
        sender: trader.id,
        validUntil: genesisTime + 86_400,
        nonce: Math.floor(n / count),
        side: "buy",
        type: "asProduced",
        carrier: "electricity",
        zone,
        energy: { first: slot, wh: [5, 5, 5, 5] },
        price: 400_000,
        minimum: 1,
        damages: { seller: 0, buyer: 0 },
        technology: "none",
        expires: slot * 900 - 900,
      });
      const { signature } = ecdsaSign(digestOf(body, chainId), trader.secret);
      const signatures = [{ key: trader.key, signature: toHex(signature) }];
      return encodeCanonical({ body, signatures } as unknown as Json);
    },
  };

  function party({ id, key }: Trader, n: number): GenesisParty {
    return {
      id,
      key,
      roles: ["prosumer"],
      zone,
      carriers: ["electricity"],
      importW: 10_000_000,
      exportW: 0,
      technology: "none",
      supplier,
      point: toHex(createHash("sha256").update(`point ${n}`).digest()),
      meter: { id: `load-${n}`, key, class: "demo" },
    };
  }
}

function traderAt(n: number): Trader {
  const secret = new Uint8Array(createHash("sha256").update(`trader ${n}`).digest());
  const key = toHex(publicKeyOf(secret));
  return { id: addressOf(fromHex(key)), key, secret };
}
