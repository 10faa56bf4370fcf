/** The signing desk: one question at a time, only what is on screen can be answered, closing means no. */
import { beforeEach, describe, expect, it } from "vitest";
import { ARM_MS, Desk } from "../../../electron/confirm/desk.ts";
import type { ConfirmView } from "../../../shared/ipc/safeViews.ts";

let now: number;
let windows: { closed: () => void; open: boolean }[];
let desk: Desk;
const view = (digest: string): ConfirmView => ({
  kind: "offer.cancel",
  sentence: { en: "", zh: "" },
  receive: null,
  worst: null,
  details: [],
  counterparty: null,
  key: { address: "watt1", name: null },
  validUntil: 0,
  marketTime: null,
  digest,
  bytes: "",
  publicNote: { en: "", zh: "" },
  day: null,
  simulated: true,
  restsOn: null,
});
beforeEach(() => {
  now = 1000;
  windows = [];
  desk = new Desk({
    now: () => now,
    openWindow: (closed) => {
      const window = { closed, open: true };
      windows.push(window);
      return {
        close: () => {
          window.open = false;
          closed();
        },
      };
    },
  });
});
const ask = (one: ConfirmView) => desk.place().ask(one);
/** Draws the question and lets the moment pass. */
const read = () => {
  const shown = desk.current();
  now += ARM_MS;
  return shown?.digest;
};

describe("a question", () => {
  it("is answered yes by its own digest after a moment", async () => {
    const answer = ask(view("aa"));
    expect(read()).toBe("aa");
    desk.answer("aa", true);
    expect(await answer).toBe(true);
    expect(windows[0]?.open).toBe(false);
    expect(desk.current()).toBeNull();
  });
  it("is not answered by another digest", async () => {
    const answer = ask(view("aa"));
    read();
    expect(() => desk.answer("bb", true)).toThrow("sign.otherDigest");
    desk.answer("aa", false);
    expect(await answer).toBe(false);
  });
  it("does not take a yes before it was shown, nor within the first moment", () => {
    void ask(view("aa"));
    now += 10_000;
    expect(() => desk.answer("aa", true)).toThrow("sign.tooSoon");
    desk.current();
    now += ARM_MS - 1;
    expect(() => desk.answer("aa", true)).toThrow("sign.tooSoon");
    now += 1;
    expect(() => desk.answer("aa", true)).not.toThrow();
  });
  it("takes a no at once", async () => {
    const answer = ask(view("aa"));
    desk.answer("aa", false);
    expect(await answer).toBe(false);
  });
  it("is refused by closing the window", async () => {
    const answer = ask(view("aa"));
    windows[0]?.closed();
    expect(await answer).toBe(false);
    expect(() => desk.answer("aa", true)).toThrow("sign.nothingAsked");
  });
  it("cannot be answered twice", async () => {
    const first = ask(view("aa"));
    const second = ask(view("aa"));
    read();
    desk.answer("aa", true);
    expect(await first).toBe(true);
    // The second has the same digest, but was not shown yet.
    expect(() => desk.answer("aa", true)).toThrow("sign.tooSoon");
    desk.answer("aa", false);
    expect(await second).toBe(false);
  });
});

describe("several questions", () => {
  it("wait for each other, each in a window of its own", async () => {
    const answers = [ask(view("aa")), ask(view("bb"))];
    expect(windows).toHaveLength(1);
    expect(read()).toBe("aa");
    desk.answer("aa", true);
    expect(windows).toHaveLength(2);
    expect(read()).toBe("bb");
    windows[1]?.closed();
    expect(await Promise.all(answers)).toEqual([true, false]);
  });
  it("are all refused when the wallet locks", async () => {
    const answers = [ask(view("aa")), ask(view("bb"))];
    desk.declineAll();
    expect(await Promise.all(answers)).toEqual([false, false]);
    expect(windows).toHaveLength(1);
  });
  it("do not pile up without end: whoever has no place is refused before anything is composed", () => {
    const held = desk.place();
    for (let i = 0; i < 7; i++) void ask(view(`${i}`));
    expect(() => desk.place()).toThrow("sign.tooMany");
    held.leave();
    void ask(view("x"));
    expect(() => desk.place()).toThrow("sign.tooMany");
    desk.answer("0", false);
    expect(() => desk.place()).not.toThrow();
  });
  it("have no place left that was taken before the wallet locked", async () => {
    const place = desk.place();
    desk.declineAll();
    expect(await place.ask(view("aa"))).toBe(false);
    expect(windows).toHaveLength(0);
  });
});
