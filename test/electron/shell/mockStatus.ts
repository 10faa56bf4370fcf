/** A worker's word of a connection on which one node was set aside. */
import type { StatusView } from "../../../shared/ipc/ledgerViews.ts";

export const mockStatus = (chainId: string, url: string): StatusView => ({
  link: "online",
  height: 7,
  time: 1_700_000_000,
  signed: 4,
  of: 4,
  simulated: false,
  chainId,
  nodes: [{ url, role: "setAside", state: "lied", height: 7, why: "witness.root", answeredAt: 1_700_000_000 }],
  anchor: null,
  trusted: null,
  refused: [],
  witnessed: null,
  clockAheadMs: null,
  attack: null,
  demoDamage: null,
});
