// @vitest-environment happy-dom
/**
 * The page for a new trust anchor, driven as a person drives it: files refused with the reason, a checkpoint and a fingerprint confirmed.
 * Behind it stand the main process's own keeper of the page and the worker's own rules; the clock and the file dialog are given.
 */
import "./setup.ts";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, test } from "vitest";
import { anchorState, checkAnchor, mayAnchor } from "../../electron/local/anchors.ts";
import { Reanchor as Keeper } from "../../electron/safe/reanchor.ts";
import type { AnchorProposal } from "../../electron/local/port.ts";
import { nextContent, withSignature } from "../../node/checkpoint/signing.ts";
import { publicKeyOf } from "../../shared/codec/signature.ts";
import { toHex } from "../../shared/codec/bytes.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import { type Checkpoint, encodeCheckpoint } from "../../shared/light/checkpoint.ts";
import type { Anchor } from "../../shared/network/networkFile.ts";

const NOW = 1_800_000_000_000;
const seconds = NOW / 1000;
const secrets = [1, 2, 3, 4].map((n) => toHex(new Uint8Array(32).fill(n)));
const network = {
  chainId: "street-1",
  name: { en: "Street", zh: "街区" },
  trustingPeriod: 1_209_600,
  anchor: { height: 1, hash: "00".repeat(32) },
  regulators: secrets.map((secret) => toHex(publicKeyOf(Uint8Array.from(Buffer.from(secret, "hex"))))),
};
const HASH = "ab12".repeat(16);
const checkpointBy = (signers: number, change: { time?: number } = {}): Uint8Array => {
  const header = { chainId: network.chainId, height: 900, hash: HASH, time: seconds - 3600, ...change };
  let made: Checkpoint = { ...nextContent(undefined, header, network.regulators), signatures: [] };
  for (const secret of secrets.slice(0, signers)) made = withSignature(made, secret);
  return encodeCheckpoint(made);
};

let expires = seconds - 86_400;
let chosen: (AnchorProposal & { by: "checkpoint" })["files"] | null = null;
let anchored: { anchor: Anchor; source: string } | undefined;
let closed = 0;

const joined = {
  network,
  sync: {
    status: () => ({ trusted: { height: 800, hash: "cd".repeat(32), expires }, time: seconds - 1_300_000 }),
    newest: () => ({ header: { height: 800 } }),
  },
} as unknown as Parameters<typeof checkAnchor>[0];

function keeper(): Keeper {
  const made = new Keeper({
    local: () =>
      Promise.resolve({
        anchorState: () => Promise.resolve(anchorState(joined, NOW)),
        checkAnchor: async (proposal: AnchorProposal) => checkAnchor(joined, proposal, NOW),
        reanchor: async (anchor: Anchor, source: "checkpoint" | "fingerprint") => {
          mayAnchor(joined, anchor, NOW);
          anchored = { anchor, source };
        },
      }) as never,
    openWindow: () => ({ close: () => closed++ }),
    chooseFiles: () => Promise.resolve(chosen),
  });
  return made;
}

let page: Keeper;
const methods: Record<string, (input: never) => unknown> = {
  "safe.anchorState": () => page.state(),
  "safe.anchorFiles": () => page.files(),
  "safe.anchorTyped": (input) => page.typed(input),
  "safe.anchorConfirm": async (input) => {
    await page.confirm(input);
    return {};
  },
  "safe.anchorClose": () => {
    page.close();
    return {};
  },
};
const bridge = {
  async call(method: string, input: unknown) {
    try {
      return { ok: true, value: await methods[method]?.(input as never) };
    } catch (error) {
      if (error instanceof FaultError) return { ok: false, error: error.fault };
      throw error;
    }
  },
  onChanged: () => () => undefined,
};

async function open(lang: "en" | "zh-CN" = "en") {
  // The page takes its bridge when it is loaded.
  (globalThis as unknown as { wattlight: unknown }).wattlight = bridge;
  const [{ Reanchor }, { Look }] = await Promise.all([
    import("../../renderer/safe/Reanchor.tsx"),
    import("../../renderer/look/Look.tsx"),
  ]);
  page = keeper();
  await page.open();
  render(
    <Look lang={lang} theme="light">
      <Reanchor />
    </Look>,
  );
}
const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));
const isEnabled = (name: string): boolean => !screen.getByRole("button", { name }).hasAttribute("disabled");

