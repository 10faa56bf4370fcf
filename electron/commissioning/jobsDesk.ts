/**
 * The installer's desk: jobs on disk, the acts on them one after the other, comparisons and readings with the live devices' own figures, the
 * salt of a connection point. A page names a job and what to do; what is signed goes through the signing window.
 */
import { createHash, randomBytes } from "node:crypto";
import { addressOf } from "../../shared/codec/address.ts";
import { fromHex, toHex } from "../../shared/codec/bytes.ts";
import { encodeCanonical, type Json } from "../../shared/codec/canonical.ts";
import { bytesBrought, readAnswer } from "../../shared/commissioning/brought.ts";
import {
  type ConnectionPoint,
  ConnectionPoint as PointShape,
  pointHash,
} from "../../shared/commissioning/connectionPoint.ts";
import { deviceKey } from "../../shared/commissioning/deviceIdentity.ts";
import { compareWithDisplay } from "../../shared/commissioning/displayCheck.ts";
import { draftHandover, draftRequest } from "../../shared/commissioning/draftReport.ts";
import {
  encodeHandover,
  handedDevice,
  type Handover,
  handoverId,
  type UnsignedHandover,
} from "../../shared/commissioning/handover.ts";
import { type Check, type Job, newJob } from "../../shared/commissioning/job.ts";
import { applyAct, type JobAct, type JobDone, withAnswer } from "../../shared/commissioning/jobActs.ts";
import { boundaryOf, present } from "../../shared/commissioning/presentDevices.ts";
import { requestDigest } from "../../shared/commissioning/readingDigest.ts";
import { devicesDigest, nextStep, stepsOf } from "../../shared/commissioning/steps.ts";
import type { PageAct } from "../../shared/ipc/commissioningViews.ts";
import type { Input, Output } from "../../shared/ipc/contract.ts";
import type { DeviceView } from "../../shared/ipc/deviceViews.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { ConfirmView } from "../../shared/ipc/safeViews.ts";
import type { NetworkFile } from "../../shared/network/networkFile.ts";
import { framesOf } from "../../shared/outbox/frames.ts";
import type { Place } from "../confirm/desk.ts";
import type { Device } from "../devices/device.ts";
import { broughtFault } from "./broughtFault.ts";
import type { JobFiles, KeptJob } from "./jobFiles.ts";
import { readingBy, shownBy } from "./liveFigures.ts";
import { handoverView } from "./signingViews.ts";

export interface BroughtFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface JobsDeskDeps {
  readonly files: JobFiles;
  /** Hex; undefined for an account that is only watched. Fault: `vault.locked`. */
  readonly installerKey: () => string | undefined;
  readonly network: () => NetworkFile | undefined;
  readonly live: () => Promise<readonly DeviceView[]>;
  /** The devices as they were entered. */
  readonly entered: () => readonly Device[];
  readonly turn: (device: Device, reversed: boolean) => Promise<void>;
  readonly place: () => Place;
  readonly keyName: () => ConfirmView["key"];
  readonly sign: (unsigned: UnsignedHandover) => Handover;
  readonly openFile: () => Promise<BroughtFile | null>;
  readonly openPhoto: () => Promise<BroughtFile | null>;
  readonly saveFile: (file: BroughtFile) => Promise<{ readonly saved: string | null }>;
  readonly changed: () => void;
  /** Wall clock, ms. */
  readonly now: () => number;
}

export class JobsDesk {
  readonly #deps: JobsDeskDeps;
  #work: Promise<unknown> = Promise.resolve();

  constructor(deps: JobsDeskDeps) {
    this.#deps = deps;
  }

  async list(): Promise<Output<"jobs.list">> {
    const { jobs, damaged } = await this.#deps.files.list();
    const key = this.#deps.installerKey();
    return {
      jobs: jobs
        .map(({ job }) => ({
          id: job.id,
          name: job.name,
          next: stepsOf(job).every(({ missing }) => missing.length === 0) ? null : nextStep(job),
          devices: present(job.devices).length,
          reports: job.reports,
          changed: job.changed,
        }))
        .toSorted((a, b) => b.changed - a.changed),
      damaged: [...damaged],
      installer: key === undefined ? null : { key, party: addressOf(fromHex(key)) },
    };
  }

  async get(id: string): Promise<Output<"jobs.get">> {
    return this.#view(await this.#deps.files.read(id));
  }

  async start(name: string): Promise<Output<"jobs.start">> {
    const id = randomBytes(8).toString("hex");
    await this.#deps.files.add({ job: newJob(id, name, this.#seconds()), report: null, photo: null });
    this.#deps.changed();
    return { id };
  }

  async remove(id: string): Promise<void> {
    await this.#deps.files.remove(id);
    this.#deps.changed();
  }

