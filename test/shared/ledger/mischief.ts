/**
 * What goes wrong on the way to a block, or is made to go wrong, in random histories: transactions forged, replayed, late, reordered,
 * mangled and contradictory. Each is made of the acts of an honest history, whose numbers go on here.
 */
import { utf8 } from "../../../shared/codec/bytes.ts";
import { decodeTransaction, encodeTransaction, orderSignatures, txId } from "../../../shared/ledger/identity.ts";
import type { Rule } from "../../../shared/ledger/rules.ts";
import type { Transaction, TxBody } from "../../../shared/ledger/transactions.ts";
import { ROOM_ACTS } from "./acts/acts.ts";
import { type Act, FIRST_ROOM_ACT, type History, HOMES } from "./history.ts";
import { CHAIN, type Chain, FORGED, type Key, keyOf, type Sent } from "./market.ts";

export interface Mischief {
  readonly name: string;
  readonly txs: readonly Sent[];
  /**
   * Those that must not be valid, by their place in the block: because of this rule, or of whichever one finds it first. The others may
   * come out as they may.
   */
  readonly invalid?: (index: number) => Rule | "any" | undefined;
  /** Where the second of two acts begins that were done at once. */
  readonly second?: number;
}
type Wicked = (history: History, x: number, y: number, z: number) => Mischief;

export const FIRST_MISCHIEF = FIRST_ROOM_ACT + ROOM_ACTS.length;
const pick = <T>(from: readonly T[], at: number): T | undefined => from[at % Math.max(1, from.length)];
const all = (rule: Rule | "any") => () => rule;
const STRANGER = keyOf("stranger");

/** The transactions of an honest act that the numbers stand for. */
function honest(history: History, x: number, y: number, z: number): readonly Sent[] {
  const act: Act = [(x * 7 + y) % FIRST_MISCHIEF, x, y, z];
  return history.transactions(act);
}

const opened = ({ bytes }: Sent): Transaction => {
  const decoded = decodeTransaction(bytes, CHAIN);
  if (!decoded.ok) throw new Error("a transaction of an honest act does not decode");
  return decoded.tx;
};
const changed = (sent: Sent, change: (tx: Transaction) => Transaction): Sent => {
  const tx = change(opened(sent));
  return { id: txId(tx.body, CHAIN), bytes: encodeTransaction(tx) };
};

/** Of those that a block took in, done or refused: up to three, the latest first or from long ago. */
const replayed: Wicked = ({ executed }, x, y, z) => {
  const from = z % 2 === 0 ? executed.slice(-8) : executed;
  const txs = Array.from({ length: 1 + (x % 3) }, (_, i) => pick(from, y + i)).filter((sent) => sent !== undefined);
  return { name: "replayed", txs, invalid: all("valid.nonce") };
};

/** The same transactions with other signatures over them: the id is the same, so they count no second time. */
const signedAnew: Wicked = (history, x, y, z) => {
  const { txs, invalid } = replayed(history, x, y, z);
  const other = (tx: Transaction): Transaction => ({
    ...tx,
    signatures: tx.signatures.map(({ key }) => ({ key, signature: "11".repeat(64) })),
  });
  return { name: "signed anew", txs: txs.map((sent) => changed(sent, other)), ...(invalid && { invalid }) };
};

/** Each of them twice in one block. */
const twice: Wicked = (history, x, y, z) => {
  const txs = honest(history, x, y, z);
  return {
    name: "twice",
    txs: [...txs, ...txs],
    invalid: (index) => (index < txs.length ? undefined : "any"),
  };
};

/** One of its signatures is none. */
const forged: Wicked = (history, x, y, z) => {
  const forge = (tx: Transaction): Transaction => ({
    ...tx,
    signatures: tx.signatures.map((signed, i) =>
      i === z % tx.signatures.length ? { ...signed, signature: FORGED } : signed,
    ),
  });
  return { name: "forged", txs: honest(history, x, y, z).map((sent) => changed(sent, forge)), invalid: all("any") };
};

/** A stranger signs in the place of one of those who should. */
const usurped: Wicked = (history, x, y, z) => {
  const usurp = (tx: Transaction): Transaction => ({
    ...tx,
    signatures: orderSignatures(
      tx.signatures.map((signed, i) => (i === z % tx.signatures.length ? { ...signed, key: STRANGER.public } : signed)),
    ),
  });
  return { name: "usurped", txs: honest(history, x, y, z).map((sent) => changed(sent, usurp)), invalid: all("any") };
};

const dated = (txs: readonly Sent[], until: (body: TxBody) => number): readonly Sent[] =>
  txs.map((sent) => changed(sent, (tx) => ({ ...tx, body: { ...tx.body, validUntil: until(tx.body) } })));
