/** DESIGN §4, Negotiation, from the first message to the ledger: request, counter, agreement; and what is taken back in between. */
import { expect, test } from "vitest";
import { sha256 } from "../../../shared/codec/hash.ts";
import { utf8 } from "../../../shared/codec/bytes.ts";
import { nobleSignatures } from "../../../shared/codec/signature.ts";
import { encodeTransaction, signTransaction, txId } from "../../../shared/ledger/identity.ts";
import type { TxOf } from "../../../shared/ledger/transactions.ts";
import { SEED_BYTES } from "../../../shared/negotiation/envelope.ts";
import { openMessage, sealMessage } from "../../../shared/negotiation/letter.ts";
import type { Proposal, Said } from "../../../shared/negotiation/message.ts";
import { agreeTo, revocationOf } from "../../../shared/negotiation/proposal.ts";
import { templateHash } from "../../../shared/words/contract.ts";
import { contractsHold, moneyHolds, positionsHold } from "../ledger/invariants.ts";
import { CHAIN, Chain, type Draft, genesis, home, type Key, keyOf } from "../ledger/market.ts";

const [alice, bob] = [keyOf("alice"), keyOf("bob")];
const box = (of: Key): Key => keyOf(`box ${of.address}`);

function proposal(chain: Chain, from: Key, to: Key, price: number): Proposal {
  const draft: Draft<"deal.agree"> = {
    kind: "deal.agree",
    counterparty: to.address,
    side: from === alice ? "sell" : "buy",
    type: "asProduced",
    carrier: "electricity",
    energy: { first: chain.slot + 4, wh: [500] },
    price,
    damages: { seller: 0, buyer: 0 },
    technology: "solar",
    template: templateHash("asProduced"),
  };
  return signTransaction(chain.body(from, draft), CHAIN, [from.secret]) as Proposal;
}

/** Says something through the ledger and reads it on the other side. */
function say(chain: Chain, from: Key, to: Key, said: Said): { readonly id: string; readonly said: Said } {
  const seed = new Uint8Array(SEED_BYTES);
  seed.set(sha256(utf8(`${chain.height} ${said.what}`)));
  const content = { chain: CHAIN, from: from.address, to: to.address, said };
  const sealed = sealMessage(content, from.secret, box(to).public, seed);
  if (!sealed.ok) throw new Error(sealed.fault);
  const mail = { kind: "mail.send", to: to.address, expires: chain.market + 3600, sealed: sealed.sealed } as const;
  const { id, result } = chain.send(from, mail);
  expect(result).toEqual({ code: 0, data: null });
  const found = chain.query("mailFor", { party: to.address, limit: 100 }).find((message) => message.id === id);
  const opened = openMessage(found?.sealed ?? "", {
    chain: CHAIN,
    from: found?.from ?? "",
    senderKeys: chain.query("party", { id: from.address })?.keys ?? [],
    to: to.address,
    secretKeys: [box(to).secret],
    check: nobleSignatures,
  });
  if (!opened.ok) throw new Error(opened.fault);
  return { id: opened.id, said: opened.content.said };
}

const proposalIn = (said: Said): Proposal => {
  if (said.what !== "request" && said.what !== "counter") throw new Error(`${said.what} carries no proposal`);
  return said.proposal;
};
const submit = (chain: Chain, tx: ReturnType<typeof agreeTo>) =>
  chain.block([{ id: txId(tx.body, CHAIN), bytes: encodeTransaction(tx) }])[0];

function revoke(chain: Chain, by: Key, taken: Proposal) {
  const { validUntil, nonce } = chain.body(by, { kind: "tx.revoke", id: "00".repeat(32), until: 0, index: 0 });
  const body: TxOf<"tx.revoke"> = revocationOf(taken, CHAIN, { validUntil, nonce });
  return chain.block([
    { id: txId(body, CHAIN), bytes: encodeTransaction(signTransaction(body, CHAIN, [by.secret])) },
  ])[0];
}

const market = () => new Chain(genesis([home("alice"), home("bob")]));

test("request, counter, revocation of the request, agreement to the counter: one contract on the ledger", () => {
  const chain = market();
  const asked = proposal(chain, alice, bob, 460_000);
  const request = say(chain, alice, bob, { what: "request", note: "", proposal: asked });
  const answer = { what: "counter", note: "A little less?", re: request.id } as const;
  const counter = say(chain, bob, alice, { ...answer, proposal: proposal(chain, bob, alice, 440_000) });
  expect(counter.said).toMatchObject({ what: "counter", re: request.id });

  // Alice takes hers back before she agrees to his, so that there cannot be two.
  expect(revoke(chain, alice, asked)).toEqual({ code: 0, data: null });
  const agreed = agreeTo(proposalIn(counter.said), CHAIN, alice.secret);
  expect(submit(chain, agreed)).toEqual({ code: 0, data: null });
  expect(submit(chain, agreeTo(proposalIn(request.said), CHAIN, bob.secret))).toEqual({
    code: 1,
    data: { rule: "tx.revoked" },
  });

  const contracts = chain.query("contractsOf", { party: bob.address, limit: 10 });
  expect(contracts).toMatchObject([
    {
      id: txId(agreed.body, CHAIN),
      terms: { seller: alice.address, buyer: bob.address, price: 440_000 },
      basis: { how: "negotiated" },
    },
  ]);
  const accepted = say(chain, alice, bob, {
    what: "accept",
    note: "",
    re: counter.id,
    agreement: txId(agreed.body, CHAIN),
  });
  expect(accepted.said).toMatchObject({ agreement: contracts[0]?.id });
  for (const check of [positionsHold, contractsHold, moneyHolds]) check(chain.state);
});

test("what was agreed to cannot be revoked any more, and a changed word is another text that nobody signed", () => {
  const chain = market();
  const asked = proposal(chain, alice, bob, 460_000);
  const cheaper = { ...asked, body: { ...asked.body, price: 300_000 } };
  expect(submit(chain, agreeTo(cheaper, CHAIN, bob.secret))).toEqual({ code: 2, data: { rule: "valid.signature" } });
  expect(submit(chain, agreeTo(asked, CHAIN, bob.secret))).toMatchObject({ code: 0 });
  expect(revoke(chain, alice, asked)).toMatchObject({ code: 1, data: { rule: "revoke.executed" } });
});
