/**
 * The network cut in half: two validators in a network namespace and two in another, joined by one cable that is pulled. Neither half decides
 * anything while it is out, and both have one chain when it is back. Each half has a second cable to us, so that both can be watched meanwhile.
 */
import { spawnSync } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { type BareNet, openBareNet } from "./bareNet.ts";
import { Skipped } from "./cases.ts";

const GOES_ON = 5;
const PATIENCE = 120;
/** Of its own: addresses that nothing else on a test machine should have. */
const FIRST = "10.213.77.11";
const ADDRESSES = ["10.213.77.11", "10.213.77.12", "10.213.77.13", "10.213.77.14"] as const;
const HALVES = [
  { name: "a", addresses: ADDRESSES.slice(0, 2), others: ADDRESSES.slice(2), watch: "10.213.78.1" },
  { name: "b", addresses: ADDRESSES.slice(2), others: ADDRESSES.slice(0, 2), watch: "10.213.78.5" },
] as const;

export async function cutInHalf(folder: string, stillSeconds: number): Promise<string> {
  const namespaces = openNamespaces();
  try {
    const how = (name: string) => ({ within: ["ip", "netns", "exec", namespaces.of(Number(name.split("-")[1]))] });
    const net = await openBareNet({ folder, firstAddress: FIRST, how });
    try {
      return await played(net, namespaces, stillSeconds);
    } finally {
      await net.close();
    }
  } finally {
    namespaces.close();
  }
}

async function played(net: BareNet, namespaces: Namespaces, stillSeconds: number): Promise<string> {
  const heights = (): Promise<number[]> => Promise.all(net.names.map((name) => net.height(name)));
  await Promise.all(net.names.map((name) => net.reaches(name, GOES_ON, PATIENCE)));
  namespaces.cable("down");
  // What was under way may still have been decided on both sides.
  await pause(3_000);
  const before = await heights();
  await pause(stillSeconds * 1000);
  const during = await heights();
  namespaces.cable("up");
  if (before.some((height) => height === 0)) throw new Error(`a node could not be watched: ${before.join(", ")}`);
  if (during.some((height, i) => height !== before[i]))
    throw new Error(`a half made blocks alone: ${before.join(", ")} became ${during.join(", ")}`);
  const most = Math.max(...during);
  await Promise.all(net.names.map((name) => net.reaches(name, most + GOES_ON, PATIENCE)));
  return `both halves stood still at ${most} for ${stillSeconds} s and went on; agreed at ${await net.agree()}`;
}

interface Namespaces {
  /** Of the validator with this number, from 1. */
  of(validator: number): string;
  cable(state: "up" | "down"): void;
  close(): void;
}

/** Throws Skipped where this machine or account allows none. */
function openNamespaces(): Namespaces {
  const [a, b] = HALVES.map(({ name }) => `wl${process.pid}${name}`) as [string, string];
  const close = (): void => {
    for (const namespace of [a, b]) spawnSync("ip", ["netns", "del", namespace]);
  };
  const ip = (...args: readonly string[]): void => {
    const run = spawnSync("ip", args, { encoding: "utf8" });
    if (run.status === 0) return;
    close();
    const why = run.error?.message ?? run.stderr.trim();
    throw new Skipped(`no network namespaces here (ip ${args.join(" ")}: ${why}); twoFrozen stands for a cut network`);
  };
  ip("netns", "add", a);
  ip("netns", "add", b);
  // The cable between the halves.
  ip("-n", a, "link", "add", "cable", "type", "veth", "peer", "name", "cable", "netns", b);
  for (const [i, half] of HALVES.entries()) {
    const [namespace, ours] = [[a, b][i] ?? "", `wl${process.pid}${half.name}`];
    ip("-n", namespace, "link", "set", "lo", "up");
    for (const address of half.addresses) ip("-n", namespace, "address", "add", `${address}/32`, "dev", "lo");
    ip("-n", namespace, "address", "add", `10.213.79.${i + 1}/30`, "dev", "cable");
    ip("-n", namespace, "link", "set", "cable", "up");
    // Ours, to watch them by.
    ip("link", "add", ours, "type", "veth", "peer", "name", "watch", "netns", namespace);
    const next = half.watch.replace(/\d+$/, (last) => String(Number(last) + 1));
    ip("address", "add", `${half.watch}/30`, "dev", ours);
    ip("link", "set", ours, "up");
    ip("-n", namespace, "address", "add", `${next}/30`, "dev", "watch");
    ip("-n", namespace, "link", "set", "watch", "up");
    for (const address of half.addresses) ip("route", "add", `${address}/32`, "via", next);
  }
  const routes = (): void => {
    for (const [i, half] of HALVES.entries())
      for (const address of half.others)
        ip("-n", [a, b][i] ?? "", "route", "replace", `${address}/32`, "via", `10.213.79.${2 - i}`);
  };
  routes();
  return {
    of: (validator) => (validator <= 2 ? a : b),
    cable(state) {
      ip("-n", a, "link", "set", "cable", state);
      // They go with the cable.
      if (state === "up") routes();
    },
    close,
  };
}
