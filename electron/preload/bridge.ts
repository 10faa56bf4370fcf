/**
 * What a page gets from its preload: `wattlight.call` for the methods of its own door and `wattlight.onChanged` for topics.
 * No channel name, event object or ipcRenderer reaches the page.
 */
import { contextBridge, ipcRenderer } from "electron";
import { callChannel, CHANGED } from "../door/channels.ts";
import { TOPICS } from "./methods.ts";

export function expose(methods: readonly string[]): void {
  contextBridge.exposeInMainWorld("wattlight", {
    call: (method: unknown, input: unknown): Promise<unknown> =>
      typeof method === "string" && methods.includes(method)
        ? ipcRenderer.invoke(callChannel(method), input)
        : Promise.resolve({ ok: false, error: { code: "door.method", data: {}, next: "none" } }),
    /** Returns a function that stops listening. */
    onChanged: (heard: (topic: string) => void): (() => void) => {
      const listener = (_: unknown, topic: unknown): void => {
        if (typeof topic === "string" && TOPICS.includes(topic)) heard(topic);
      };
      ipcRenderer.on(CHANGED, listener);
      return () => void ipcRenderer.removeListener(CHANGED, listener);
    },
  });
}
