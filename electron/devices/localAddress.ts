/**
 * Devices are of the own network: names are resolved here and only addresses that the internet does not route are spoken to, so
 * that a list of devices cannot become a way to talk to strangers. The address is fixed before the line is opened.
 */
import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";
import { DeviceError } from "./device.ts";

const LOCAL = new BlockList();
for (const [net, bits] of [
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["100.64.0.0", 10],
] as const)
  LOCAL.addSubnet(net, bits, "ipv4");
for (const [net, bits] of [
  ["::1", 128],
  ["fe80::", 10],
  ["fc00::", 7],
] as const)
  LOCAL.addSubnet(net, bits, "ipv6");

export const isLocal = (address: string): boolean => {
  const family = isIP(address);
  return family !== 0 && LOCAL.check(address, family === 6 ? "ipv6" : "ipv4");
};

type Resolve = (host: string) => Promise<readonly string[]>;
const resolved: Resolve = async (host) => (await lookup(host, { all: true })).map(({ address }) => address);

/** The address to connect to. Faults: `notLocal`, `unreachable` where the name is unknown. */
export async function localAddress(host: string, resolve: Resolve = resolved): Promise<string> {
  if (isIP(host) !== 0) {
    if (isLocal(host)) return host;
    throw new DeviceError("notLocal", { host });
  }
  let addresses: readonly string[];
  try {
    addresses = await resolve(host);
  } catch {
    throw new DeviceError("unreachable", { host, why: "name" });
  }
  const local = addresses.find(isLocal);
  if (local === undefined) throw new DeviceError("notLocal", { host });
  return local;
}
