/** Evidence that its own validators signed, sent to a node: taken once for each block, kept as it follows from the block and not as it was written. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { SqliteStore } from "../../../node/store/sqliteStore.ts";
import { KEEP_BLOCKS } from "../../../node/store/store.ts";
import { attackJson, attackOf, type SignedBlock } from "../../../shared/light/attack.ts";
import { parseAttack } from "../../../shared/light/attackCheck.ts";
import { parseLightBlock } from "../../../shared/light/parse.ts";
import type { LightBlock } from "../../../shared/light/types.ts";
import { commitFor, digest, type Signer } from "../../shared/light/chain.ts";
import { cleanUp, startNode, stopNode, temporaryFolder, untilHeight } from "../running.ts";

afterAll(cleanUp);

async function ask(
  url: string,
  method: string,
  params: object,
): Promise<{ result?: unknown; error?: { data: string } }> {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
  const answer = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body });
  return (await answer.json()) as { result?: unknown; error?: { data: string } };
}

async function blockAt(url: string, height: number): Promise<LightBlock> {
  const of = (at: number) => ({ height: String(at) });
  const { result } = await ask(url, "commit", of(height));
  const sets = await Promise.all([height, height + 1].map((at) => ask(url, "validators", of(at))));
  const parsed = parseLightBlock(
    (result as { signed_header: unknown }).signed_header,
    [sets[0]?.result],
    [sets[1]?.result],
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
  return parsed.value;
}

test("an invented block that the validators signed", async () => {
  const folder = temporaryFolder();
  const node = await startNode({ folder });
  await untilHeight(node, 9);
  const [early, common, ours] = await Promise.all([3, 4, 8].map((height) => blockAt(node.url, height)));
  if (!early || !common || !ours) throw new Error("three blocks");
  const { validators } = JSON.parse(readFileSync(join(folder, "keys.json"), "utf8")) as { validators: string[] };
  const signers = validators.map((seed): Signer => ({
    type: "ed25519",
    secret: Uint8Array.from(Buffer.from(seed, "hex")),
    power: 10,
  }));
  const header = { ...ours.header, appHash: digest("invented") };
  const invented: SignedBlock = { ...ours, header, commit: commitFor(header, signers) };
  const evidence = (from: LightBlock) => attackJson(attackOf(invented, ours, from));
  const send = async (json: unknown) => await ask(node.url, "broadcast_evidence", { evidence: json });

  // What the sender claims beside it does not follow: nothing is kept.
  const powerless = evidence(common);
  const accused = powerless.value.ByzantineValidators.map((one) => ({ ...one, voting_power: "1" }));
  const wrong = await send({ ...powerless, value: { ...powerless.value, ByzantineValidators: accused } });
  expect(wrong.error?.data).toContain("ByzantineValidators is not what follows");
  // Invented from the very height that it is invented for.
  expect((await send(evidence(ours))).error?.data).toContain("8 is not the common height");

  const padded = { ...evidence(common), note: "x".repeat(100_000) };
  expect((await send(padded)).result).toMatchObject({ hash: expect.any(String) as string });
  expect((await send(evidence(common))).error?.data).toContain("known already");
  // The same block, from every other height below it, is the same attack and takes no more room.
  expect((await send(evidence(early))).error?.data).toContain("known already");

  await stopNode(node);
  const store = new SqliteStore(join(folder, "chain.db"), { keepBlocks: KEEP_BLOCKS });
  const kept = store.evidence();
  store.close();
  expect(kept).toHaveLength(1);
  expect(kept[0]?.length).toBeLessThan(10_000);
  expect(parseAttack(JSON.parse(kept[0] ?? ""))).toMatchObject({ ok: true, claim: { commonHeight: 4 } });
});
