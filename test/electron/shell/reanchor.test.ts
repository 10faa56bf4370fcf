/** The page for a new trust anchor: opened only when trust is over, once, and it confirms only what the main process checked last. */
import { expect, test } from "vitest";
import { Reanchor } from "../../../electron/safe/reanchor.ts";
import type { AnchorCheck } from "../../../shared/ipc/anchorViews.ts";

function scene(expired = true) {
  const anchored: unknown[] = [];
  let windows = 0;
  let closed: () => void = () => undefined;
  const local = {
    anchorState: () => Promise.resolve({ expired }),
    checkAnchor: (proposal: { by: string; height?: number; hash?: string }): Promise<AnchorCheck> =>
      Promise.resolve(
        proposal.by === "fingerprint"
          ? {
              verdict: "candidate",
              by: "fingerprint",
              chainId: "c",
              height: proposal.height ?? 0,
              hash: proposal.hash ?? "",
              time: null,
              regulators: null,
            }
          : { verdict: "refused", file: "a.json", rule: "tooFew", values: { signed: 2, of: 4 } },
      ),
    reanchor: (...args: unknown[]) => {
      anchored.push(args);
      return Promise.resolve();
    },
  };
  const page = new Reanchor({
    local: () => Promise.resolve(local as never),
    openWindow: (gone) => {
      windows++;
      closed = gone;
      return { close: gone };
    },
    chooseFiles: () => Promise.resolve([{ name: "a.json", bytes: new Uint8Array() }]),
  });
  return { page, anchored, windows: () => windows, leave: () => closed() };
}
const typed = { height: 7, hash: "ab".repeat(32) };

test("no page while trust holds, and one page at a time when it is over", async () => {
  const held = scene(false);
  expect(await held.page.open()).toEqual({ opened: false });
  expect(held.windows()).toBe(0);
  const over = scene();
  await Promise.all([over.page.open(), over.page.open()]);
  expect(over.windows()).toBe(1);
  over.leave();
  await over.page.open();
  expect(over.windows()).toBe(2);
});

test("what was not checked, was refused since, or was left with the page, is not confirmed", async () => {
  const { page, anchored, leave } = scene();
  await page.open();
  await expect(page.confirm(typed)).rejects.toThrow("safe.anchorOther");
  await page.typed(typed);
  await expect(page.confirm({ ...typed, height: 8 })).rejects.toThrow("safe.anchorOther");
  await page.files();
  await expect(page.confirm(typed)).rejects.toThrow("safe.anchorOther");
  await page.typed(typed);
  leave();
  await expect(page.confirm(typed)).rejects.toThrow("safe.anchorOther");
  expect(anchored).toEqual([]);
});

test("what was checked last and is confirmed becomes the anchor, and the page closes", async () => {
  const { page, anchored, windows } = scene();
  await page.open();
  await page.typed(typed);
  await page.confirm(typed);
  expect(anchored).toEqual([[typed, "fingerprint"]]);
  await page.open();
  expect(windows()).toBe(2);
});
