/** The page of nodes with realistic answers: every one satisfies the contract (test/renderer/nodesPage.test.tsx). */
import type { Input } from "../../../shared/ipc/contract.ts";
import type { Lang, Theme } from "../../../shared/ipc/ledgerViews.ts";
import type { NodesState } from "../../../shared/ipc/nodeViews.ts";
import type { SafeState } from "../../../shared/ipc/safeViews.ts";

export type NodesScene = "full" | "many" | "new" | "offline" | "demo";

const ANSWERED = 1_717_236_300;
type Listed = NodesState["nodes"][number];

const FULL: readonly Listed[] = [
  {
    url: "https://wattlight.mine.example:8443",
    own: true,
    health: { role: "primary", state: "ok", height: 18_204, why: null, answeredAt: ANSWERED },
  },
  {
    url: "https://node-1.chengdu-energy.example",
    own: false,
    health: { role: "witness", state: "ok", height: 18_204, why: null, answeredAt: ANSWERED - 1 },
  },
  {
    url: "https://node-2.chengdu-energy.example",
    own: false,
    health: { role: "witness", state: "slow", height: 18_150, why: "behind", answeredAt: ANSWERED - 240 },
  },
  {
    url: "https://node-3.chengdu-energy.example",
    own: false,
    health: { role: "setAside", state: "lied", height: 18_201, why: "witness.root", answeredAt: ANSWERED - 9000 },
  },
];

function nodesOf(scene: NodesScene): readonly Listed[] {
  if (scene === "new") return [];
  if (scene === "demo") return [{ url: "http://127.0.0.1:26657", own: false, health: FULL[0]?.health ?? null }];
  if (scene === "offline")
    return FULL.map((one) => ({
      ...one,
      health: { role: "witness", state: "down", height: null, why: "down", answeredAt: null },
    }));
  if (scene === "many")
    return Array.from({ length: 24 }, (_, n) => ({
      url: `https://node-${n + 1}.a-rather-long-name-of-a-regulator-in-the-province.example:8443/rpc`,
      own: n >= 16,
      health: FULL[n % FULL.length]?.health ?? null,
    }));
  return FULL;
}

export interface NodesBridge {
  call(method: string, input: unknown): Promise<unknown>;
  onChanged(heard: (topic: string) => void): () => void;
  readonly calls: { readonly method: string; readonly input: unknown }[];
}

export function nodesBridge(scene: NodesScene, lang: Lang, theme: Theme): NodesBridge {
  const calls: { method: string; input: unknown }[] = [];
  let settings = { lang, theme };
  let nodes = nodesOf(scene);
  const heard = new Set<(topic: string) => void>();
  const state = (): NodesState => ({
    network: scene === "new" ? null : { en: "Chengdu Energy Street", zh: "成都能源街" },
    builtIn: scene === "demo",
    link: scene === "new" ? null : scene === "offline" ? "offline" : "online",
    nodes: [...nodes],
  });
  const safe = (): SafeState => ({
    mode: "nodes",
    settings,
    throttle: { until: 0, attempts: 0 },
    account: null,
    wallets: [],
    joined: true,
    system: null,
    damaged: null,
  });
  const answers: Record<string, (input: never) => unknown> = {
    "safe.state": safe,
    "settings.set": (input: Input<"settings.set">) => {
      settings = { lang: input.lang ?? settings.lang, theme: input.theme ?? settings.theme };
      queueMicrotask(() => heard.forEach((listener) => listener("settings")));
      return settings;
    },
    "safe.nodesState": state,
    "safe.nodeAdd": ({ url }: Input<"safe.nodeAdd">) => {
      nodes = [...nodes, { url, own: true, health: null }];
      return state();
    },
    "safe.nodeMove": ({ url, by }: Input<"safe.nodeMove">) => {
      const at = nodes.findIndex((one) => one.url === url);
      nodes = nodes.toSpliced(at, 1).toSpliced(at + (by === "up" ? -1 : 1), 0, ...nodes.slice(at, at + 1));
      return state();
    },
    "safe.nodeRemove": ({ url }: Input<"safe.nodeRemove">) => {
      nodes = nodes.filter((one) => one.url !== url);
      return state();
    },
    "safe.nodesClose": () => ({}),
  };
  return {
    calls,
    call: (method, input) => {
      calls.push({ method, input });
      const value = answers[method];
      if (!value) throw new Error(`the mock does not answer ${method}`);
      return Promise.resolve({ ok: true, value: value(input as never) });
    },
    onChanged: (listener) => {
      heard.add(listener);
      return () => heard.delete(listener);
    },
  };
}
