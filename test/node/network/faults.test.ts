/** The faults of `npm run faults` in their short form: a network of real processes, one validator and then two away, a few kills, a wiped node. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HAS_COMETBFT } from "../../comet.ts";
import { flooded, governed, killed, oneStopped, twoStopped, wiped } from "../../faults/cases.ts";
import { type FaultNet, openFaultNet } from "../../faults/faultNet.ts";
import { drawn } from "../../faults/random.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";

// Processes are found by /proc.
describe.runIf(HAS_COMETBFT && process.platform === "linux")("a network of four validators and a public node", () => {
  let net: FaultNet;
  beforeAll(async () => {
    net = await openFaultNet(temporaryFolder(), "127.0.0.91", () => undefined);
  }, 120_000);
  afterAll(async () => {
    await net?.close();
  }, 60_000);

  it("goes on with three", async () => {
    expect(await oneStopped(net)).toContain("agreed");
  }, 180_000);
  it("stands still with two, and goes on with the same chain", async () => {
    expect(await twoStopped(net, 4)).toContain("agreed");
  }, 180_000);
  it("is governed by its regulators: a quorum gives a validator another power", async () => {
    expect(await governed(net)).toContain("carried");
  }, 180_000);
  it("commits honest transactions under a flood", async () => {
    expect(await flooded(net, 400)).toContain("committed");
  }, 180_000);
  it("takes a node back whose data is gone, by state sync", async () => {
    expect(await wiped(net, "public")).toContain("began at");
  }, 240_000);
  it("loses and doubles nothing under kill -9", async () => {
    expect(await killed(net, 4, drawn(7))).toContain("replay to the same roots");
  }, 240_000);
});
