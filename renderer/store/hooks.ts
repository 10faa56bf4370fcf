/** The thin hooks over the vanilla stores: read a question, run an act. */
import { useCallback, useEffect, useState } from "react";
import { useStore } from "zustand";
import type { Contract, Input, Method, Output } from "../../shared/ipc/contract.ts";
import type { Fault } from "../../shared/ipc/fault.ts";
import { call } from "./client.ts";
import { keyOf, LOADING, type Read, type ReadMethod, reads, watch } from "./reads.ts";

export function useRead<M extends ReadMethod>(method: M, input: Input<M>): Read<Output<M>> {
  const key = keyOf(method, input);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the key holds method and input
  useEffect(() => watch(method, input), [key]);
  // The entry under this key was parsed by this method's schema (client.ts).
  return useStore(reads, (all) => (all[key] ?? LOADING) as Read<Output<M>>);
}

export type ActMethod = { [M in Method]: Contract[M]["access"] extends "read" ? never : M }[Method];
export type Act = { state: "idle" } | { state: "busy" } | { state: "failed"; fault: Fault };

/** An act of the reader: one at a time; a fault stays until the next try. Resolves to the output, or undefined. */
export function useAct<M extends ActMethod>(method: M) {
  const [act, setAct] = useState<Act>({ state: "idle" });
  const run = useCallback(
    async (input: Input<M>): Promise<Output<M> | undefined> => {
      setAct({ state: "busy" });
      const heard = await call(method, input);
      setAct(heard.ok ? { state: "idle" } : { state: "failed", fault: heard.error });
      return heard.ok ? heard.value : undefined;
    },
    [method],
  );
  const clear = useCallback(() => setAct({ state: "idle" }), []);
  return { act, run, clear, busy: act.state === "busy" };
}
