/** The faults that a network of regulators must survive, each on real processes; a case throws when the network did not, and answers what happened. */
import { spawnSync } from "node:child_process";
import {
  closeSync,
  cpSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fromHex } from "../../shared/codec/bytes.ts";
import { encodeTransaction, signTransaction } from "../../shared/ledger/identity.ts";
import { utcDay } from "../../shared/ledger/time.ts";
import { TxBody } from "../../shared/ledger/transactions.ts";
import { addressOf } from "../../shared/codec/address.ts";
import { publicKeyOf } from "../../shared/codec/signature.ts";
import { demoKey } from "../../node/demo/keys.ts";
import { configIn, genesisIn, writeConfig } from "../../node/home/files.ts";
import { Follower } from "../../node/network/follower.ts";
import { blockAt, sendTx, statusOf } from "../../node/client/questions.ts";
import { ask } from "../../node/govern/ask.ts";
import { proposal, type Signing, vote } from "../../node/govern/transactions.ts";
import { validatorAct } from "../../node/govern/validatorAct.ts";
import { homeOf } from "../../node/network/testnet.ts";
import type { FaultNet } from "./faultNet.ts";

const GOES_ON = 5;
const PATIENCE = 120;
/** Blocks after a flood within which something of the street must have been committed. */
const HONEST_WITHIN = 40;

/** One of four stopped: the chain goes on, and the one that comes back catches up. */
export async function oneStopped(net: FaultNet): Promise<string> {
  const [one = "", two = ""] = net.validators;
  await net.stop(two);
  const before = await net.height(one);
  await net.reaches(one, before + GOES_ON, PATIENCE);
  net.start(two);
  await net.reaches(two, before + GOES_ON + 1, PATIENCE);
  return `three of four made ${GOES_ON} blocks from ${before} on; agreed at ${await net.agree()}`;
}

/** Two of four stopped: no block without them, and the same chain with them. */
export async function twoStopped(net: FaultNet, stillSeconds: number): Promise<string> {
  const [one = "", two = "", three = ""] = net.validators;
  await Promise.all([net.stop(two), net.stop(three)]);
  // What was under way when they went may still have been decided.
  await pause(2_000);
  const before = await net.height(one);
  await pause(stillSeconds * 1000);
  const during = await net.height(one);
  if (during !== before) throw new Error(`two of four made blocks: ${before} became ${during}`);
  net.start(two);
  net.start(three);
  await net.reaches(one, before + GOES_ON, PATIENCE);
  await Promise.all(net.names.map((name) => net.reaches(name, before + GOES_ON, PATIENCE)));
  return `stood still at ${before} for ${stillSeconds} s and went on; agreed at ${await net.agree()}`;
}

/** Two frozen, as a cut network looks to the others: nothing is decided, and nothing twice when they thaw. */
export async function twoFrozen(net: FaultNet, stillSeconds: number): Promise<string> {
  const [one = "", two = "", three = ""] = net.validators;
  for (const name of [two, three]) await net.signal(name, "both", "SIGSTOP");
  await pause(2_000);
  const before = await net.height(one);
  await pause(stillSeconds * 1000);
  const during = await net.height(one);
  for (const name of [two, three]) await net.signal(name, "both", "SIGCONT");
  if (during !== before) throw new Error(`half of the validators made blocks: ${before} became ${during}`);
  await Promise.all(net.names.map((name) => net.reaches(name, before + GOES_ON, PATIENCE)));
  return `half stood still at ${before} and went on; agreed at ${await net.agree()}`;
}

/** `kill -9` of ledger, CometBFT or both of a node, at moments drawn from `random`: the same state on all, every block replays. */
export async function killed(net: FaultNet, times: number, random: () => number): Promise<string> {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const tally = { ledger: 0, comet: 0, both: 0 };
  for (let i = 0; i < times; i++) {
    const name = pick(net.names);
    const which = pick(["ledger", "comet", "both"] as const);
    await pause(random() * 1500);
    const height = await net.height(name);
    await net.signal(name, which, "SIGKILL");
    tally[which]++;
    // A killed CometBFT is started again by its node; a killed node by us, as systemd would.
    if (which !== "comet") net.start(name);
    await net.reaches(name, height + 2, PATIENCE);
  }
  const agreed = await net.agree();
  const replayed = await replays(net, agreed);
  return `${tally.ledger} ledgers, ${tally.comet} CometBFTs, ${tally.both} times both; agreed at ${agreed}; ${replayed} transactions replay to the same roots`;
}

