/** The command `npm run demo-node`, and the utility process's entry, as processes of their own. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";
import { NetworkFile } from "../../shared/network/networkFile.ts";
import { cleanUp, temporaryFolder } from "./running.ts";

afterAll(cleanUp);
const ROOT = join(import.meta.dirname, "..", "..");

function run(...args: string[]) {
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  const waiting = new Set<() => void>();
  const collect = (data: Buffer) => {
    said += String(data);
    for (const look of waiting) look();
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  return {
    child,
    said: () => said,
    ended: new Promise<number | null>((resolve) => child.on("close", resolve)),
    until: (pattern: RegExp) =>
      new Promise<string>((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(said);
          if (found) resolve(found[1] ?? found[0]);
        };
        waiting.add(look);
        child.on("close", () => reject(new Error(`ended without ${String(pattern)}: ${said}`)));
        look();
      }),
  };
}
const demoNode = (...args: string[]) => run(join(ROOT, "node", "demoNode.ts"), ...args);

test("prints chain, anchor and address, writes the network file, answers, ends cleanly on SIGTERM, resumes", async () => {
  const folder = join(temporaryFolder(), "made", "as needed");
  const file = join(temporaryFolder(), "network.json");
  const first = demoNode("--port", "0", "--folder", folder, "--network-file", file);
  await first.until(/^network {2}/m);
  const network = NetworkFile.parse(JSON.parse(readFileSync(file, "utf8")));
  expect(first.said()).toContain(network.chainId);
  expect(first.said()).toContain(`${network.anchor.height}:${network.anchor.hash}\n`);
  expect(first.said()).toContain(network.nodes[0]);
  expect(network.cards.length).toBeGreaterThan(8);
  const ask = async (method: string, params: object) => {
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
    return (await (await fetch(network.nodes[0] as string, { method: "POST", body })).json()) as {
      result?: { certificate?: { signature: string } };
      error?: { code: number; data: string };
    };
  };
  const key = `02${"79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"}`;
  const meter = `02${"c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5"}`;
  const answer = await ask("demo_certificate", { key, meter: { id: "my-meter", key: meter } });
  expect(answer.result?.certificate?.signature).toMatch(/^[0-9a-f]{128}$/);
  expect((await ask("demo_certificate", { key: "no" })).error).toMatchObject({ code: -32000 });
  first.child.kill("SIGTERM");
  expect(await first.ended).toBe(0);

  const second = demoNode("--port", "0", "--folder", folder);
  expect(await second.until(/^chain {4}(.*)$/m)).toBe(`${network.chainId} (resumed, simulated)`);
  second.child.kill("SIGINT");
  expect(await second.ended).toBe(0);
});

test("without --folder the chain is temporary and gone afterwards", async () => {
  const node = demoNode("--port", "0", "--no-street");
  const folder = await node.until(/^folder {3}(.*)$/m);
  expect(existsSync(join(folder, "chain.db"))).toBe(true);
  node.child.kill("SIGTERM");
  expect(await node.ended).toBe(0);
  expect(existsSync(folder)).toBe(false);
});

test.each([
  [["--port", "99999"], /--port: a whole number from 0 to 65535, not "99999"/],
  [["--rate", "fast"], /--rate: a whole number/],
  [["--colour", "red"], /--colour/],
  [["stray"], /stray/],
])("wrong arguments %j are named, with how to use it", async (args, expected) => {
  const node = demoNode(...args);
  expect(await node.ended).toBe(2);
  expect(node.said()).toMatch(expected);
  expect(node.said()).toContain("--network-file");
});

test("a port that was asked for and is taken: an error that names it, and no node", async () => {
  const taken = await new Promise<Server>((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => resolve(server));
  });
  const { port } = taken.address() as AddressInfo;
  const node = demoNode("--port", String(port), "--no-street");
  expect(await node.ended).toBe(1);
  expect(node.said()).toContain(`Port ${port} is taken`);
  expect(node.said()).not.toContain("address");
  taken.close();
});

test("the default port moves when it is taken, and says from where to where", async () => {
  // Somebody else may hold it already; then that is what is needed.
  const taken = createServer().on("error", () => undefined);
  await new Promise<void>((resolve) => {
    taken.once("error", () => resolve()).listen(26_657, "127.0.0.1", resolve);
  });
  const node = demoNode("--no-street");
  const moved = await node.until(/^address {2}http:\/\/127\.0\.0\.1:(\d+)$/m);
  expect(moved).not.toBe("26657");
  expect(node.said()).toContain(`Port 26657 is taken by another program; this node listens on port ${moved} instead.`);
  node.child.kill("SIGTERM");
  expect(await node.ended).toBe(0);
  taken.close();
});

test("a damaged chain ends with its file's name and code 1", async () => {
  const folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "chain.db"), "not a database ".repeat(1000));
  const node = demoNode("--port", "0", "--folder", folder);
  expect(await node.ended).toBe(1);
  expect(node.said()).toContain(join(folder, "chain.db"));
});

test("the utility process's entry speaks EmbeddedPort over the link", async () => {
  const folder = temporaryFolder();
  const script = join(folder, "parent.mjs");
  const entry = pathToFileURL(join(ROOT, "node", "embedded", "main.ts")).href;
  const options = { folder: join(folder, "node"), port: 0, rate: 15, seed: 1, street: false };
  // A stand-in for Electron's process.parentPort: the calls of a main process, its answers printed.
  writeFileSync(
    script,
    `const listeners = [];
     const call = (call, method, ...args) => listeners.forEach((each) => each({ data: { call, method, args } }));
     process.parentPort = {
       on: (event, listener) => listeners.push(listener),
       postMessage(message) {
         console.log(JSON.stringify(message));
         if (message.reply === 0) call(1, "start", ${JSON.stringify(options)});
         if (message.reply === 1) call(2, "latest");
         if (message.reply === 2) call(3, "stop");
         if (message.reply === 3) console.log("ended");
       },
     };
     await import(${JSON.stringify(entry)});
     call(0, "latest");`,
  );
  const process_ = run(script);
  await process_.until(/ended/);
  const lines = process_.said().split("\n");
  const replies = lines
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(replies[0]).toMatchObject({ reply: 0, fault: { code: "node.notStarted" } });
  expect(replies[1]).toMatchObject({ reply: 1, value: { resumed: false, network: { simulated: true } } });
  expect(replies[2]).toMatchObject({ reply: 2, value: { height: 2 } });
  expect(await process_.ended).toBe(0);
});
