/** Signed entries sent by somebody without their keys, over the real node: each outcome proved, told in both languages, and carried back. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { endByProof } from "../../../electron/local/carrying.ts";
import { send } from "../../../node/send/main.ts";
import { Complaint } from "../../../node/command/complaint.ts";
import type { Lang } from "../../../shared/words/format.ts";
import { framesOf } from "../../../shared/outbox/frames.ts";
import { encodeOutbox } from "../../../shared/outbox/outboxFile.ts";
import { checkBundle } from "../../../shared/proof/checkBundle.ts";
import {
  clean,
  type Desk,
  desk,
  ended,
  kept,
  node,
  OFFER,
  registration,
  withNode,
} from "../../electron/outbox/desk.ts";
import { listAt, objectAt, some } from "../../electron/sync/loose.ts";
import { proxyTo, type Tamper, until } from "../../electron/sync/world.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";

withNode();

interface Ran {
  readonly code: number;
  readonly told: string;
}
async function run(args: readonly string[], lang: Lang = "en"): Promise<Ran> {
  const lines: string[] = [];
  const print = (line: string): void => void lines.push(line);
  const code = await send(args, lang, { now: Date.now, print, pauseMs: 200 });
  return { code, told: lines.join("\n") };
}

interface Place {
  readonly d: Desk;
  readonly folder: string;
  readonly network: string;
  readonly write: (name: string, entries: readonly Uint8Array[]) => string;
}
/** A registered account whose own wallet sends nothing any more. */
async function place(nodes?: readonly string[]): Promise<Place & { readonly registered: Uint8Array }> {
  const d = await desk();
  const item = d.outbox.keep(await registration(d), Date.now());
  d.sender.wake();
  const { bytes } = await ended(d, item.id);
  await d.sender.stop();
  const folder = temporaryFolder();
  const network = join(folder, "network.json");
  writeFileSync(network, JSON.stringify({ ...node.network, ...(nodes && { nodes }) }));
  return {
    d,
    folder,
    network,
    registered: bytes,
    write(name, entries) {
      const path = join(folder, name);
      writeFileSync(path, encodeOutbox(node.network.chainId, entries));
      return path;
    },
  };
}
/** What the wallet that signed makes of a file of answers. */
async function carriedBack(d: Desk, path: string): Promise<number> {
  const { chainId, anchor, trustingPeriod } = node.network;
  const verdict = await checkBundle(Uint8Array.from(readFileSync(path)), {
    anchors: [{ chainId, ...anchor, trustingPeriod }],
    now: Date.now(),
    allowSimulated: true,
  });
  return endByProof(d, verdict);
}

test("refused and lapsed are proved, carried back, and end the wallet's own entries", { timeout: 60_000 }, async () => {
  const { d, network, folder, write } = await place();
  const refused = kept(d, OFFER, 600, 1);
  const lapsed = kept(d, { kind: "offer.cancel", offer: "ab".repeat(32) }, 1, 2);
  await until(() => some(d.world.sync.newest()).header.time.seconds > lapsed.validUntil);
  const file = write("out.watt", [refused.bytes, lapsed.bytes]);
  const answers = join(folder, "answers.watt");
  const ran = await run([file, "--network", network, "--answers", answers, "--wait", "20"]);
  expect(ran.code).toBe(1);
  expect(ran.told).toMatch(/Refused, proved at block \d/);
  expect(ran.told).toMatch(/Lapsed: its number is proved unused/);
  expect(await carriedBack(d, answers)).toBe(2);
  expect(d.outbox.get(refused.id)).toMatchObject({
    state: "refused",
    refusal: { rule: expect.stringMatching(/\./) as string },
  });
  expect(d.outbox.get(lapsed.id)).toMatchObject({ state: "expired" });
  // Opened again it changes nothing.
  expect(await carriedBack(d, answers)).toBe(0);
  const chinese = await run([file, "--network", network, "--only-look"], "zh");
  expect(chinese.told).toMatch(/被拒绝，区块 \d+ 可证明/);
});

test("what is on the ledger already is found, and nothing is sent twice", { timeout: 60_000 }, async () => {
  const sent: string[] = [];
  const proxy = await proxyTo(node.node.url, (call, answer) => {
    sent.push(call.method);
    return answer();
  });
  clean.push(() => proxy.stop());
  const { network, registered, write } = await place([proxy.url]);
  const ran = await run([write("out.watt", [registered]), "--network", network]);
  expect(ran).toMatchObject({ code: 0, told: expect.stringMatching(/On the ledger, proved at block \d/) as string });
  expect(sent).not.toContain("broadcast_tx_sync");
});

