/** Addresses that a person names: names, single ones, "192.168.1.10-40" and "192.168.1.0/24"; all of the own network, and not too many. */
import { isIPv4 } from "node:net";
import { SCAN_MAX } from "../../shared/ipc/scanViews.ts";
import { isLocal } from "./localAddress.ts";

export type Range =
  | { readonly ok: true; readonly hosts: readonly string[] }
  | { readonly ok: false; readonly code: "addresses" | "tooMany" | "notLocal"; readonly text: string };

/** Each host once, in the order in which they are named. Names are resolved later, where the line is opened, and refused there if not local. */
export function hostsOf(text: string): Range {
  const hosts = new Set<string>();
  const parts = text.split(/[\s,;]+/).filter((part) => part !== "");
  if (parts.length === 0) return { ok: false, code: "addresses", text };
  for (const part of parts) {
    const span = spanOf(part);
    if (!span) {
      if (
        !/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$|^[0-9A-Fa-f:]*:[0-9A-Fa-f:.]+$/.test(part) ||
        /^[\d.]+$/.test(part)
      )
        return { ok: false, code: "addresses", text: part };
      if (part.includes(":") && !isLocal(part)) return { ok: false, code: "notLocal", text: part };
      hosts.add(part);
    } else {
      const [from, to] = span;
      if (to < from) return { ok: false, code: "addresses", text: part };
      if (hosts.size + to - from + 1 > SCAN_MAX) return { ok: false, code: "tooMany", text: part };
      for (let number = from; number <= to; number++) {
        const host = dotted(number);
        if (!isLocal(host)) return { ok: false, code: "notLocal", text: host };
        hosts.add(host);
      }
    }
    if (hosts.size > SCAN_MAX) return { ok: false, code: "tooMany", text: part };
  }
  return { ok: true, hosts: [...hosts] };
}

/** First and last address as numbers; undefined for what is none of IPv4. A network's own address and its broadcast are nobody's. */
function spanOf(part: string): readonly [number, number] | undefined {
  const [first = "", last, ...more] = part.split("-");
  if (more.length > 0) return undefined;
  const [base = "", bits] = first.split("/");
  if (!isIPv4(base)) return undefined;
  const from = numbered(base);
  if (bits !== undefined) {
    if (last !== undefined || !/^\d{1,2}$/.test(bits) || Number(bits) > 32) return undefined;
    const size = 2 ** (32 - Number(bits));
    const net = Math.floor(from / size) * size;
    return size <= 2 ? [net, net + size - 1] : [net + 1, net + size - 2];
  }
  if (last === undefined) return [from, from];
  if (/^\d{1,3}$/.test(last) && Number(last) < 256) return [from, Math.floor(from / 256) * 256 + Number(last)];
  return isIPv4(last) ? [from, numbered(last)] : undefined;
}
const numbered = (address: string): number => address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
const dotted = (number: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");
