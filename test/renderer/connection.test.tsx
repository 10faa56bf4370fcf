// @vitest-environment happy-dom
/** Each state of the connection stands in the strip above the screen, in both languages; none opens a dialogue over what the reader does. */
import "./setup.ts";
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { App } from "../../renderer/frame/App.tsx";
import { app, readRoute } from "../../renderer/store/app.ts";
import { listen, reads } from "../../renderer/store/reads.ts";
import type { Lang, StatusView } from "../../shared/ipc/ledgerViews.ts";
import { mockBridge } from "./mockBridge.ts";

afterEach(cleanup);
const node = (more: Partial<StatusView["nodes"][number]>): StatusView["nodes"][number] => ({
  url: "https://node.example",
  role: "primary",
  state: "ok",
  height: 7,
  why: null,
  answeredAt: null,
  ...more,
});
const down = node({ role: "witness", state: "down", why: "down" });
const refusing = node({ state: "down", why: "proxy.password" });

async function said(lang: Lang, status: Partial<StatusView>): Promise<string> {
  const bridge = mockBridge({ scene: "full", lang, theme: "light", simulated: false, daySlots: 96, status });
  window.wattlight = bridge;
  listen();
  reads.setState({}, true);
  app.setState({ route: readRoute("#/account"), proof: null, notice: null });
  const { container } = render(<App />);
  for (const topic of ["status", "ledger", "settings"]) bridge.tell(topic);
  return await waitFor(() => {
    const text = container.querySelector(".bar .state")?.textContent;
    if (!text) throw new Error("nothing said yet");
    return text;
  });
}

const CASES: readonly [string, Partial<StatusView>, RegExp, RegExp][] = [
  ["starting", { link: "starting", nodes: [] }, /^Starting\b/, /^正在启动/],
  ["online", { link: "online", nodes: [node({})] }, /^Online, 1 node$/, /^在线，1 个节点$/],
  ["metered", { link: "online", nodes: [node({})], metered: true }, /^Online, 1 node, metered$/, /按流量计费$/],
  ["behind", { link: "behind" }, /^Catching up\b/, /^正在追赶/],
  [
    "offline since the last block",
    { link: "offline", nodes: [down], time: 1_781_676_600 },
    /^Offline\. What you see is what was last verified, last block .*17 Jun/,
    /^离线，所示为上次验证的内容，最后的区块 .*6 月 17 日/,
  ],
  [
    "offline, never verified",
    { link: "offline", nodes: [down], time: null },
    /last verified, 2 signed/,
    /上次验证的内容，发件箱/,
  ],
  ["the proxy refuses", { link: "offline", nodes: [refusing], time: null }, /^Offline: the proxy/, /^离线：代理不放行/],
  [
    "the proxy is not all that is wrong",
    { link: "offline", nodes: [refusing, down], time: null },
    /^Offline\. /,
    /^离线，/,
  ],
  [
    "a node that lied is no matter of the proxy",
    { link: "offline", nodes: [refusing, node({ role: "setAside", state: "lied", why: "witness.root" })], time: null },
    /^Offline: the proxy lets nothing through, 1 set aside, /,
    /^离线：代理不放行，1 个已停用，/,
  ],
];
test.each(CASES)("%s", async (_, status, english, chinese) => {
  expect(await said("en", status)).toMatch(english);
  expect(screen.queryByRole("dialog")).toBeNull();
  cleanup();
  expect(await said("zh-CN", status)).toMatch(chinese);
  expect(screen.queryByRole("dialog")).toBeNull();
});
