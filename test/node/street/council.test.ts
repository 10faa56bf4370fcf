/** A person in a regulator's office: the others give something to decide, wait for the person's vote, and answer what the person proposes. */
import { expect, test } from "vitest";
import { signTransaction, encodeTransaction, txId } from "../../../shared/ledger/identity.ts";
import type { TxBody } from "../../../shared/ledger/transactions.ts";
import { demoKey } from "../../../node/demo/keys.ts";
import { playedBy } from "../../../node/demo/offices.ts";
import { startStreet } from "../../../node/street/street.ts";
import { chainInMemory, TEST_KEYS } from "./chainInMemory.ts";

test(
  "contracts are held, released by the person's vote, and the person's proposals carried",
  { timeout: 60_000 },
  () => {
    const chain = chainInMemory({ rate: 120, seed: 3 });
    const street = startStreet(chain.host, { seed: 3, keys: TEST_KEYS, played: "regulator" });
    const me = demoKey(TEST_KEYS, playedBy("regulator"), "account");
    const mine = () => chain.included.filter(({ body }) => body.sender === me.id);
    let nonce = 900;
    const send = (plain: object): string => {
      const validUntil = chain.genesisTime + 3 * 86_400;
      const body = { sender: me.id, validUntil, nonce: nonce++, ...plain } as TxBody;
      expect(
        chain.host.submit(encodeTransaction(signTransaction(body, chain.host.chainId, [me.secret]))),
      ).toBeUndefined();
      return txId(body, chain.host.chainId);
    };
    const open = () =>
      chain.host
        .query("decisions", { status: "open", limit: 20 })
        .filter(({ signed }) => signed.body.decide.act === "contract.release");
    const waiting = () =>
      open().find(({ id }) => {
        const tally = chain.host.query("decision", { id })?.tally;
        return tally !== undefined && tally !== null && tally.yes === tally.needed - 1;
      });
    chain.until("a release that waits for one vote", () => waiting() !== undefined, 86_400);
    expect(mine()).toEqual([]);
    const decision = waiting();
    if (!decision) throw new Error("it just waited");
    send({ kind: "decision.vote", decision: decision.id, approve: true, reason: "agreed" });
    chain.until(
      "the release",
      () => chain.host.query("decision", { id: decision.id })?.decision.state !== "open",
      3600,
    );
    expect(chain.host.query("decision", { id: decision.id })?.decision.state).toBe("effective");

    const party = demoKey(TEST_KEYS, "bakery", "account").id;
    const proposal = send({ kind: "decision.propose", decide: { act: "watch.set", party, on: true }, reason: "new" });
    chain.until("the others' votes", () => chain.host.query("watched", { limit: 10 }).includes(party), 3600);
    expect(chain.host.query("decision", { id: proposal })?.ballots.length).toBe(3);
    expect(mine()).toHaveLength(2);
    street.stop();
  },
);