const now = ({ time }: Chain): number => Math.floor(time / 1000);

/** Valid until a second that is over when the block comes, two seconds from now. */
const late: Wicked = (history, x, y, z) => ({
  name: "late",
  txs: dated(honest(history, x, y, z), () => now(history.chain) + 2 - (z % 3)),
  invalid: all("valid.expired"),
});

/** Valid for longer than a ledger remembers nonces. */
const early: Wicked = (history, x, y, z) => ({
  name: "too far ahead",
  txs: dated(honest(history, x, y, z), () => now(history.chain) + 36 * 86_400 + (z % 9)),
  invalid: all("valid.tooFar"),
});

/** Bytes that are no canonical transaction any more. */
const mangled: Wicked = (history, x, y, z) => {
  const mangle = ({ id, bytes }: Sent): Sent => {
    const text = new TextDecoder().decode(bytes);
    const texts = [
      text.slice(0, y % text.length),
      ` ${text}`,
      `${text}\n`,
      text.replace('"nonce":', '"nonce":0'),
      text.replace('{"body":', '{"body":{},"body":'),
      text.replace('"nonce":', '"more":1,"nonce":'),
      text.replace(/"validUntil":(\d+)/, '"validUntil":$1.5'),
    ];
    return { id, bytes: utf8(pick(texts, z) ?? "") };
  };
  return { name: "mangled", txs: honest(history, x, y, z).map(mangle), invalid: all("valid.decodable") };
};

/** Signed now, and kept by whoever should pass them on. */
const heldBack: Wicked = (history, x, y, z) => {
  const more = [honest(history, x, y, z), honest(history, x + 1, y * 5 + 3, z), honest(history, x + 2, y * 7 + 1, z)];
  history.heldBack = [...history.heldBack, ...more.flat()];
  return { name: "held back", txs: [] };
};

/** What was kept comes, the last first, blocks after its time. */
const reordered: Wicked = (history) => {
  const txs = history.heldBack.toReversed();
  history.heldBack = [];
  return { name: "delayed and reversed", txs };
};

/** Two acts in one block. */
const atOnce: Wicked = (history, x, y, z) => {
  const first = honest(history, x, y, z);
  const other = honest(history, x + 1 + (z % 3), y * 3 + 1, z + y);
  return { name: "two at once", txs: [...first, ...other], second: first.length };
};

/** Two homes at once, each with an act of its own: mostly nothing that has to do with the other's. */
const sideBySide: Wicked = (history, x, y, z) => {
  // Offers, acceptances, cancellations, replacements, agreements, letters, orders.
  const own = (of: number): number => pick([0, 3, 6, 13, 15, 17, 22], of) ?? 0;
  const first = history.transactions([own(y), x, y, z]);
  const other = history.transactions([own(z), x + 1, z, y]);
  return { name: "side by side", txs: [...first, ...other], second: first.length };
};

/** One offer accepted by two, cancelled by its owner and accepted again, in one block, in any order. */
const contradictory: Wicked = ({ chain }, x, y, z) => {
  const homes = HOMES.map(keyOf);
  const live = homes
    .flatMap(({ address }) => chain.query("offersOf", { party: address }))
    .filter(({ status }) => status === "live");
  const offer = pick(live, y);
  const owner = homes.find(({ address }) => address === offer?.party);
  if (!offer || !owner) return { name: "contradictory", txs: [] };
  const { first, wh } = offer.left;
  const accept = (key: Key, share: number): Sent =>
    chain.sign(key, {
      kind: "offer.accept",
      offer: offer.id,
      energy: { first, wh: wh.map((left) => Math.floor((left * share) / 4)) },
    });
  const others = homes.filter((key) => key !== owner);
  const txs = [
    chain.sign(owner, { kind: "offer.cancel", offer: offer.id }),
    ...others.map((key, i) => accept(key, 4 - ((z >> i) % 3))),
  ];
  const turn = x % txs.length;
  return { name: "contradictory", txs: [...txs.slice(turn), ...txs.slice(0, turn)] };
};

const WICKED: readonly Wicked[] = [
  replayed,
  signedAnew,
  twice,
  forged,
  usurped,
  late,
  early,
  mangled,
  heldBack,
  reordered,
  reordered,
  atOnce,
  atOnce,
  sideBySide,
  sideBySide,
  contradictory,
];
export const MISCHIEFS = WICKED.length;

/** The block of an act, honest or not. */
export function blockOf(history: History, act: Act): Mischief {
  const [what, x, y, z] = act;
  return WICKED[what - FIRST_MISCHIEF]?.(history, x, y, z) ?? { name: "honest", txs: history.transactions(act) };
}
