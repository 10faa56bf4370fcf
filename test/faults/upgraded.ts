/**
 * The regulators decide on another version of the rules from a height on, under the real engine: three install the program that knows it and go
 * on without a pause, the fourth stops before that block with code 3 and goes on by the new program on the same home.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fromHex } from "../../shared/codec/bytes.ts";
import { TOO_OLD_CODE } from "../../node/command/start.ts";
import { sendTx } from "../../node/client/questions.ts";
import { demoKey } from "../../node/demo/keys.ts";
import { ask } from "../../node/govern/ask.ts";
import { proposal, type Signing, vote } from "../../node/govern/transactions.ts";
import { nextRules } from "../node/application/nextRules.ts";
import { type BareNet, openBareNet } from "./bareNet.ts";

const PATIENCE = 180;
/** Blocks from the proposal to the upgrade: longer than the notice that the demo's rules ask for (900 market seconds at 60 a second, 200 ms a block). */
const AHEAD = 120;
const GOES_ON = 5;
export const NEXT_PROGRAM = { entry: join(import.meta.dirname, "upgradedNode.ts") } as const;

export async function upgraded(folder: string, firstAddress: string): Promise<string> {
  const net = await openBareNet({ folder, firstAddress });
  try {
    return await played(net);
  } finally {
    await net.close();
  }
}

async function played(net: BareNet): Promise<string> {
  const [one = "", two = "", three = "", old = ""] = net.names;
  const url = net.urlOf(one);
  const { chainId, master } = net.testnet;
  const signing = (office: number): Signing => ({
    chainId,
    secret: demoKey({ master: fromHex(master) }, `regulator-${office}`, "account").secret,
    now: Math.floor(Date.now() / 1000),
    days: 3,
    random: (below) => below - 1,
  });
  const send = async (bytes: Uint8Array): Promise<void> => {
    const { code, log } = await sendTx(url, bytes);
    if (code !== 0) throw new Error(`a regulator's transaction was refused: ${log}`);
  };
  const height = (await net.height(one)) + AHEAD;
  const act = { act: "rules.upgrade", version: nextRules.version, height };
  const proposed = proposal(signing(1), act, "The next version is tried and tested");
  await send(proposed.bytes);
  await until("the proposal", async () => (await ask(url, "decision", { id: proposed.id })) !== null);
  for (const office of [2, 3]) await send(vote(signing(office), proposed.id, true, "Agreed").bytes);
  await until("the decision", async () => (await ask(url, "upgrade", {})).next?.height === height);

  // One after the other, so that three of four are always there.
  for (const name of [one, two, three]) {
    await net.stop(name);
    net.start(name, NEXT_PROGRAM);
    await net.reaches(name, (await net.height(old)) + 1, PATIENCE);
  }
  if ((await net.height(one)) >= height) throw new Error("the new programs came too late for the test to say anything");
  const code = await net.ends(old, PATIENCE);
  if (code !== TOO_OLD_CODE) throw new Error(`the old program ended with code ${code}`);
  const log = readFileSync(join(net.folder, `${old}.log`), "utf8")
    .trimEnd()
    .split("\n");
  const sentence = `From block ${height} on the chain follows version ${nextRules.version} of its rules`;
  if (!log.at(-1)?.startsWith(sentence)) throw new Error(`its last line is ${log.at(-1)}`);
  await net.reaches(one, height + GOES_ON, PATIENCE);
  // Started again it says the same, and does nothing.
  net.start(old);
  const again = await net.ends(old, PATIENCE);
  if (again !== TOO_OLD_CODE) throw new Error(`started again, the old program ended with code ${again}`);
  net.start(old, NEXT_PROGRAM);
  await net.reaches(old, (await net.height(one)) + GOES_ON, PATIENCE);
  const { version } = await ask(url, "upgrade", {});
  if (version !== nextRules.version) throw new Error(`the chain follows version ${version}`);
  return `version ${version} from block ${height} on: three went on, the old program ended with code ${code}, twice, and the new one took its home over; agreed at ${await net.agree()}`;
}

async function until(what: string, done: () => Promise<boolean>): Promise<void> {
  for (let left = PATIENCE * 2; left > 0; left--) {
    if (await done()) return;
    await pause(500);
  }
  throw new Error(`${what} did not happen within ${PATIENCE} s`);
}
