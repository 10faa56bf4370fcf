/** The signing window's content, from bodies: figures, strangers, look-alikes, and that nothing of a body goes unread. */
import { describe, expect, it } from "vitest";
import { bech32 } from "@scure/base";
import { alikeTo } from "../../../electron/confirm/alike.ts";
import { signing } from "../../../electron/confirm/signing.ts";
import { prepare } from "../../../electron/confirm/view.ts";
import type { Composed } from "../../../electron/local/port.ts";
import { FaultError } from "../../../shared/ipc/fault.ts";
import { toHex } from "../../../shared/codec/bytes.ts";
import { digestOf } from "../../../shared/ledger/identity.ts";
import { ConfirmView } from "../../../shared/ipc/safeViews.ts";
import type { TxBody, TxOf } from "../../../shared/ledger/transactions.ts";

const address = (seed: number) =>
  bech32.encode("watt", bech32.toWords(Uint8Array.from({ length: 20 }, (_, i) => (seed * 31 + i * 7) % 256)));
const ME = address(1);
const OTHER = address(2);
const offer: TxOf<"offer.post"> = {
  kind: "offer.post",
  sender: ME,
  validUntil: 1_800_000_000,
  nonce: 4,
  side: "sell",
  type: "firm",
  carrier: "electricity",
  zone: "CN-1",
  energy: { first: 1_979_712, wh: Array.from({ length: 16 }, () => 500) },
  price: 460_000,
  minimum: 0,
  damages: { seller: 120_000, buyer: 100_000 },
  technology: "solar",
  expires: 1_781_740_000,
};
const facts: Composed["facts"] = {
  related: null,
  market: {
    now: 0,
    slot: 0,
    slotSeconds: 900,
    startSeconds: 0,
    grids: {},
    gateSlot: 0,
    utcOffset: 28_800,
    rate: 15,
    date: "2026-06-18",
  },
  charges: { network: 100_000, levy: 0, taxPpm: 0, lossPpm: 0 },
  known: [],
  names: {},
  amount: null,
  period: null,
  counterparty: null,
  day: null,
  restsOn: null,
  simulated: true,
};
const composed = (body: TxBody, more: Partial<Composed["facts"]> = {}): Composed => ({
  body,
  chainId: "demo-1",
  facts: { ...facts, ...more },
});
const accept: TxOf<"offer.accept"> = {
  kind: "offer.accept",
  sender: ME,
  validUntil: 1_800_000_000,
  nonce: 5,
  offer: "ab".repeat(32),
  energy: { first: 1_979_712, wh: [500, 500] },
};
const stranger = (alike: string | null = null): Composed["facts"]["counterparty"] => ({
  address: OTHER,
  name: { en: "Grid Company", zh: "电网公司" },
  learned: "unknown",
  contracts: 0,
  firstTime: true,
  bytes: [],
  alike,
});

describe("figures", () => {
  it("a firm sale: what comes in, and the damages of delivering nothing", () => {
    const { view } = prepare(composed(offer), ME);
    expect(view.receive?.amount).toBe(3_680_000);
    expect(view.worst?.amount).toBe(960_000);
    expect(view.worst?.note.en).toContain("8.00 kWh × ¥0.12");
  });
  it("as produced: no damages, whatever the body's figures", () => {
    const { view } = prepare(composed({ ...offer, type: "asProduced", damages: { seller: 0, buyer: 0 } }), ME);
    expect(view.worst?.amount).toBe(0);
  });
  it("a purchase: pays, and at worst with charges and damages", () => {
    const { view } = prepare(composed(accept, { related: { ...offer, sender: OTHER } }), ME);
    expect(view.receive?.amount).toBe(-460_000);
    expect(view.worst?.amount).toBe(460_000 + 100_000 + 100_000);
  });
  it("an acceptance whose offer is not at hand shows no made-up money", () => {
    const { view } = prepare(composed(accept), ME);
    expect(view.receive).toBeNull();
    expect(view.worst).toBeNull();
  });
  it("a payment shows the statement's amount on the side it falls", () => {
    const claim: TxBody = {
      kind: "payment.claim",
      sender: ME,
      validUntil: 1,
      nonce: 0,
      creditor: OTHER,
      period: 3,
      reference: "R-1",
    };
    expect(prepare(composed(claim, { amount: 5_000_000 }), ME).view.receive?.amount).toBe(-5_000_000);
    const confirm: TxBody = { kind: "payment.confirm", sender: ME, validUntil: 1, nonce: 0, debtor: OTHER, period: 3 };
    expect(prepare(composed(confirm, { amount: 5_000_000 }), ME).view.receive?.amount).toBe(5_000_000);
  });
});

