/** A hand-over that somebody brings: kept only where it is for this account and holds, told to a regulator, refused with the reason. */
import { beforeEach, describe, expect, it } from "vitest";
import { takeHandover } from "../../../electron/local/handedOver.ts";
import type { Joined } from "../../../electron/local/joined.ts";
import { encodeHandover, type Handover } from "../../../shared/commissioning/handover.ts";
import { CHAIN, keyOf, wholeReport } from "../../shared/commissioning/site.ts";

const report = wholeReport();
const NOW = report.made * 1000;
let kept: Handover[] = [];
beforeEach(() => void (kept = []));

const ACTIVE = { keys: [keyOf("installer")], roles: ["installer"], status: "active" };
/** `installer`: what the ledger proves of it; undefined while nothing can be proved. */
function wallet(who: string, installer: object | null | undefined, chainId = CHAIN): Joined {
  const query = () => (installer === undefined ? Promise.reject(new Error("offline")) : Promise.resolve(installer));
  return {
    network: { chainId, simulated: true },
    account: { publicKey: keyOf(who) },
    sync: { now: () => NOW },
    reads: { page: () => ({ query }) },
    handedOver: {
      held: () => Promise.resolve(null),
      keep: (handover: Handover) => Promise.resolve(void kept.push(handover)),
    },
  } as unknown as Joined;
}
const take = (joined: Joined | undefined, bytes = encodeHandover(report)) => takeHandover(joined, "a.watt", bytes, NOW);

describe("a hand-over", () => {
  it("for this account is kept, and proved where the ledger knows its installer", async () => {
    const check = await take(wallet("owner", ACTIVE));
    expect(check).toMatchObject({ verdict: "proved", file: "a.watt", simulated: true });
    expect(check?.words.en.lines.join(" ")).toContain("Landis+Gyr LGZ 100 234");
    expect(check?.words.zh.lines.join("")).toContain("12,345.678 kWh");
    expect(kept).toEqual([report]);
  });
  it("is kept without a network's answer, as one whose installer is not proved yet", async () => {
    expect((await take(wallet("owner", undefined)))?.verdict).toBe("consistent");
    expect(kept).toEqual([report]);
  });
  it("of another account is told, as to a regulator, and not kept", async () => {
    const check = await take(wallet("regulator", ACTIVE));
    expect(check?.verdict).toBe("proved");
    expect(check?.words.en.title).toContain("another account");
    expect(kept).toEqual([]);
  });
});

describe("refused, with the reason, and nothing kept", () => {
  const why = async (joined: Joined | undefined, bytes?: Uint8Array) => {
    const check = await take(joined, bytes);
    return check?.verdict === "refused" && kept.length === 0 ? check.words.en.title : check;
  };
  it("changed since it was signed", async () => {
    const changed = encodeHandover({ ...report, note: "other" });
    expect(await why(wallet("owner", ACTIVE), changed)).toMatch(/signature does not hold/);
  });
  it("of a newer format", async () => {
    const newer = new TextEncoder().encode('{"format":"wattlight-handover-2"}');
    expect(await why(wallet("owner", ACTIVE), newer)).toMatch(/newer program/);
  });
  it("for another network, and without one", async () => {
    expect(await why(wallet("owner", ACTIVE, "other-1"))).toMatch(/another network/);
    expect(await why(undefined)).toMatch(/No network is joined/);
  });
  it("of an installer that the ledger does not know, or has suspended", async () => {
    expect(await why(wallet("owner", null))).toMatch(/knows no such installer/);
    expect(await why(wallet("owner", { ...ACTIVE, status: "suspended" }))).toMatch(/suspended/);
  });
});

it("what is no hand-over at all is left to who reads other files", async () => {
  expect(await take(wallet("owner", ACTIVE), new TextEncoder().encode("{}"))).toBeUndefined();
  expect(await take(wallet("owner", ACTIVE), Uint8Array.from([1, 2]))).toBeUndefined();
});
