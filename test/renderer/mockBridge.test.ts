/** The mock bridge keeps the contract in every scene, so that what is looked at could have come from the main process. */
import { describe, expect, test } from "vitest";
import { CONTRACT, type Method } from "../../shared/ipc/contract.ts";
import { answer } from "../../shared/ipc/fault.ts";
import { LI } from "./mock/scene.ts";
import { mockBridge, SAMPLE, type Scene } from "./mockBridge.ts";

const INPUTS: Partial<Record<Method, unknown>> = {
  "settings.set": { lang: "zh-CN" },
  "energy.day": { source: "replay", date: null },
  "energy.month": { source: "file", month: null },
  "market.book": { carrier: "electricity", from: 0, to: 99_000_000 },
  "market.proposal": { carrier: "electricity", side: "sell", from: null, to: null },
  "contracts.get": { id: SAMPLE.contract },
  "office.zone": { zone: null, carrier: "electricity", date: null },
  "office.rules": { zone: null, carrier: "electricity" },
  "office.parties": { status: "pending", after: null },
  "office.path": { party: LI.id },
  "proof.save": { what: "path" },
  "proof.check": {},
};
const scenes: Scene[] = ["full", "new", "offline", "refused", "fault", "loading"];

describe.each(scenes)("scene %s", (scene) => {
  const bridge = mockBridge({ scene, lang: "en", theme: "light", simulated: true, daySlots: 100 });
  const methods = (Object.keys(CONTRACT) as Method[]).filter((method) => CONTRACT[method].door !== "safe");
  test.each(methods)("%s", async (method) => {
    const heard = await bridge.call(
      method,
      INPUTS[method] ?? {
        handle: "h1",
        choices: {},
        ...(method === "meter.preview"
          ? {
              choices: (
                (await mockBridge({ scene: "full", lang: "en", theme: "light", simulated: true, daySlots: 96 }).call(
                  "meter.choose",
                  {},
                )) as { value: { choices: unknown } }
              ).value.choices,
            }
          : {}),
      },
    );
    expect(answer(CONTRACT[method].output).safeParse(heard).error?.issues ?? []).toEqual([]);
  });
});