/** Replays every block from genesis, of the first validator, which was never wiped and has them all; the follower holds each root against the next header. */
async function replays(net: FaultNet, height: number): Promise<number> {
  const [open = ""] = net.validators;
  const problems: string[] = [];
  const folder = join(net.folder, `replay-${height}`);
  const follower = new Follower({
    folder,
    genesis: genesisIn(homeOf(net.folder, open).genesis),
    url: net.urlOf(open),
    log: (line) => problems.push(line),
  });
  follower.start();
  const deadline = performance.now() + PATIENCE * 1000;
  while (follower.height < height && problems.length === 0 && performance.now() < deadline) await pause(100);
  const reached = follower.height;
  await follower.stop();
  rmSync(folder, { recursive: true, force: true });
  if (problems.length > 0) throw new Error(problems.join("; "));
  if (reached < height) throw new Error(`only ${reached} of ${height} blocks could be replayed`);
  let transactions = 0;
  for (let at = 1; at <= height; at++) transactions += (await blockAt(net.urlOf(open), at)).block.data.txs.length;
  if (transactions === 0) throw new Error("there was no transaction to lose");
  return transactions;
}

/** A node whose data is gone comes back by state sync: it begins at a snapshot, not at the first block, and follows. */
export async function wiped(net: FaultNet, name: string): Promise<string> {
  const [one = "", two = ""] = net.validators.filter((other) => other !== name);
  // The second snapshot, and the two headers after it that prove it.
  await net.reaches(one, 54, PATIENCE);
  await net.stop(name);
  const home = homeOf(net.folder, name);
  rmSync(home.ledger, { recursive: true, force: true });
  // What it has signed last stays, or it might sign twice.
  const data = join(home.comet, "data");
  for (const entry of readdirSync(data))
    if (entry !== "priv_validator_state.json") rmSync(join(data, entry), { recursive: true });
  const height = (await net.height(one)) - 1;
  const { block_id } = await blockAt(net.urlOf(one), height);
  const before = configIn(home, {});
  writeConfig(home, {
    ...before,
    stateSync: { servers: [net.urlOf(one), net.urlOf(two)], height, hash: block_id.hash },
  });
  net.start(name);
  await net.reaches(name, height + GOES_ON, PATIENCE);
  writeConfig(home, before);
  const earliest = (await statusOf(net.urlOf(name))).sync_info.earliest_block_height;
  if (earliest < 2) throw new Error(`${name} replayed all blocks instead of restoring a snapshot`);
  return `${name} began at block ${earliest} and follows; agreed at ${await net.agree()}`;
}

/** Floods of an unregistered key and of a registered one: the first never reaches a block, the second ends at its quota, and the street trades on. */
export async function flooded(net: FaultNet, count: number): Promise<string> {
  const [one = ""] = net.validators;
  const url = net.urlOf(one);
  const before = await net.height(one);
  const { chainId } = net.testnet;
  const day = utcDay(Math.floor(Date.now() / 1000));
  const flood = (secret: Uint8Array, sender: string, nonce: number): Uint8Array => {
    const body = TxBody.parse({
      kind: "tx.revoke",
      sender,
      validUntil: (day + 1) * 86_400 - 1,
      nonce: nonce % 1024,
      id: nonce.toString(16).padStart(64, "0"),
      until: (day + 1) * 86_400 - 1,
      index: nonce % 1024,
    });
    return encodeTransaction(signTransaction(body, chainId, [secret]));
  };
  const stranger = new Uint8Array(32).fill(9);
  const known = demoKey({ master: fromHex(net.testnet.master) }, "installer", "account");
  const [strangers, insiders] = [
    await sent(url, count, (i) => flood(stranger, addressOf(publicKeyOf(stranger)), i)),
    await sent(url, count, (i) => flood(known.secret, known.id, i)),
  ];
  if (strangers.taken > 0) throw new Error(`${strangers.taken} transactions of an unregistered key were taken`);
  if (insiders.taken > 1024) throw new Error(`${insiders.taken} transactions of one account were taken in a day`);
  const end = (await net.height(one)) + GOES_ON;
  await net.reaches(one, end, PATIENCE);
  // The street does not act in every block; crowded out is who does not get in at all.
  let honest = 0;
  let at = before;
  while (at < end || (honest === 0 && at < end + HONEST_WITHIN)) {
    await net.reaches(one, ++at, PATIENCE);
    for (const tx of (await blockAt(url, at)).block.data.txs)
      if (!Buffer.from(tx).toString("utf8").includes('"tx.revoke"')) honest++;
  }
  if (honest === 0) throw new Error("the street's transactions were crowded out");
  return `of a stranger ${strangers.taken} of ${count} were taken, of one account ${insiders.taken}; ${honest} of the street's were committed meanwhile`;
}

/**
 * A node's disk fills up: the others go on, and the node follows again when there is room. The home lies on a small file system of its own,
 * which takes the rights to mount one.
 */
