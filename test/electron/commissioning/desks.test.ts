/** An installation from both sides, on the disk and through the signing windows: the installer's desk, the owner's answer, the report. */
import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { JobFiles } from "../../../electron/commissioning/jobFiles.ts";
import { type BroughtFile, JobsDesk } from "../../../electron/commissioning/jobsDesk.ts";
import { ReadingDesk } from "../../../electron/commissioning/readingDesk.ts";
import { ARM_MS, Desk } from "../../../electron/confirm/desk.ts";
import type { Device } from "../../../electron/devices/device.ts";
import { Keyring } from "../../../electron/vault/keyring.ts";
import { bytesBrought } from "../../../shared/commissioning/brought.ts";
import { deviceKey } from "../../../shared/commissioning/deviceIdentity.ts";
import { parseHandover } from "../../../shared/commissioning/handover.ts";
import { verifyHandover } from "../../../shared/commissioning/verifyHandover.ts";
import { CONTRACT } from "../../../shared/ipc/contract.ts";
import type { DeviceView } from "../../../shared/ipc/deviceViews.ts";
import { ConfirmView } from "../../../shared/ipc/safeViews.ts";
import { registerOf } from "../../../shared/metering/live/value.ts";
import type { NetworkFile } from "../../../shared/network/networkFile.ts";
import { partyOf } from "../../shared/commissioning/site.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";

const NETWORK: NetworkFile = {
  format: "wattlight-network-1",
  chainId: "street-1",
  name: { en: "Street", zh: "街区" },
  simulated: true,
  anchor: { height: 1, hash: "00".repeat(32) },
  nodes: ["http://127.0.0.1:1"],
  regulators: [`02${"ab".repeat(32)}`],
  trustingPeriod: 3600,
  cards: [{ party: partyOf("utility"), name: { en: "City Power", zh: "城市电力" } }],
};
const METER = { kind: "meter", manufacturer: "Iskra", serial: "ME 381 77" } as const;
const LIVE = "0011223344556677";

/** A meter that reads 2.3 kW drawn and 12,345.678 kWh; turned, it says so with the other sign. */
function meter(reversed: boolean): DeviceView {
  const at = 1;
  const value = (id: string, role: "gridPower" | "imported" | "exported", milli: number) => {
    const unit = role === "gridPower" ? ("W" as const) : ("Wh" as const);
    const said = { id, role, phase: 0 as const, name: null, unit, milli };
    return { ...said, register: registerOf(said), at, quality: "measured" as const };
  };
  const [drawn, fed] = [12_345_678_900, 4_321_000];
  return {
    id: LIVE,
    name: "Meter",
    kind: "sunspec",
    place: "192.168.1.9:502 / 1",
    reversed,
    identity: null,
    state: "live",
    heardAt: at,
    fault: null,
    // Its transformers look the other way: only turned it is right.
    values: [
      value("203.W", "gridPower", reversed ? 2_300_000 : -2_300_000),
      value("203.TotWhImp", "imported", reversed ? drawn : fed),
      value("203.TotWhExp", "exported", reversed ? fed : drawn),
    ],
  };
}

let folder: string;
let reversed = false;
let now = 1_790_000_000_000;
const brought: { file: BroughtFile | null } = { file: null };
const saved: BroughtFile[] = [];
const asked: ConfirmView[] = [];
let says = true;

const windows = new Desk({
  openWindow: () => {
    queueMicrotask(() => {
      const view = windows.current();
      if (!view) return;
      asked.push(ConfirmView.parse(view));
      now += ARM_MS;
      windows.answer(view.digest, says);
    });
    return { close: () => undefined };
  },
  now: () => now,
});

const device: Device = {
  id: LIVE,
  name: "Meter",
  source: { kind: "sunspec", host: "192.168.1.9", port: 502, unit: 1 },
  reversed: false,
};

function installerDesk(keys: Keyring): JobsDesk {
  const { address } = keys.account;
  const files = new JobFiles({ folder: () => folder, account: () => address, vault: () => keys, now: () => now });
  return new JobsDesk({
    files,
    installerKey: () => keys.installerKey(),
    network: () => NETWORK,
    live: () => Promise.resolve([meter(reversed)]),
    entered: () => [{ ...device, reversed }],
    turn: (_, to) => Promise.resolve(void (reversed = to)),
    place: () => windows.place(),
    keyName: () => ({ address, name: null }),
    sign: (unsigned) => keys.signHandover(unsigned),
    openFile: () => Promise.resolve(brought.file),
    openPhoto: () => Promise.resolve({ name: "stairwell.jpg", bytes: Uint8Array.from([0xff, 0xd8, 1]) }),
    saveFile: (file) => Promise.resolve({ saved: (saved.push(file), file.name) }),
    changed: () => undefined,
    now: () => now,
  });
}