beforeEach(() => {
  expires = seconds - 86_400;
  chosen = null;
  anchored = undefined;
  closed = 0;
});

describe("away longer than the trusting period", () => {
  test("says what was verified last and which two ways lead on, in either language", async () => {
    await open();
    await screen.findByText(/^800, of /);
    expect(screen.getByText("14 days")).toBeTruthy();
    expect(screen.getByText(/against the 4 keys of your network file/)).toBeTruthy();
    expect(document.body.textContent).not.toMatch(/\{\{|anchor\.\w|undefined/);
  });
  test("in Chinese", async () => {
    await open("zh-CN");
    await screen.findByText("14 天");
    expect(document.body.textContent).toContain("监管方的检查点");
    expect(document.body.textContent).not.toMatch(/\{\{|undefined/);
  });
  test("a checkpoint that two of four signed, one that is too old, and what is none: refused, named, and nothing is changed", async () => {
    await open();
    await screen.findByText(/^800, of /);
    const cases = [
      ["two.json", checkpointBy(2), /two\.json was refused\. Nothing was changed\. Only 2 of 4 regulators signed/],
      ["old.json", checkpointBy(3, { time: seconds - 2_000_000 }), /older than the trusting period/],
      ["odd.json", new TextEncoder().encode("hello"), /odd\.json was refused.+not a checkpoint of this version/],
    ] as const;
    for (const [name, bytes, said] of cases) {
      chosen = [{ name, bytes }];
      press("Choose checkpoint files…");
      await waitFor(() => expect(document.querySelector(".anchor-say")?.textContent).toMatch(said));
    }
    expect(anchored).toBeUndefined();
    // Nothing chosen changes nothing.
    chosen = null;
    press("Choose checkpoint files…");
    await waitFor(() => expect(isEnabled("Choose checkpoint files…")).toBe(true));
    expect(anchored).toBeUndefined();
  });
  test("one that three signed is shown with its hash, and one confirmation makes it the anchor and closes the page", async () => {
    await open();
    await screen.findByText(/^800, of /);
    chosen = [{ name: "three.json", bytes: checkpointBy(3) }];
    press("Choose checkpoint files…");
    await screen.findByText(/Checkpoint 1, signed by 3 of 4 regulators/);
    expect(document.querySelector(".anchor-hash")?.textContent?.replaceAll(" ", "")).toBe(HASH);
    expect(anchored).toBeUndefined();
    press("Trust this block");
    await waitFor(() => expect(anchored).toEqual({ anchor: { height: 900, hash: HASH }, source: "checkpoint" }));
    expect(closed).toBe(1);
  });
  test("a fingerprint is compared before it can be trusted; a lower one is refused; back takes nothing", async () => {
    await open();
    await screen.findByText(/^800, of /);
    const type = (height: string, hash: string) => {
      fireEvent.change(screen.getByLabelText("Height"), { target: { value: height } });
      fireEvent.change(screen.getByLabelText(/^Hash, 64 signs/), { target: { value: hash } });
    };
    type("700", HASH.replaceAll(/(.{4})(?=.)/g, "$1 "));
    press("Compare");
    await screen.findByText(/Block 700 is not above 800/);
    type("900", `${HASH.slice(1)}g`);
    expect(isEnabled("Compare")).toBe(false);
    type("900", HASH.toUpperCase());
    press("Compare");
    await screen.findByText(/Nobody has vouched for this here/);
    expect(isEnabled("Trust this block")).toBe(false);
    press("Back");
    await screen.findByText(/^800, of /);
    type("900", HASH);
    press("Compare");
    fireEvent.click(await screen.findByLabelText(/I compared every group/));
    expect(isEnabled("Trust this block")).toBe(true);
    press("Trust this block");
    await waitFor(() => expect(anchored).toEqual({ anchor: { height: 900, hash: HASH }, source: "fingerprint" }));
  });
  test("where trust holds again meanwhile, nothing is asked for and nothing is taken", async () => {
    await open();
    await screen.findByText(/^800, of /);
    chosen = [{ name: "three.json", bytes: checkpointBy(3) }];
    press("Choose checkpoint files…");
    await screen.findByText(/signed by 3 of 4/);
    expires = seconds + 86_400;
    press("Trust this block");
    await screen.findByText(/Trust holds again\. Nothing was changed\./);
    expect(anchored).toBeUndefined();
    expect((await page.open()).opened).toBe(false);
  });
});
