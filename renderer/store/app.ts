/** Where the reader is (in the address's fragment, so that links and "back" work), the proof laid open, and the last notice. */
import { createStore } from "zustand/vanilla";
import type { Output } from "../../shared/ipc/contract.ts";
import type { Proof } from "../../shared/ipc/verified.ts";

export const PLACES = ["overview", "energy", "market", "contracts", "money", "ledger", "account", "office"] as const;
export type Place = (typeof PLACES)[number];
export interface Route {
  readonly place: Place;
  /** Contract id, or an argument of the place. */
  readonly rest: string | null;
}
/** `signed` follows the outbox's entry of that id. */
export type Notice = { kind: "signed"; id: string } | { kind: "declined" } | { kind: "saved"; name: string };

export function readRoute(hash: string): Route {
  const [place = "", rest] = hash.replace(/^#\/?/, "").split("/");
  const known = PLACES.find((name) => name === place);
  return { place: known ?? "overview", rest: known && rest ? decodeURIComponent(rest) : null };
}
export const hrefOf = (place: Place, rest?: string): string =>
  rest === undefined ? `#/${place}` : `#/${place}/${encodeURIComponent(rest)}`;
export const go = (place: Place, rest?: string): void => {
  window.location.hash = hrefOf(place, rest);
};

export const app = createStore<{ route: Route; proof: Proof | null; notice: Notice | null }>(() => ({
  route: readRoute(typeof window === "undefined" ? "" : window.location.hash),
  proof: null,
  notice: null,
}));
export const openProof = (proof: Proof | null): void => app.setState({ proof });
export const say = (notice: Notice | null): void => app.setState({ notice });
/** What came of a signing window. */
export const sayOutcome = (answer: Output<"sign.offer">): void =>
  say(answer.outcome === "signed" ? { kind: "signed", id: answer.id } : { kind: "declined" });

export function followRoute(): () => void {
  const moved = () => app.setState({ route: readRoute(window.location.hash) });
  window.addEventListener("hashchange", moved);
  return () => window.removeEventListener("hashchange", moved);
}