  /** Faults: "jobs.connection", and one of each refusal of an act (shared/commissioning/jobActs.ts). */
  async act({ id, act }: Input<"jobs.act">): Promise<Output<"jobs.act">> {
    const view = await this.#change(id, ({ job }) => applyAct(job, this.#whole(job, act), this.#seconds()));
    if (act.act === "again" && act.live !== null) {
      const device = this.#deps.entered().find((one) => one.id === act.live);
      if (device && device.reversed !== act.reversed) await this.#deps.turn(device, act.reversed);
    }
    return view;
  }

  /** Holds the display's figure against what the device says now. Fault: "jobs.notLive". */
  async compare({ id, device, role, displayMilli, reason }: Input<"jobs.compare">): Promise<Output<"jobs.compare">> {
    const live = await this.#deps.live();
    return await this.#change(id, ({ job }) => {
      const mine = present(job.devices).find(({ identity }) => deviceKey(identity) === device);
      const shown = shownBy(
        live.find((one) => one.id === mine?.live),
        role,
      );
      if (displayMilli === null) {
        const check = { device, role, shownMilli: shown?.milli ?? null, displayMilli, figure: null, reason };
        return applyAct(job, { act: "check", check: { ...check, verdict: "unseen" } }, this.#seconds());
      }
      if (!shown) throw new FaultError("jobs.notLive", {}, "correct");
      const found = compareWithDisplay(shown, displayMilli);
      const check: Omit<Check, "at"> = {
        device,
        role,
        shownMilli: shown.milli,
        displayMilli,
        verdict: found.verdict,
        figure: found.verdict === "wrongPhase" ? found.phase : found.verdict === "wrongRatio" ? found.factor : null,
        reason: null,
      };
      return applyAct(job, { act: "check", check }, this.#seconds());
    });
  }

