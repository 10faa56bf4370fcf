/** Memory of a whole process tree on Linux, pages that its processes share counted once; processor time of one process. */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { basename } from "node:path";
import { pagesOf } from "./pages.ts";

export function treeOf(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, "utf8");
      const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
    } catch {
      // It ended while we looked.
    }
  }
  const tree: number[] = [];
  const pending = [root];
  for (let pid = pending.pop(); pid !== undefined; pid = pending.pop()) {
    tree.push(pid);
    pending.push(...(children.get(pid) ?? []));
  }
  return tree;
}

export interface Weight {
  /** 10^6 bytes. */
  readonly megabytes: number;
  /** Counted page by page; else proportional set sizes, which others that map the same pages make smaller. */
  readonly exact: boolean;
}

export function memoryOf(root: number): Weight {
  const tree = treeOf(root);
  const bytes = pagesOf(tree);
  return { megabytes: (bytes ?? proportionalOf(tree)) / 1e6, exact: bytes !== undefined };
}

function proportionalOf(tree: readonly number[]): number {
  let kilobytes = 0;
  for (const pid of tree) {
    try {
      kilobytes += Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0);
    } catch {
      // It ended while we looked.
    }
  }
  return kilobytes * 1024;
}

/**
 * How many processes outside the tree run an executable of the same name. Pages shared with them, the system's libraries included,
 * count by half and less in proportional set sizes: tens of megabytes, and the other way round when such a process ends between
 * two measurements.
 */
export function sharers(root: number, executable: string): number {
  const tree = new Set(treeOf(root));
  return readdirSync("/proc").filter((entry) => {
    if (!/^\d+$/.test(entry) || tree.has(Number(entry))) return false;
    try {
      return basename(readlinkSync(`/proc/${entry}/exe`)) === basename(executable);
    } catch {
      return false;
    }
  }).length;
}

/** Processor time in /proc is counted in hundredths of a second. */
const TICK_US = 10_000;

/** User and system time of a process so far, µs, to a hundredth of a second; Linux alone. */
export function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * TICK_US;
}
