/** DESIGN §4, Delivery: residual allocations reach the supplier sealed, over the ledger's mail, and are held against the ledger there. */
import { expect, test } from "vitest";
import { nobleSignatures, publicKeyOf } from "../../../shared/codec/signature.ts";
import { sha256 } from "../../../shared/codec/hash.ts";
import { toHex, utf8 } from "../../../shared/codec/bytes.ts";
import { checkResidual, type Residual } from "../../../shared/ledger/history/residual.ts";
import { SEED_BYTES } from "../../../shared/negotiation/envelope.ts";
import { openMessage, sealMessage } from "../../../shared/negotiation/letter.ts";
import type { Content } from "../../../shared/negotiation/message.ts";
import { alice, bob, contract, deliver, FIRM, market, watch } from "../ledger/ends/scene.ts";
import { CHAIN, SUPPLIER } from "../ledger/market.ts";

const secret = sha256(utf8("the supplier's encryption key"));
const receiverKey = toHex(publicKeyOf(secret));
const seed = new Uint8Array(SEED_BYTES).fill(9);

/** Alice sold 550 Wh of the 1,000 that she fed in: her supplier gets the rest. */
function told() {
  const chain = market();
  const { first } = contract(chain, [600], FIRM);
  deliver(chain, first, 1000, 550);
  watch(chain, chain.market + 2400);
  const residual = chain.query("residual", { party: alice.address, carrier: "electricity", first, count: 1 });
  if (!residual) throw new Error("no residual");
  return { chain, residual };
}

function sealed(residual: Residual, from = alice) {
  const said = { what: "residual", note: "", residual } as const;
  const content: Content = { chain: CHAIN, from: from.address, to: SUPPLIER.address, said };
  const letter = sealMessage(content, from.secret, receiverKey, seed);
  if (!letter.ok) throw new Error(letter.fault);
  return letter.sealed;
}
const opened = (text: string, from = alice) =>
  openMessage(text, {
    chain: CHAIN,
    from: from.address,
    senderKeys: [from.public],
    to: SUPPLIER.address,
    secretKeys: [secret],
    check: nobleSignatures,
  });

test("sealed by the party, carried by the ledger, opened by the supplier alone, and each figure agrees with the ledger", () => {
  const { chain, residual } = told();
  const text = sealed(residual);
  expect(text).not.toContain(alice.address);
  const mail = { kind: "mail.send", to: SUPPLIER.address, expires: chain.market + 3600, sealed: text } as const;
  expect(chain.send(alice, mail).result.code).toBe(0);
  const [letter] = chain.query("mailFor", { party: SUPPLIER.address, limit: 5 });
  const got = opened(letter?.sealed ?? "");
  if (!got.ok || got.content.said.what !== "residual") throw new Error("it does not open");
  expect(got.content.said.residual).toMatchObject({ slots: [{ sold: 1000, contractedSold: 550, residualSold: 450 }] });
  expect(checkResidual(chain.state, got.content.said.residual)).toEqual([]);
  expect(openMessage(text, { ...opener(), secretKeys: [sha256(utf8("another"))] })).toMatchObject({ ok: false });
});

test("figures that the ledger does not have are found, and somebody else's residual does not open", () => {
  const { chain, residual } = told();
  const [slot] = residual.slots;
  if (!slot) throw new Error("no slot");
  const padded = { ...residual, slots: [{ ...slot, residualSold: slot.residualSold + 1 }] };
  const got = opened(sealed(padded));
  if (!got.ok || got.content.said.what !== "residual") throw new Error("it does not open");
  expect(checkResidual(chain.state, got.content.said.residual)).toMatchObject([{ fault: "figures", slot: slot.slot }]);
  expect(opened(sealed(residual, bob), bob)).toEqual({ ok: false, fault: "residualSides" });
});

const opener = () => ({
  chain: CHAIN,
  from: alice.address,
  senderKeys: [alice.public],
  to: SUPPLIER.address,
  secretKeys: [secret],
  check: nobleSignatures,
});
