/**
 * `ledger.apply`: a transaction of a realistic mix, block by block with the state's root, at 1,000,000 accounts and 100,000 open offers,
 * signatures not checked, in processor time; against the same at 10,000 accounts: it should not grow with them. `ledger.memory`: live state per account.
 */
import { nativeSha256 } from "../../../node/application/nativeSha256.ts";
import { decodeTransaction } from "../../../shared/ledger/identity.ts";
import { PARAMS } from "../../shared/ledger/market.ts";
import { cpuOfWork, type Figure, median } from "../figure.ts";
import { BigMarket } from "./bigMarket.ts";

const PER_BLOCK = 1000;
const BLOCKS = 15;

export function apply(report: (figure: Figure) => void): void {
  const small = measured(10_000, 10_000);
  report({
    name: "ledger.apply.10k",
    value: small,
    unit: "µs",
    ratio: small / decoding(),
    against: "decoding such a transaction alone; at 10,000 accounts and open offers",
  });
  const before = heap();
  const market = new BigMarket(1_000_000, 0);
  const perAccount = (heap() - before) / 1_000_000;
  const text = textOf(market) / 1_000_000;
  market.fill(100_000);
  const value = perTransaction(market);
  report({
    name: "ledger.apply",
    value,
    unit: "µs",
    ratio: value / small,
    against: "the same at 10,000 accounts",
  });
  report({
    name: "ledger.memory",
    value: perAccount,
    unit: "bytes",
    ratio: perAccount / text,
    against: "keys and canonical values of an account's entries",
  });
}

/** µs of CPU to decode a transaction of the mix, its digest included. */
function decoding(): number {
  const txs = new BigMarket(1000, 1000).mix(5000);
  const all = cpuOfWork(() => txs.forEach((tx) => decodeTransaction(tx, PARAMS.chainId, nativeSha256)));
  return all / txs.length;
}

function measured(accounts: number, offers: number): number {
  return perTransaction(new BigMarket(accounts, offers));
}

/** µs of CPU per transaction, the median over blocks; the first third warms up. */
function perTransaction(market: BigMarket): number {
  const times: number[] = [];
  for (let block = 0; block < BLOCKS; block++) {
    const txs = market.mix(PER_BLOCK);
    times.push(cpuOfWork(() => market.apply(txs)) / PER_BLOCK);
  }
  return median(times.slice(BLOCKS / 3));
}

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

function textOf(market: BigMarket): number {
  let bytes = 0;
  for (const [key] of market.state.range("", "\x7f")) bytes += key.length + (market.state.text(key)?.length ?? 0);
  return bytes;
}
