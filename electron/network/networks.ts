/**
 * The network that the wallet is in: joined, left, gone over to another, and carried along when another account's database comes to the front. The
 * worker is told here alone what it is joined in and which way it goes there.
 */
import type { EmbeddedStarted } from "../../node/embedded/port.ts";
import { Topic } from "../../shared/ipc/contract.ts";
import type { NetworkFile } from "../../shared/network/networkFile.ts";
import type { DemoNode } from "../children/demoNode.ts";
import type { LocalWorker } from "../children/localWorker.ts";
import type { Account } from "../local/port.ts";
import { FILE_WAY, type Way } from "../sync/way.ts";
import { keepNetwork, keptNetwork } from "./joinedNetwork.ts";
import { NetworkSwitch, type Where } from "./networkSwitch.ts";

export interface NetworksDeps {
  /** Where `network.json` lies. */
  readonly folder: string;
  readonly settings: { network: "demo" | "file" | null };
  readonly local: Pick<LocalWorker, "use" | "leave">;
  readonly demo: Pick<DemoNode, "start" | "stop">;
  /** The account in front, and where its database lies. */
  readonly front: () => { readonly account: Account | null; readonly dataFolder: string };
  /** How a network that was joined by its file is reached. */
  readonly way: (network: NetworkFile) => Promise<Way>;
  /** What waits for a signature is of the chain before. */
  readonly declineAll: () => void;
  readonly changed: (topic: Topic) => void;
  readonly log: (line: string) => void;
}

export class Networks {
  readonly #deps: NetworksDeps;
  readonly #switch: NetworkSwitch;
  #joined: NetworkFile | undefined;
  /** The word of the built-in chain's own process; null for a network that was joined by its file. */
  #latest: EmbeddedStarted["latest"] | null = null;

  constructor(deps: NetworksDeps) {
    this.#deps = deps;
    const { folder, settings, log } = deps;
    const file = settings.network === "file" ? keptNetwork(folder, log) : undefined;
    this.#switch = new NetworkSwitch(
      file ? { network: "file", file } : { network: settings.network === "demo" ? "demo" : null },
      {
        join: (to) => this.#join(to),
        keep: (kept) => keepNetwork(folder, kept),
        choose: (chosen) => (settings.network = chosen),
        log,
      },
    );
  }

  /** The network that is joined, the demo's too once its node has started. */
  get joined(): NetworkFile | undefined {
    return this.#joined;
  }

  get isBuiltIn(): boolean {
    return this.#latest !== null;
  }

  /** A file was joined and cannot be read any more. */
  get isLost(): boolean {
    return this.#deps.settings.network === "file" && this.#switch.at.network !== "file";
  }

  /** Joins what was joined when the program ended. */
  async begin(): Promise<void> {
    const { at } = this.#switch;
    if (at.network === "file") await this.#joinFile(at.file);
    else if (at.network === "demo") await this.#deps.demo.start();
  }

  /** To the database of the account in front, and on with it in the network that is joined. */
  async goOver(): Promise<void> {
    const network = this.#joined;
    const builtIn = this.#latest;
    const way = network && builtIn === null ? await this.#deps.way(network) : FILE_WAY;
    // To another network meanwhile: who turned to that one sees to the worker.
    if (this.#joined !== network) return;
    const { account, dataFolder } = this.#deps.front();
    await this.#deps.local.use(dataFolder, network && account ? { network, account, builtIn, way } : undefined);
  }

  /** The demo's node started, by itself after it died too: address and anchor may be new. */
  demoStarted({ network, latest }: EmbeddedStarted): void {
    if (this.#switch.at.network === "file") return;
    this.#joined = network;
    this.#latest = latest;
    this.#inBackground(this.goOver(), "joining");
  }

  /** Rejects with what failed, everything as before. */
  async toFile(file: NetworkFile): Promise<void> {
    await this.#switch.to({ network: "file", file });
    this.#stopDemo();
  }

  async toDemo(): Promise<NetworkFile> {
    return (await this.#switch.to({ network: "demo" })) ?? (await this.#joinDemo());
  }

  async #join(to: Where): Promise<NetworkFile | undefined> {
    if (to.network === "demo") return await this.#joinDemo();
    if (to.network === "file") await this.#joinFile(to.file);
    else await this.#joinNone();
    return undefined;
  }

  async #joinFile(file: NetworkFile): Promise<void> {
    this.#deps.declineAll();
    this.#joined = file;
    this.#latest = null;
    await this.goOver();
    this.#tellAll();
  }

  async #joinDemo(): Promise<NetworkFile> {
    this.#deps.declineAll();
    const { network, latest } = await this.#deps.demo.start();
    // Started just now, it was joined just now.
    const there = this.#joined === network;
    this.#joined = network;
    this.#latest = latest;
    if (!there) await this.goOver();
    this.#tellAll();
    return network;
  }

  async #joinNone(): Promise<void> {
    this.#deps.declineAll();
    this.#joined = undefined;
    this.#latest = null;
    this.#stopDemo();
    await this.#deps.local.leave();
    this.#tellAll();
  }

  /** All that windows show is of another chain now. */
  #tellAll(): void {
    for (const topic of Topic.options) this.#deps.changed(topic);
  }

  #stopDemo(): void {
    this.#inBackground(this.#deps.demo.stop(), "stopping the demo node");
  }

  #inBackground(work: Promise<unknown>, what: string): void {
    work.catch((error: unknown) =>
      this.#deps.log(`${what}: ${error instanceof Error ? error.message : String(error)}`),
    );
  }
}
