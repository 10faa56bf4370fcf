/** Entry of the local worker: a worker thread of the main process with the wallet's file, its connections and the light client. */
import { parentPort } from "node:worker_threads";
import type { Json } from "../../shared/codec/canonical.ts";
import type { PrivateKind } from "../store/sealed.ts";
import type { Way } from "../sync/way.ts";
import type { DeviceReadings } from "../readings/liveReadings.ts";
import type { Input } from "../../shared/ipc/contract.ts";
import type { ImportChoices, ImportWays } from "../../shared/ipc/energyViews.ts";
import type { ProofSubject } from "../../shared/ipc/proofViews.ts";
import type { TxBody } from "../../shared/ledger/transactions.ts";
import { link, type Remote } from "../link/link.ts";
import type { Anchor, NetworkFile } from "../../shared/network/networkFile.ts";
import { messagePort } from "../link/ports.ts";
import type { Account, AnchorProposal, LocalHost, ReadMethod, SignMethod } from "./port.ts";
import { Wallet } from "./wallet.ts";

if (!parentPort) throw new Error("this is the entry of a worker thread");

// The wallet needs the host, and the host's calls need the wallet: they look it up when they come.
const mine = (): Wallet => wallet;
const host: Remote<LocalHost> = link<LocalHost>(messagePort(parentPort), {
  open: (folder: string) => mine().open(folder),
  join: (network: NetworkFile, account: Account, builtIn: boolean, trusted: Anchor | null, way: Way) =>
    mine().join(network, account, builtIn, trusted, way),
  leave: () => mine().leave(),
  anchorState: () => mine().anchorState(),
  checkAnchor: (proposal: AnchorProposal) => mine().checkAnchor(proposal),
  reanchor: (anchor: Anchor, source: "checkpoint" | "fingerprint") => mine().reanchor(anchor, source),
  street: () => mine().street(),
  locked: (locked: boolean) => mine().locked(locked),
  read: (method: ReadMethod, input: Input<ReadMethod>) => mine().read(method, input as never),
  compose: (method: SignMethod, input: Input<SignMethod>) => mine().compose(method, input as never),
  unsigned: (body: TxBody) => mine().unsigned(body),
  keep: (bytes: Uint8Array) => mine().keep(bytes),
  putPrivate: (kind: PrivateKind, id: string, value: Json) => mine().putPrivate(kind, id, value),
  privateOf: (kind: PrivateKind) => mine().privateOf(kind),
  onePrivate: (kind: PrivateKind, id: string) => mine().onePrivate(kind, id),
  removePrivate: (kind: PrivateKind, id: string) => mine().removePrivate(kind, id),
  withdraw: (id: string) => mine().withdraw(id),
  discard: (id: string) => mine().discard(id),
  outboxFile: (id: string | null) => mine().outboxFile(id),
  counted: (batch: readonly DeviceReadings[]) => mine().counted(batch),
  previewFile: (path: string, choices: ImportChoices | null) => mine().previewFile(path, choices),
  importFile: (handle: string, choices: ImportChoices, ways: ImportWays) => mine().importFile(handle, choices, ways),
  proofFile: (subject: ProofSubject) => mine().proofFile(subject),
  proofSaved: (subject: ProofSubject, name: string, height: number) => mine().proofSaved(subject, name, height),
  checkProof: (file: string, bytes: Uint8Array) => mine().checkProof(file, bytes),
  writeAccount: (into: string, from: string | null) => mine().writeAccount(into, from),
  close: () => mine().close(),
});
const wallet = new Wallet(host);