const ownersDesk = (keys: Keyring, network = NETWORK): ReadingDesk =>
  new ReadingDesk({
    account: () => keys.account,
    network: () => network,
    known: () => Promise.resolve({ entries: [], addresses: [keys.account.address] }),
    keyName: () => ({ address: keys.account.address, name: null }),
    place: () => windows.place(),
    sign: (unsigned) => keys.signTestReading(unsigned),
    openFile: () => Promise.resolve(brought.file),
  });

const newKeys = (): Keyring => new Keyring(Uint8Array.from(randomBytes(64)));
const key = deviceKey(METER);

async function prepared(desk: JobsDesk): Promise<string> {
  const { id } = await desk.start("Lane 4, second floor");
  const site = {
    act: "site",
    name: "Lane 4, second floor",
    building: { is: "home" },
    zone: "CD-07",
    carrier: "electricity",
  } as const;
  await desk.act({ id, act: { ...site, connection: { known: "number", number: "CN 0031" } } });
  await desk.act({
    id,
    act: {
      act: "add",
      device: { identity: METER, sits: "boundary", live: LIVE, source: null, reversed: false },
      replaces: null,
      reason: null,
    },
  });
  await desk.act({
    id,
    act: {
      act: "capacities",
      importW: 10_000,
      exportW: 0,
      technology: "none",
      supplier: partyOf("utility"),
      note: null,
    },
  });
  return id;
}

beforeEach(async () => {
  folder = temporaryFolder();
  reversed = false;
  says = true;
  asked.length = 0;
  saved.length = 0;
  brought.file = null;
});

describe("a home without a source", () => {
  it("is set up from the first step to a report that holds, on a meter whose transformers look the other way", async () => {
    const [installer, owner] = [newKeys(), newKeys()];
    const desk = installerDesk(installer);
    const id = await prepared(desk);

    const wrong = await desk.compare({ id, device: key, role: "gridPower", displayMilli: 2_310_000, reason: null });
    expect(wrong.job.checks.at(-1)).toMatchObject({ verdict: "wrongSign", shownMilli: -2_300_000 });
    const swapped = await desk.compare({
      id,
      device: key,
      role: "imported",
      displayMilli: 12_345_000_000,
      reason: null,
    });
    expect(swapped.job.checks.at(-1)?.verdict).toBe("wrongSign");
    await expect(desk.request({ id, reading: null })).rejects.toThrow("jobs.step");

    await desk.act({ id, act: { act: "again", device: key, live: LIVE, source: null, reversed: true } });
    expect(reversed).toBe(true);
    await desk.compare({ id, device: key, role: "gridPower", displayMilli: 2_310_000, reason: null });
    const right = await desk.compare({ id, device: key, role: "imported", displayMilli: 12_345_000_000, reason: null });
    expect(right.steps.filter(({ missing }) => missing.length > 0).map(({ step }) => step)).toEqual([
      "reading",
      "report",
    ]);

    const requested = await desk.request({ id, reading: null });
    expect(requested.job.request?.reading).toMatchObject({ imported: 12_345_678, exported: 4_321 });
    const { frames } = await desk.carry({ id, what: "request", as: "codes" });
    const answer = await ownersDesk(owner).answer((frames ?? []).join("\n"));
    expect(answer?.outcome).toBe("signed");
    await desk.answer({ id, text: answer?.outcome === "signed" ? answer.frames.join("\n") : "" });
    await desk.photo({ id, remove: false });
    expect((await desk.report(id)).outcome).toBe("signed");

    await desk.carry({ id, what: "report", as: "file" });
    const parsed = parseHandover(saved[0]?.bytes ?? new Uint8Array());
    if (!parsed.ok) throw new Error(parsed.fault.fault);
    const { handover } = parsed;
    expect(verifyHandover(handover)).toBeUndefined();
    expect(handover.certificate.claims).toMatchObject({ key: owner.account.publicKey, exportW: 0 });
    expect(handover.answer.meter.key).toBe(owner.account.meterKey);
    expect(handover.devices[0]?.source).toEqual(device.source);
    expect(handover.photo?.bytes).toBe(3);
    // Two windows: the owner's, which names who asks, and the installer's, which shows what is signed.
    expect(asked.map(({ kind }) => kind)).toEqual(["reading", "handover"]);
    expect(asked[0]?.counterparty?.learned).toBe("unknown");
    const list = CONTRACT["jobs.list"].output.parse(await desk.list());
    expect(list.jobs[0]).toMatchObject({ id, next: null, reports: 1 });
  });

  it("signs nothing when its installer says no", async () => {
    const desk = installerDesk(newKeys());
    const id = await prepared(desk);
    for (const role of ["gridPower", "imported"] as const)
      await desk.compare({ id, device: key, role, displayMilli: null, reason: "display is behind a seal" });
    await desk.request({ id, reading: { imported: 7, exported: null } });
    const { frames } = await desk.carry({ id, what: "request", as: "codes" });
    const answer = await ownersDesk(newKeys()).answer((frames ?? []).join("\n"));
    await desk.answer({ id, text: answer?.outcome === "signed" ? answer.frames.join("\n") : "" });
    says = false;
    expect(await desk.report(id)).toEqual({ outcome: "declined" });
    expect((await desk.get(id)).reported).toBe(false);
    await expect(desk.carry({ id, what: "report", as: "codes" })).rejects.toThrow("jobs.noReport");
  });
});

