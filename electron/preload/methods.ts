/** Which methods each window's preload lets through, without loading the contract's parsers; the types keep it complete. */
import type { Contract, Method, Topic } from "../../shared/ipc/contract.ts";

type Of<D extends "wallet" | "safe" | "kiosk"> = {
  [M in Method]: Contract[M]["door"] extends D | (D extends "kiosk" ? never : "both") ? M : never;
}[Method];

/** A record, so that a method missing or too many does not compile. */
const safe: Record<Of<"safe">, true> = {
  "settings.get": true,
  "settings.set": true,
  "safe.state": true,
  "safe.strength": true,
  "safe.create": true,
  "safe.check": true,
  "safe.restore": true,
  "safe.chooseBackup": true,
  "safe.restoreBackup": true,
  "safe.wordsLike": true,
  "safe.save": true,
  "safe.join": true,
  "safe.networkFile": true,
  "safe.networkText": true,
  "safe.networkOffered": true,
  "safe.networkClose": true,
  "safe.finish": true,
  "safe.unlock": true,
  "safe.confirmation": true,
  "safe.answer": true,
  "safe.keysState": true,
  "safe.changePassphrase": true,
  "safe.words": true,
  "safe.backup": true,
  "safe.keysClose": true,
  "safe.anchorState": true,
  "safe.anchorFiles": true,
  "safe.anchorTyped": true,
  "safe.anchorConfirm": true,
  "safe.anchorClose": true,
};
const wallet: Record<Of<"wallet">, true> = {
  "settings.get": true,
  "settings.set": true,
  "wallet.lock": true,
  "status.get": true,
  "outbox.list": true,
  "home.get": true,
  "needs.list": true,
  "energy.live": true,
  "energy.day": true,
  "energy.month": true,
  "market.book": true,
  "market.proposal": true,
  "contracts.list": true,
  "contracts.get": true,
  "money.list": true,
  "meter.choose": true,
  "meter.preview": true,
  "meter.import": true,
  "file.saveCsv": true,
  "proof.save": true,
  "proof.list": true,
  "proof.check": true,
  "proof.opened": true,
  "network.open": true,
  "anchor.open": true,
  "keys.open": true,
  "anchor.copy": true,
  "sign.register": true,
  "sign.offer": true,
  "sign.cancel": true,
  "sign.accept": true,
  "sign.claim": true,
  "sign.confirm": true,
  "sign.deny": true,
};
const kiosk: Record<Of<"kiosk">, true> = {
  "kiosk.start": true,
  "kiosk.meters": true,
  "kiosk.ledger": true,
  "kiosk.setPin": true,
  "kiosk.leave": true,
};
const topics: Record<Topic, true> = {
  status: true,
  ledger: true,
  readings: true,
  outbox: true,
  settings: true,
  needs: true,
  opened: true,
};

export const SAFE_METHODS: readonly string[] = Object.keys(safe);
export const WALLET_METHODS: readonly string[] = Object.keys(wallet);
export const KIOSK_METHODS: readonly string[] = Object.keys(kiosk);
export const TOPICS: readonly string[] = Object.keys(topics);
