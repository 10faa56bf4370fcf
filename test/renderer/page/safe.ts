/** A safe window on a mock bridge: `safe.html?mode=nodes&lang=zh-CN&theme=dark&scene=many`. For looking, never shipped. */
import { Lang, Theme } from "../../../shared/ipc/ledgerViews.ts";
import { type NodesScene, nodesBridge } from "../mock/nodes.ts";

const query = new URLSearchParams(location.search);
const SCENES: readonly NodesScene[] = ["full", "many", "new", "offline", "demo"];

Object.assign(globalThis, {
  wattlight: nodesBridge(
    SCENES.find((scene) => scene === query.get("scene")) ?? "full",
    Lang.catch("en").parse(query.get("lang")),
    Theme.catch("light").parse(query.get("theme")),
  ),
});
await import("../../../renderer/safe/main.tsx");
