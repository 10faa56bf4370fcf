// @vitest-environment happy-dom
/** The page of nodes as a reader uses it: what each node's health says, moving, adding, and a removal that is asked about first. */
import "./setup.ts";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { MantineProvider } from "@mantine/core";
import { afterEach, expect, test, vi } from "vitest";
import { CONTRACT } from "../../shared/ipc/contract.ts";
import { type NodesBridge, type NodesScene, nodesBridge } from "./mock/nodes.ts";

let bridge: NodesBridge;
async function open(scene: NodesScene): Promise<void> {
  bridge = nodesBridge(scene, "en", "light");
  vi.stubGlobal("wattlight", bridge);
  vi.resetModules();
  const { Nodes } = await import("../../renderer/safe/nodes/Nodes.tsx");
  render(
    <MantineProvider>
      <Nodes />
    </MantineProvider>,
  );
  await screen.findByRole("heading", { level: 2 });
}
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});
const listed = () => screen.queryAllByRole("listitem").map((row) => row.querySelector("b")?.textContent);

test.each<NodesScene>(["full", "many", "new", "offline", "demo"])(
  "the mock's scene %s satisfies the contract",
  async (scene) => {
    const answered = await nodesBridge(scene, "en", "light").call("safe.nodesState", {});
    expect(CONTRACT["safe.nodesState"].output.safeParse((answered as { value: unknown }).value).success).toBe(true);
  },
);

test("each node's health is said in words", async () => {
  await open("full");
  const said = screen.getAllByRole("listitem").map((row) => row.textContent);
  expect(said[0]).toContain("answers, proofs hold");
  expect(said[2]).toContain("slow or behind");
  expect(said[3]).toContain("refused: its proof did not match (witness.root)");
});

test("a node moves, one is added and, once the reader is sure, removed", async () => {
  await open("full");
  const [mine, first] = listed();
  fireEvent.click(screen.getByRole("button", { name: `Move down ${mine}` }));
  await waitFor(() => expect(listed().slice(0, 2)).toEqual([first, mine]));
  fireEvent.change(screen.getByRole("textbox"), { target: { value: " https://new.example " } });
  fireEvent.click(screen.getByRole("button", { name: "Add" }));
  await waitFor(() => expect(listed().at(-1)).toBe("https://new.example"));
  fireEvent.click(screen.getAllByRole("button", { name: "Remove…" })[0] as HTMLElement);
  expect(screen.getByText(`Remove ${mine}? It is not asked any more.`)).toBeTruthy();
  expect(bridge.calls.some(({ method }) => method === "safe.nodeRemove")).toBe(false);
  fireEvent.click(screen.getByRole("button", { name: "Remove" }));
  await waitFor(() => expect(listed()).not.toContain(mine));
});

test("the demo network's list is for reading alone", async () => {
  await open("demo");
  expect(screen.queryByRole("textbox")).toBeNull();
  expect(screen.getByText(/has its own node on this computer/)).toBeTruthy();
});
