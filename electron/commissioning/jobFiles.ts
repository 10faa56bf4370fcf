/** The installer's jobs on disk, one sealed file each: what is entered is there when the act answers, and a damaged job spoils no other. */
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { Handover } from "../../shared/commissioning/handover.ts";
import { Job, JOBS_MAX } from "../../shared/commissioning/job.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import { type Sealing, SealedFile } from "../records/sealedFile.ts";
import { codeOf } from "../vault/atomicFile.ts";

/** A job with what was signed for it last, to be handed over again; and its photograph. */
const KeptJob = z.strictObject({
  job: Job,
  report: Handover.nullable(),
  /** Base64; within what a sealed file may have. */
  photo: z.string().max(3_000_000).nullable(),
});
export type KeptJob = z.infer<typeof KeptJob>;

export interface JobFilesDeps {
  readonly folder: () => string;
  /** The account in front, whose jobs they are. Fault: `vault.locked`. */
  readonly account: () => string;
  readonly vault: () => Sealing;
  readonly now: () => number;
}

export class JobFiles {
  readonly #deps: JobFilesDeps;

  constructor(deps: JobFilesDeps) {
    this.#deps = deps;
  }

  /** `damaged`: names of files that are kept and do not open. */
  async list(): Promise<{ readonly jobs: readonly KeptJob[]; readonly damaged: readonly string[] }> {
    const account = this.#deps.account();
    const jobs: KeptJob[] = [];
    const damaged: string[] = [];
    for (const id of await this.#ids(account)) {
      const read = await this.#file(account, id).read();
      if (read.is === "value" && read.value.job.id === id) jobs.push(read.value);
      else if (read.is !== "none") damaged.push(`${account}.job-${id}.sealed`);
    }
    return { jobs, damaged };
  }

  /** Faults: "jobs.unknown", "jobs.damaged" {file}, those of the sealed file. */
  async read(id: string): Promise<KeptJob> {
    const read = await this.#file(this.#deps.account(), id).read();
    if (read.is === "none") throw new FaultError("jobs.unknown", {}, "correct");
    if (read.is === "damaged" || read.value.job.id !== id)
      throw new FaultError("jobs.damaged", { file: `job-${id}` }, "none");
    return read.value;
  }

  /** Fault: "jobs.tooMany" {limit}. */
  async add(kept: KeptJob): Promise<void> {
    if ((await this.#ids(this.#deps.account())).length >= JOBS_MAX)
      throw new FaultError("jobs.tooMany", { limit: JOBS_MAX }, "correct");
    await this.write(kept);
  }

  async write(kept: KeptJob): Promise<void> {
    await this.#file(this.#deps.account(), kept.job.id).write(kept, new Date(this.#deps.now()));
  }

  async remove(id: string): Promise<void> {
    const { job } = await this.read(id);
    const file = join(this.#deps.folder(), `${this.#deps.account()}.job-${job.id}.sealed`);
    try {
      await rm(file);
    } catch (error) {
      throw new FaultError("record.write", { file: `job-${id}`, why: codeOf(error) ?? "unknown" }, "retry");
    }
  }

  #file(account: string, id: string): SealedFile<KeptJob> {
    return new SealedFile(this.#deps.folder(), account, `job-${id}`, KeptJob, this.#deps.vault());
  }

  async #ids(account: string): Promise<readonly string[]> {
    let names: readonly string[];
    try {
      names = await readdir(this.#deps.folder());
    } catch (error) {
      if (codeOf(error) === "ENOENT") return [];
      throw new FaultError("record.read", { file: "records", why: codeOf(error) ?? "unknown" }, "retry");
    }
    return names.flatMap((name) => {
      const id = name.startsWith(`${account}.job-`) ? /\.job-([0-9a-f]{16})\.sealed$/.exec(name)?.[1] : undefined;
      return id === undefined ? [] : [id];
    });
  }
}