test("an answer file with one bit changed ends nothing", { timeout: 60_000 }, async () => {
  const { d, network, folder, write } = await place();
  const item = kept(d, OFFER, 600, 1);
  const answers = join(folder, "answers.watt");
  await run([write("out.watt", [item.bytes]), "--network", network, "--answers", answers, "--wait", "20"]);
  const bytes = readFileSync(answers);
  const at = bytes.indexOf('"result":{') + 30;
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  writeFileSync(answers, bytes);
  expect(await carriedBack(d, answers)).toBe(0);
  expect(some(d.outbox.get(item.id)).state).toBe("signed");
});

const forgetting: Tamper = (call, answer) =>
  call.method === "broadcast_tx_sync"
    ? { jsonrpc: "2.0", id: call.id, result: { code: 0, data: "", log: "", hash: "" } }
    : answer();
test(
  "a node that takes and forgets: its word is told as that, with no file of proofs",
  { timeout: 60_000 },
  async () => {
    const proxy = await proxyTo(node.node.url, forgetting);
    clean.push(() => proxy.stop());
    const { d, folder, network, write } = await place([proxy.url]);
    const answers = join(folder, "answers.watt");
    const file = write("out.watt", [kept(d, OFFER, 600, 1).bytes]);
    const ran = await run([file, "--network", network, "--answers", answers, "--wait", "1"]);
    expect(ran.code).toBe(3);
    expect(ran.told).toContain("1 node says that it took it, which proves nothing");
    expect(existsSync(answers)).toBe(false);
  },
);

test("a node that lies about a result is refused", { timeout: 60_000 }, async () => {
  const proxy = await proxyTo(node.node.url, async (call, answer) => {
    const json = await answer();
    if (call.method === "block_results") for (const one of listAt(json, "result", "txs_results")) one["code"] = 1;
    return json;
  });
  clean.push(() => proxy.stop());
  const { network, registered, write } = await place([proxy.url]);
  const ran = await run([write("out.watt", [registered]), "--network", network, "--wait", "0"]);
  expect(ran).toMatchObject({ code: 1, told: expect.stringContaining("tx.results") as string });
});

test("a node that hides it does not keep an honest one from proving it", { timeout: 60_000 }, async () => {
  const hiding: Tamper = async (call, answer) => {
    const json = await answer();
    if (call.method !== "tx") return json;
    objectAt(json, "result");
    return { jsonrpc: "2.0", id: call.id, error: { code: -32_603, message: "" } };
  };
  const proxy = await proxyTo(node.node.url, hiding);
  clean.push(() => proxy.stop());
  const { network, registered, write } = await place([proxy.url, node.node.url]);
  expect((await run([write("out.watt", [registered]), "--network", network, "--wait", "0"])).code).toBe(0);
});

test("what builds on a refused entry is not sent", { timeout: 60_000 }, async () => {
  const { d, network, write } = await place();
  const offer = kept(d, OFFER, 600, 1);
  const cancel = kept(d, { kind: "offer.cancel", offer: offer.id }, 600, 2);
  const ran = await run([write("out.watt", [offer.bytes, cancel.bytes]), "--network", network, "--wait", "20"]);
  expect(ran.code).toBe(1);
  expect(ran.told).toContain("which never reached the ledger");
});

test("a node and an anchor do instead of a network file", { timeout: 60_000 }, async () => {
  const { registered, write } = await place();
  const { height, hash } = node.network.anchor;
  const args = ["--node", node.node.url, "--anchor", `${height}:${hash}`];
  expect((await run([write("out.watt", [registered]), ...args])).code).toBe(0);
});

test("codes as a reader wrote them, and what is missing of them", { timeout: 60_000 }, async () => {
  const { d, folder, network } = await place();
  const entries = [1, 2, 3].map((nonce) => kept(d, OFFER, 600, nonce).bytes);
  const frames = framesOf(encodeOutbox(node.network.chainId, entries));
  const path = join(folder, "codes.txt");
  writeFileSync(path, frames.toReversed().join("\n"));
  const looked = await run([path, "--network", network, "--only-look"]);
  expect(looked).toMatchObject({ code: 3, told: expect.stringContaining("Nothing is proved yet") as string });
  writeFileSync(path, frames.slice(1).join("\n"));
  expect(await run([path, "--network", network])).toMatchObject({
    code: 1,
    told: expect.stringContaining(`lacks codes 1 of ${frames.length}`) as string,
  });
});

test("each wrong argument is named; a changed file is refused", async () => {
  const folder = temporaryFolder();
  const out = join(folder, "out.watt");
  writeFileSync(out, "{}");
  expect(await run([out, "--network", out])).toMatchObject({
    code: 1,
    told: expect.stringContaining("no file of signed") as string,
  });
  const complaints: [string[], RegExp][] = [
    [[], /Which file is to be sent/],
    [[out, "more"], /One file is sent at a time/],
    [[out, "--wait", "long"], /--wait is a whole number/],
    [[join(folder, "absent")], /absent/],
  ];
  for (const [args, words] of complaints) {
    const error: unknown = await run(args).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Complaint);
    expect((error as Complaint).words.en).toMatch(words);
  }
});
