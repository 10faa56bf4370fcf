/** Memory of a whole process tree on Linux: proportional set size, so that shared pages count once. */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { basename } from "node:path";

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

/** Proportional set size of a process and its descendants, MB (10^6 bytes). */
export function memoryOf(root: number): number {
  let kilobytes = 0;
  for (const pid of treeOf(root)) {
    try {
      kilobytes += Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0);
    } catch {
      // It ended while we looked.
    }
  }
  return (kilobytes * 1024) / 1e6;
}

/**
 * How many processes outside the tree run an executable of the same name. Pages shared with them, the system's libraries included,
 * count here by half and less: tens of megabytes, and the other way round when such a process ends between two measurements.
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
