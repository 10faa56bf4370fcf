/** Validators in pages: what a node says of their number decides nothing; a page that does not fit ends the asking. */
import { expect, test } from "vitest";
import { nodeAt } from "../../../electron/sync/node.ts";
import { RPC_LIMITS, rpcTo } from "../../../electron/sync/rpc.ts";
import { validatorsJson } from "../../../shared/light/render.ts";
import { setOf, signer } from "../../shared/light/chain.ts";
import { proxyTo } from "./world.ts";

const set = setOf(Array.from({ length: 250 }, (_, i) => signer(`v${i}`)));
const whole = validatorsJson(set, 7);
type Page = typeof whole;

/** A node that answers with these pages, and counts how often it is asked. */
async function asked(pageOf: (page: number) => object): Promise<{ result: Promise<unknown>; calls: () => number }> {
  let calls = 0;
  const proxy = await proxyTo("http://127.0.0.1:9", ({ id, params }) => {
    calls++;
    return { jsonrpc: "2.0", id, result: pageOf(Number(params["page"])) };
  });
  const node = nodeAt(proxy.url, rpcTo(proxy.url, new AbortController().signal, RPC_LIMITS));
  const result = node.validatorSet(7).finally(() => void proxy.stop());
  return { result, calls: () => calls };
}
const page = (n: number): Page => ({ ...whole, validators: whole.validators.slice(100 * (n - 1), 100 * n) });

test("full pages and a last one are a set", async () => {
  const { result, calls } = await asked(page);
  expect(await result).toEqual(set);
  expect(calls()).toBe(3);
});

test.each<[string, (n: number) => object, number]>([
  ["an empty page", (n) => (n === 1 ? page(1) : { ...page(2), validators: [] }), 2],
  ["an empty first page of many", () => ({ ...whole, validators: [], total: "10000" }), 1],
  ["a page of more than was asked for", () => ({ ...whole, validators: whole.validators.slice(0, 101) }), 1],
  ["pages of one validator each", (n) => ({ ...whole, validators: whole.validators.slice(n - 1, n) }), 1],
  ["another total on the second page", (n) => ({ ...page(n), total: n === 1 ? "250" : "9999" }), 2],
  ["more than a set may have", () => ({ ...page(1), total: "10001" }), 1],
  ["the same page again", () => page(1), 3],
])("%s ends it", async (_, pageOf, most) => {
  const { result, calls } = await asked(pageOf);
  await expect(result).rejects.toMatchObject({ fault: { kind: "garbage" } });
  expect(calls()).toBeLessThanOrEqual(most);
});

test("a page of some megabytes is not read to its end", async () => {
  const { result } = await asked((n) => ({ ...page(n), padding: "x".repeat(1_000_000) }));
  await expect(result).rejects.toMatchObject({ fault: { kind: "tooLarge" } });
});