describe("details", () => {
  const detail = (body: TxBody, label: string, more: Partial<Composed["facts"]> = {}) =>
    prepare(composed(body, more), ME).view.details.find((one) => one.label.en === label)?.value;
  it("a period is a time of the market, and the number that is signed", () => {
    const confirm: TxBody = {
      kind: "payment.confirm",
      sender: ME,
      validUntil: 1,
      nonce: 0,
      debtor: OTHER,
      period: 989_813,
    };
    const from = 1_781_663_400;
    expect(detail(confirm, "Period", { period: { from, to: from + 1800 } })).toEqual({
      en: "17 June, 10:30–11:00 (statement 989813)",
      zh: "6 月 17 日 10:30–11:00（第 989813 期）",
    });
    expect(detail(confirm, "Period")).toEqual({ en: "statement 989813", zh: "第 989813 期" });
  });
  it("the least taken is the one that is signed, and none is called none", () => {
    expect(detail(offer, "Least taken")?.en).toMatch(/^no minimum/);
    expect(detail({ ...offer, minimum: 1 }, "Least taken")?.en).toBe("0.001 kWh");
    expect(detail({ ...offer, minimum: 4000 }, "Least taken")?.zh).toBe("4.00 kWh");
  });
});

describe("market time", () => {
  const now = 1_781_600_000;
  const market = { ...(facts.market as NonNullable<typeof facts.market>), now };
  it("is named, with its speed, where hours of the market stand beside the clock's", () => {
    expect(prepare(composed(offer, { market }), ME).view.marketTime).toEqual({ now: now + 28_800, rate: 15 });
    const confirm: TxBody = { kind: "payment.confirm", sender: ME, validUntil: 1, nonce: 0, debtor: OTHER, period: 3 };
    expect(prepare(composed(confirm, { market }), ME).view.marketTime?.rate).toBe(15);
  });
  it("is left out where nothing was verified", () => {
    expect(prepare(composed(offer, { market: null }), ME).view.marketTime).toBeNull();
  });
});

describe("what is shown is what is signed", () => {
  it("the digest is that of the body, and the bytes are the body", () => {
    const { view, body } = prepare(composed(offer), ME);
    expect(view.digest).toBe(toHex(digestOf(offer, "demo-1")));
    expect(JSON.parse(view.bytes)).toEqual(offer);
    expect(body).toEqual(offer);
    expect(ConfirmView.safeParse(view).success).toBe(true);
  });
  it("refuses a body with a field that no parser knows", () => {
    expect(() => prepare(composed({ ...offer, hidden: 1 } as never), ME)).toThrow("sign.notCanonical");
  });
  it("refuses another sender", () => {
    expect(() => prepare(composed({ ...offer, sender: OTHER }), ME)).toThrow("sign.otherSender");
  });
  it("speaks both languages, and says what becomes public", () => {
    const { view } = prepare(composed(offer), ME);
    expect(view.sentence.en).toMatch(/8\.00 kWh/);
    expect(view.sentence.zh).toMatch(/8\.00 kWh/);
    expect(view.publicNote.en).toContain("hours, energy and price");
    // The window's own heading says "Public" already.
    expect(view.publicNote.en).not.toMatch(/^Public/);
    expect(view.publicNote.zh).not.toMatch(/^将?公开/);
  });
});

describe("counterparties", () => {
  const related = { ...offer, sender: OTHER };
  it("a stranger has no name, neither in the row nor in the sentence", () => {
    const names = { [OTHER]: { en: "Grid Company", zh: "电网公司" } };
    const { view } = prepare(composed(accept, { related, counterparty: stranger(), names }), ME);
    expect(view.counterparty?.name).toBeNull();
    expect(view.sentence.en).not.toContain("Grid Company");
    expect(view.sentence.zh).not.toContain("电网公司");
  });
  it("the strip is drawn from the address, not from what the facts say", () => {
    const { view } = prepare(
      composed(accept, { related, counterparty: { ...stranger(), bytes: [1, 2, 3] } as never }),
      ME,
    );
    expect(view.counterparty?.bytes).toHaveLength(20);
  });
  it("a look-alike of a known address warns", () => {
    const twin = `${OTHER.slice(0, 8)}${"q".repeat(OTHER.length - 12)}${OTHER.slice(-4)}`;
    const { view } = prepare(composed(accept, { related, counterparty: stranger(), known: [twin] }), ME);
    expect(view.counterparty?.alike).toBe(twin);
  });
  it.each([
    ["the same", (known: string) => known, false],
    ["same head and tail", (known: string) => `${known.slice(0, 8)}xxxx${known.slice(12)}`, true],
    ["same head alone", (known: string) => `${known.slice(0, -4)}zzzz`, false],
    ["same tail alone", (known: string) => `watt1zzz${known.slice(8)}`, false],
  ])("%s", (_, change, warns) => {
    expect(alikeTo(change(OTHER), [ME, OTHER]) !== null).toBe(warns);
  });
});