describe("jobs on the disk", () => {
  it("are there after a restart, for this account alone, and readable by nobody else", async () => {
    const keys = newKeys();
    const id = await prepared(installerDesk(keys));
    const again = await installerDesk(keys).get(id);
    expect(again.job.name).toBe("Lane 4, second floor");
    expect((await installerDesk(newKeys()).list()).jobs).toEqual([]);
    const files = readdirSync(folder);
    expect(files).toHaveLength(1);
    expect(readFileSync(join(folder, files[0] ?? ""), "latin1")).not.toContain("Lane 4");
  });
  it("spoil no other when one is damaged, and it is named", async () => {
    const keys = newKeys();
    const desk = installerDesk(keys);
    const [first, second] = [await prepared(desk), await prepared(desk)];
    writeFileSync(join(folder, `${keys.account.address}.job-${first}.sealed`), "damaged");
    const list = await desk.list();
    expect(list.jobs.map(({ id }) => id)).toEqual([second]);
    expect(list.damaged).toEqual([`${keys.account.address}.job-${first}.sealed`]);
    await expect(desk.act({ id: first, act: { act: "remove", device: key, reason: "x" } })).rejects.toThrow(
      "jobs.damaged",
    );
  });
  it("keep the salt of a connection point while its number stays", async () => {
    const desk = installerDesk(newKeys());
    const id = await prepared(desk);
    const { point, job } = await desk.get(id);
    const site = {
      act: "site",
      name: job.name,
      building: { is: "block", flats: 12 },
      zone: "CD-07",
      carrier: "electricity",
    } as const;
    const same = await desk.act({ id, act: { ...site, connection: { known: "number", number: "CN 0031" } } });
    expect(same.point).toBe(point);
    const other = await desk.act({ id, act: { ...site, connection: { known: "number", number: "CN 0032" } } });
    expect(other.point).not.toBe(point);
    await expect(desk.act({ id, act: { ...site, connection: { known: "hash", hash: "zz" } } })).rejects.toThrow(
      "jobs.connection",
    );
  });
});

describe("an owner's answer", () => {
  it("is refused to what is no request, to half of its codes, and to another network", async () => {
    const owner = ownersDesk(newKeys());
    await expect(owner.answer('{"format":"other"}')).rejects.toThrow("brought.notThis");
    const desk = installerDesk(newKeys());
    const id = await prepared(desk);
    for (const role of ["gridPower", "imported"] as const)
      await desk.compare({ id, device: key, role, displayMilli: null, reason: "no display" });
    await desk.request({ id, reading: { imported: 7, exported: null } });
    const { frames } = await desk.carry({ id, what: "request", as: "codes" });
    await expect(owner.answer((frames ?? []).slice(1).join("\n"))).rejects.toThrow("brought.codesMissing");
    const text = (frames ?? []).join("\n");
    const elsewhere = ownersDesk(newKeys(), { ...NETWORK, chainId: "other-1" });
    await expect(elsewhere.answer(text)).rejects.toThrow("reading.otherNetwork");
    const real = ownersDesk(newKeys(), { ...NETWORK, simulated: false });
    await expect(real.answer(text)).rejects.toThrow("reading.notSimulated");
    const whole = bytesBrought(text);
    brought.file = { name: "a.watt", bytes: whole.ok ? whole.value : new Uint8Array() };
    expect((await owner.answer(null))?.outcome).toBe("signed");
    expect(asked).toHaveLength(1);
  });
  it("is not signed for another account's meter, nor a report with another installer's key", () => {
    const keys = newKeys();
    const other = newKeys().account;
    const meterOf = { id: other.meterId, key: other.meterKey, class: "demo" } as const;
    const unsigned = {
      format: "wattlight-reading-1",
      chainId: "street-1",
      request: "00".repeat(32),
      key: other.publicKey,
      meter: meterOf,
    } as const;
    expect(() => keys.signTestReading(unsigned)).toThrow("vault.otherSender");
    const real = { ...meterOf, id: keys.account.meterId, key: keys.account.meterKey, class: "B" } as const;
    expect(() => keys.signTestReading({ ...unsigned, key: keys.account.publicKey, meter: real })).toThrow(
      "vault.wrongKey",
    );
  });
});
