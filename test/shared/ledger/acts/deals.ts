/** Random replacing, revoking, agreeing, writing, and trading in lots: also forged, late and contradictory. */
import { templateHash } from "../../../../shared/words/contract.ts";
import { decodeTransaction } from "../../../../shared/ledger/identity.ts";
import { CHAIN, type Chain, type Draft, type Key, keyOf, OPERATOR, type Sent, sell } from "../market.ts";
import type { RoomAct } from "./acts.ts";

const KEYS = ["ann", "ben", "cai", "dee"].map((label) => keyOf(label));
const TECHNOLOGY = ["solar", "solar", "battery", "battery"] as const;
const keyAt = (i: number): Key => KEYS[i % KEYS.length] ?? OPERATOR;
const keyFor = (id: string): Key => KEYS.find(({ address }) => address === id) ?? OPERATOR;
const pick = <T>(list: readonly T[], i: number): T | undefined => list[i % Math.max(1, list.length)];

function offer(chain: Chain, who: number, y: number): Draft<"offer.post"> {
  const first = chain.slot + 1 + (y % 3);
  const buys = y % 5 === 0;
  return sell(first, [((y >> 2) % 9) * 211, (y % 4) * 97], {
    side: buys ? "buy" : "sell",
    technology: buys ? "none" : (TECHNOLOGY[who % 4] ?? "none"),
    expires: first * 900 - 300 - (y % 3) * 60,
  });
}

const replace: RoomAct = (chain, x, y, z) => {
  const old = pick(chain.query("offersOf", { party: keyAt(x).address }), y);
  const by = z % 8 === 0 ? keyAt(x + 1) : keyAt(x);
  return old ? [chain.sign(by, { ...offer(chain, x, z), kind: "offer.replace", replaces: old.id })] : [];
};

/** Before its target, after it, or by somebody else. */
const revoke: RoomAct = (chain, x, y, z) => {
  const target = chain.sign(keyAt(x), offer(chain, x, y));
  const revocation = chain.sign(keyAt(z % 6 === 0 ? x + 1 : x), revoking(target));
  return z % 2 === 0 ? [revocation, target] : [target, revocation];
};

function revoking(target: Sent): Draft<"tx.revoke"> {
  const decoded = decodeTransaction(target.bytes, CHAIN);
  if (!decoded.ok) throw new Error("a target does not decode");
  const { validUntil, nonce } = decoded.tx.body;
  return { kind: "tx.revoke", id: target.id, until: validUntil, index: nonce };
}

const agree: RoomAct = (chain, x, y, z) => {
  const [one, other] = [keyAt(x), keyAt(x + 1 + (y % 3))];
  const type = z % 2 === 0 ? "firm" : "asProduced";
  const sells = z % 3 > 0;
  const draft: Draft<"deal.agree"> = {
    kind: "deal.agree",
    counterparty: other.address,
    side: sells ? "sell" : "buy",
    type,
    carrier: "electricity",
    energy: { first: chain.slot + (y % 4), wh: Array.from({ length: 1 + (z % 3) }, (_, i) => ((y >> i) % 6) * 173) },
    price: 250_000 + ((z * 7919) % 500_000),
    damages: type === "firm" ? { seller: 80_001, buyer: 60_007 } : { seller: 0, buyer: 0 },
    technology: TECHNOLOGY[KEYS.indexOf(sells ? one : other)] ?? "none",
    template: templateHash(z % 11 === 0 ? "firm" : type),
  };
  return [chain.sign(one, draft, z % 13 === 0 ? [one] : [one, other])];
};

const write: RoomAct = (chain, x, y, z) =>
  Array.from({ length: 1 + (z % 4) }, () =>
    chain.sign(keyAt(x), {
      kind: "mail.send",
      to: keyAt(x + (y % 4)).address,
      expires: chain.market + (y % 9) * 900,
      sealed: "00".repeat(1 + (z % 9)),
    }),
  );

/** Ann holds coal; the operator vouches for it. */
const issue: RoomAct = (chain, x, y) => {
  const by = y % 7 === 0 ? keyAt(x) : keyAt(0);
  const lot = {
    kind: "lot.issue",
    fuel: "coal",
    wh: 1 + ((y * 7919) % 900_000),
    certificate: "cd".repeat(32),
  } as const;
  return [chain.sign(by, lot, [by, OPERATOR])];
};

const sellLot: RoomAct = (chain, x, y, z) => {
  const lot = pick(chain.query("lotsOf", { party: keyAt(0).address, limit: 100 }), y);
  const buyer = keyAt(1 + (x % 3));
  const seller = y % 9 === 0 ? keyAt(2) : keyAt(0);
  if (!lot || seller === buyer) return [];
  const price = (z * 6131) % 900_000;
  const draft = {
    kind: "lot.sell",
    lot: lot.id,
    buyer: buyer.address,
    wh: 1 + ((z * 104_729) % 400_000),
    price,
  } as const;
  return [chain.sign(seller, draft, [seller, buyer])];
};

const deliver: RoomAct = (chain, _x, y, z) => {
  const sale = pick(chain.query("salesOf", { party: keyAt(0).address, limit: 100 }), y);
  if (!sale) return [];
  const wh = Math.floor((sale.wh * (z % 6)) / 4);
  const signers = [keyFor(sale.seller), keyFor(sale.buyer)];
  return [chain.sign(keyAt(0), { kind: "lot.deliver", sale: sale.id, wh, note: "ef".repeat(32) }, signers)];
};

export const DEAL_ACTS: readonly RoomAct[] = [replace, revoke, agree, agree, write, issue, sellLot, sellLot, deliver];