describe("the reader's own names", () => {
  const related = { ...offer, sender: OTHER };
  const entry = { address: OTHER, name: "Aunt Li", learned: "qr" as const, added: 1 };
  const book = { entries: [entry], addresses: [OTHER, ME] };
  it("are what the window calls a party by, in the sentence too, and it says how the address was learnt", () => {
    const names = { [OTHER]: { en: "Grid Company", zh: "电网公司" } };
    const { view } = prepare(composed(accept, { related, counterparty: stranger(), names }), ME, book);
    expect(view.counterparty).toMatchObject({ name: { en: "Aunt Li", zh: "Aunt Li" }, learned: "qr", firstTime: true });
    for (const text of [view.sentence.en, view.sentence.zh]) {
      expect(text).toContain("Aunt Li");
      expect(text).not.toMatch(/Grid Company|电网公司/);
    }
  });
  it("make a twin of theirs stand out, and so do the wallet's own accounts", () => {
    const twin = (of: string) => `${of.slice(0, 8)}${"q".repeat(of.length - 12)}${of.slice(-4)}`;
    const twinOfOther = twin(OTHER);
    for (const [known, alike] of [
      [{ entries: [{ ...entry, address: twinOfOther }], addresses: [twinOfOther, ME] }, twinOfOther],
      [{ entries: [], addresses: [ME, twinOfOther] }, twinOfOther],
    ] as const) {
      const { view } = prepare(composed(accept, { related, counterparty: stranger() }), ME, known);
      expect(view.counterparty?.alike).toBe(alike);
      expect(view.counterparty?.name).toBeNull();
    }
  });
  it("a first time is said, whoever it is, until there is a contract", () => {
    const given = { ...(stranger() as NonNullable<ReturnType<typeof stranger>>), learned: "network" as const };
    const first = (contracts: number, learned: "network" | "self" = "network") =>
      prepare(composed(accept, { related, counterparty: { ...given, contracts, learned } }), ME).view.counterparty
        ?.firstTime;
    expect([first(0), first(1), first(0, "self")]).toEqual([true, false, false]);
  });
});

describe("signing", () => {
  const deps = (yes: boolean, keptId?: string) => {
    const calls: string[] = [];
    const shown: ConfirmView["key"][] = [];
    return {
      calls,
      shown,
      compose: () => {
        calls.push("compose");
        return Promise.resolve(composed(offer));
      },
      unsigned: (body: TxBody) => {
        expect(body).toEqual(offer);
        calls.push("unsigned");
        return Promise.resolve();
      },
      place: () => ({
        ask: (view: ConfirmView) => {
          calls.push("ask");
          shown.push(view.key);
          return Promise.resolve(yes);
        },
        leave: () => void calls.push("leave"),
      }),
      sign: (body: TxBody, chainId: string) => {
        calls.push("sign");
        return { bytes: new Uint8Array(1), id: toHex(digestOf(body, chainId)) };
      },
      keep: () => {
        calls.push("keep");
        return Promise.resolve({ id: keptId ?? toHex(digestOf(offer, "demo-1")) });
      },
      me: () => ME as string | undefined,
      nameOf: (address: string) => (address === ME ? { en: "Workshop", zh: "作坊" } : null),
      known: () => Promise.resolve({ entries: [], addresses: [] }),
    };
  };
  it("asks, signs, keeps, and only then says signed", async () => {
    const all = deps(true);
    expect(await signing(all, "sign.register", {})).toEqual({
      outcome: "signed",
      id: toHex(digestOf(offer, "demo-1")),
    });
    expect(all.calls).toEqual(["compose", "ask", "sign", "keep"]);
    expect(all.shown).toEqual([{ address: ME, name: { en: "Workshop", zh: "作坊" } }]);
  });
  it("touches no key after a no, and gives the nonce back", async () => {
    const all = deps(false);
    expect(await signing(all, "sign.register", {})).toEqual({ outcome: "declined" });
    expect(all.calls).toEqual(["compose", "ask", "unsigned"]);
  });
  it("composes nothing, and so takes no nonce, when the desk has no place", async () => {
    const all = deps(true);
    const full = () => {
      throw new FaultError("sign.tooMany");
    };
    await expect(signing({ ...all, place: full }, "sign.register", {})).rejects.toThrow("sign.tooMany");
    expect(all.calls).toEqual([]);
  });
  it("gives place and nonce back when it cannot ask", async () => {
    const all = deps(true);
    await expect(signing({ ...all, me: () => OTHER }, "sign.register", {})).rejects.toThrow("sign.otherSender");
    expect(all.calls).toEqual(["compose", "leave", "unsigned"]);
  });
  it("composes nothing while locked", async () => {
    await expect(signing({ ...deps(true), me: () => undefined }, "sign.register", {})).rejects.toThrow("vault.locked");
  });
  it("does not say signed when something else was kept", async () => {
    await expect(signing(deps(true, "00"), "sign.register", {})).rejects.toThrow("sign.keptOther");
  });
});
