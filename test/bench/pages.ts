/**
 * Exact memory of a set of processes on Linux: the physical pages that they map, each counted once, whoever else maps it too. Needs
 * the page frame numbers of /proc/PID/pagemap, which the kernel shows to root alone.
 */
import { closeSync, openSync, readFileSync, readSync } from "node:fs";

const PAGE = 4096;
const ENTRY = 8;
const CHUNK = 65_536;

/** Bytes; undefined where frame numbers are hidden. */
export function pagesOf(pids: readonly number[]): number | undefined {
  const frames = new Set<number>();
  let hidden = false;
  for (const pid of pids) {
    try {
      for (const frame of framesOf(pid)) {
        if (frame === 0) hidden = true;
        else frames.add(frame);
      }
    } catch {
      // It ended while we looked, or is not ours to look at.
      hidden ||= process.getuid?.() !== 0;
    }
  }
  return hidden ? undefined : frames.size * PAGE;
}

function* framesOf(pid: number): Iterable<number> {
  const pagemap = openSync(`/proc/${pid}/pagemap`, "r");
  const buffer = Buffer.alloc(CHUNK * ENTRY);
  try {
    for (const { from, to } of residentOf(readFileSync(`/proc/${pid}/smaps`, "utf8"))) {
      for (let page = from / PAGE; page < to / PAGE; page += CHUNK) {
        const wanted = Math.min(CHUNK, to / PAGE - page) * ENTRY;
        const got = readSync(pagemap, buffer, 0, wanted, page * ENTRY);
        for (let at = 0; at + ENTRY <= got; at += ENTRY) {
          const high = buffer.readUInt32LE(at + 4);
          // Bit 63: present in memory. Bits 0 to 54: the frame's number.
          if (high >>> 31 === 1) yield (high & 0x7f_ffff) * 2 ** 32 + buffer.readUInt32LE(at);
        }
      }
    }
  } finally {
    closeSync(pagemap);
  }
}

/** The mappings that have any page in memory; Chromium reserves terabytes that have none. */
function* residentOf(smaps: string): Iterable<{ from: number; to: number }> {
  let range = { from: 0, to: 0 };
  for (const line of smaps.split("\n")) {
    const [, from, to] = /^([0-9a-f]+)-([0-9a-f]+) (?!.*\[vsyscall\])/.exec(line) ?? [];
    if (from !== undefined && to !== undefined)
      range = { from: Number.parseInt(from, 16), to: Number.parseInt(to, 16) };
    else if (/^Rss: +[1-9]/.test(line)) yield range;
  }
}