  /** Faults: "jobs.noNetwork", "jobs.step" {step}, "jobs.notLive". */
  async request({ id, reading }: Input<"jobs.request">): Promise<Output<"jobs.request">> {
    const live = await this.#deps.live();
    return await this.#change(id, ({ job }) => {
      const network = this.#network();
      const meter = boundaryOf(job.devices);
      const taken =
        reading ??
        readingBy(
          live.find((one) => one.id === meter?.live),
          job.carrier,
        );
      if (!taken) throw new FaultError("jobs.notLive", {}, "correct");
      const at = { ...taken, at: this.#seconds() };
      const drafted = draftRequest(job, network.chainId, this.#key(), at);
      if (!drafted.ok) throw new FaultError("jobs.step", { step: drafted.step }, "correct");
      return { ok: true, job: { ...job, request: drafted.draft, answer: null, changed: this.#seconds() } };
    });
  }

  /** Faults: those of what was brought (broughtFault.ts), "jobs.answerOther", "jobs.noRequest". */
  async answer({ id, text }: Input<"jobs.answer">): Promise<Output<"jobs.answer">> {
    const bytes = await brought(text, this.#deps.openFile);
    if (bytes === null) return null;
    const answer = readAnswer(bytes);
    if (!answer.ok) throw broughtFault(answer.fault);
    return await this.#change(id, ({ job }) => withAnswer(job, answer.value, this.#seconds()));
  }

  async photo({ id, remove }: Input<"jobs.photo">): Promise<Output<"jobs.photo">> {
    const file = remove ? null : await this.#deps.openPhoto();
    if (!remove && !file) return null;
    const at = this.#seconds();
    const photo = file && {
      sha256: createHash("sha256").update(file.bytes).digest("hex"),
      bytes: file.bytes.length,
      name: file.name.replaceAll(/[^\p{Letter}\p{Number} ._-]/gu, "-").slice(0, 80) || "photo",
      at,
    };
    return await this.#change(
      id,
      ({ job }) => ({ ok: true, job: { ...job, photo, changed: at } }),
      file ? Buffer.from(file.bytes).toString("base64") : null,
    );
  }

  /** Faults: "jobs.noRequest", "jobs.noReport". */
  async carry({ id, what, as }: Input<"jobs.carry">): Promise<Output<"jobs.carry">> {
    const { job, report } = await this.#deps.files.read(id);
    if (what === "request" && !job.request) throw new FaultError("jobs.noRequest", {}, "correct");
    if (what === "report" && !report) throw new FaultError("jobs.noReport", {}, "correct");
    const bytes = report && what === "report" ? encodeHandover(report) : encodeCanonical(job.request as Json);
    if (as === "codes") return { frames: [...framesOf(bytes)], saved: null };
    const { saved } = await this.#deps.saveFile({ name: `wattlight-${what}-${job.id.slice(0, 8)}.watt`, bytes });
    return { frames: null, saved };
  }

  /** Asks in the signing window, signs with the installer's key and keeps the report. Faults: "jobs.step" {step}, "jobs.tooLarge". */
  async report(id: string): Promise<Output<"sign.handover">> {
    const place = this.#deps.place();
    try {
      const network = this.#network();
      const { job } = await this.#deps.files.read(id);
      const drafted = draftHandover(job, this.#seconds());
      if (!drafted.ok) throw new FaultError("jobs.step", { step: drafted.step }, "correct");
      const { draft } = drafted;
      if (draft.request.chainId !== network.chainId || draft.request.installer !== this.#key())
        throw new FaultError("jobs.otherNetwork", {}, "correct");
      if (!(await place.ask(handoverView(draft, this.#deps.keyName(), network.simulated))))
        return { outcome: "declined" };
      const report = this.#deps.sign(draft);
      const digest = handoverId(report);
      try {
        encodeHandover(report);
      } catch {
        throw new FaultError("jobs.tooLarge", {}, "correct");
      }
      const last = { digest, at: draft.made, request: requestDigest(draft.request), devices: devicesDigest(job) };
      await this.#change(
        id,
        (kept) => ({ ok: true, job: { ...kept.job, reports: draft.revision, last } }),
        undefined,
        report,
      );
      return { outcome: "signed", id: digest };
    } finally {
      place.leave();
    }
  }

  /** One act after the other, each on what the one before left on the disk. */
  #change(id: string, act: (kept: KeptJob) => JobDone, photo?: string | null, report?: Handover) {
    const work = this.#work.then(async () => {
      const kept = await this.#deps.files.read(id);
      const done = act(kept);
      if (!done.ok) {
        const { ok: _, fault, ...data } = done;
        throw new FaultError(`jobs.${fault}`, data, "correct");
      }
      const now: KeptJob = {
        job: done.job,
        report: report ?? kept.report,
        photo: photo === undefined ? kept.photo : photo,
      };
      await this.#deps.files.write(now);
      this.#deps.changed();
      return this.#view(now);
    });
    this.#work = work.catch(() => undefined);
    return work;
  }

  #view({ job, report }: KeptJob): Output<"jobs.get"> {
    const network = this.#deps.network();
    return {
      job,
      steps: stepsOf(job).map(({ step, missing }) => ({ step, missing: [...missing] })),
      network: network ? { chainId: network.chainId, name: network.name, simulated: network.simulated } : null,
      cards: network?.cards.map(({ party, name }) => ({ party, name })) ?? [],
      point: job.connection && pointHash(job.connection),
      reported: report !== null,
    };
  }

  /** A page's act with what is not the page's: the salt, and how a live device is reached. */
  #whole(job: Job, act: PageAct): JobAct {
    if (act.act === "site") return { ...act, connection: this.#point(job, act.connection) };
    if (act.act === "add") return { ...act, device: { ...act.device, source: this.#source(act.device.live) } };
    if (act.act === "again") return { ...act, source: this.#source(act.live) };
    return act;
  }

  #source(live: string | null) {
    const device = this.#deps.entered().find(({ id }) => id === live);
    if (!device) return null;
    const identity = { kind: "other", manufacturer: "-", serial: "-" } as const;
    return handedDevice({ ...device, identity, sits: "load", live, since: 0, replaces: null, removed: null }).source;
  }

  #point(job: Job, entered: Extract<PageAct, { act: "site" }>["connection"]): ConnectionPoint {
    const before = job.connection;
    const same = before?.known === "number" && entered.known === "number" && before.number === entered.number;
    const salted = same ? before : entered.known === "number" ? { ...entered, salt: toHex(randomBytes(32)) } : entered;
    const parsed = PointShape.safeParse(salted);
    if (!parsed.success) throw new FaultError("jobs.connection", {}, "correct");
    return parsed.data;
  }

  #network(): NetworkFile {
    const network = this.#deps.network();
    if (!network) throw new FaultError("jobs.noNetwork", {}, "correct");
    return network;
  }

  #key(): string {
    const key = this.#deps.installerKey();
    if (key === undefined) throw new FaultError("vault.watchOnly", {}, "none");
    return key;
  }

  #seconds(): number {
    return Math.floor(this.#deps.now() / 1000);
  }
}

/** Null: no file was chosen. Faults: those of the codes (broughtFault.ts). */
export async function brought(
  text: string | null,
  open: () => Promise<BroughtFile | null>,
): Promise<Uint8Array | null> {
  if (text === null) {
    const file = await open();
    return file && Uint8Array.from(file.bytes);
  }
  const bytes = bytesBrought(text);
  if (!bytes.ok) throw broughtFault(bytes.fault);
  return bytes.value;
}