export async function diskFull(net: FaultNet, name: string): Promise<string> {
  const [one = ""] = net.validators.filter((other) => other !== name);
  const home = homeOf(net.folder, name).root;
  const aside = `${home}.aside`;
  await net.stop(name);
  renameSync(home, aside);
  mkdirSync(home, { mode: 0o700 });
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=64m,mode=700", "tmpfs", home], { encoding: "utf8" });
  if (mounted.status !== 0) {
    rmSync(home, { recursive: true });
    renameSync(aside, home);
    net.start(name);
    throw new Skipped(`no file system can be mounted here: ${mounted.stderr.trim()}`);
  }
  try {
    cpSync(aside, home, { recursive: true });
    net.start(name);
    await net.reaches(name, (await net.height(one)) + 1, PATIENCE);
    const ballast = join(home, "ballast");
    fill(ballast);
    const full = await net.height(name);
    await net.reaches(one, full + 20, PATIENCE);
    const stuck = await net.height(name);
    rmSync(ballast);
    const node = net.network.processes.get(name);
    // As systemd would, if it has given up.
    if (node && node.exitCode !== null) net.start(name);
    await net.reaches(name, (await net.height(one)) + GOES_ON, PATIENCE);
    const agreed = await net.agree();
    const log = readFileSync(join(net.folder, `${name}.log`), "utf8");
    if (!/disk is full|no space left|database or disk is full|ENOSPC/i.test(log))
      throw new Error("its log does not say that the disk was full");
    return `${name} stood at ${stuck === 0 ? `about ${full}` : stuck} while the others went on, and followed when there was room; agreed at ${agreed}`;
  } finally {
    await net.stop(name);
    spawnSync("cp", ["-a", `${home}/.`, aside]);
    spawnSync("umount", [home]);
    rmSync(home, { recursive: true, force: true });
    renameSync(aside, home);
    net.start(name);
  }
}

export class Skipped extends Error {}

/** Writes until nothing more fits. */
function fill(file: string): void {
  const handle = openSync(file, "w");
  try {
    for (let size = 1 << 20; size > 0; size >>= 1) {
      const piece = new Uint8Array(size);
      try {
        for (;;) writeSync(handle, piece);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
      }
    }
  } finally {
    closeSync(handle);
  }
}

/** Three of four regulators give a validator another voting power, on the live chain; CometBFT's own set follows. */
export async function governed(net: FaultNet): Promise<string> {
  const [one = "", two = ""] = net.validators;
  const url = net.urlOf(one);
  const { chainId } = net.testnet;
  const power = 12;
  const act = validatorAct(homeOf(net.folder, two).validatorKey, chainId, power);
  const signing = (office: number): Signing => ({
    chainId,
    secret: demoKey({ master: fromHex(net.testnet.master) }, `regulator-${office}`, "account").secret,
    now: Math.floor(Date.now() / 1000),
    days: 3,
    // The clerk of the demo's regulators takes nonces from the first day on, in order.
    random: (below) => below - 1,
  });
  const proposed = proposal(signing(1), act, "East takes a larger part");
  const send = async (bytes: Uint8Array): Promise<void> => {
    const { code, log } = await sendTx(url, bytes);
    if (code !== 0) throw new Error(`a regulator's transaction was refused: ${log}`);
  };
  await send(proposed.bytes);
  const until = async (what: string, done: () => Promise<boolean>): Promise<void> => {
    for (let left = PATIENCE * 2; left > 0; left--) {
      if (await done()) return;
      await pause(500);
    }
    throw new Error(`${what} did not happen within ${PATIENCE} s`);
  };
  await until("the proposal", async () => (await ask(url, "decision", { id: proposed.id })) !== null);
  for (const office of [2, 3]) await send(vote(signing(office), proposed.id, true, "Agreed").bytes);
  await until("the decision", async () =>
    (await ask(url, "validators", {})).some((validator) => validator.key === act.key && validator.power === power),
  );
  // CometBFT takes what a block decided two blocks later.
  await until("CometBFT's own set", async () => (await net.status(two))?.validator_info.voting_power === power);
  return `carried by three of four; CometBFT counts ${power} for ${two}; agreed at ${await net.agree()}`;
}

async function sent(url: string, count: number, make: (i: number) => Uint8Array): Promise<{ readonly taken: number }> {
  let taken = 0;
  const lanes = Array.from({ length: 16 }, async (_, lane) => {
    for (let i = lane; i < count; i += 16) if ((await sendTx(url, make(i))).code === 0) taken++;
  });
  await Promise.all(lanes);
  await statusOf(url);
  return { taken };
}
