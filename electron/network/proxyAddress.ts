/** A proxy's address as a reader types it: a host and a port, spoken to by plain HTTP (CONNECT). Passwords are not kept, so not taken either. */

export type ProxyAddressFault = "url" | "scheme" | "user" | "more" | "port";
export type ProxyAddressRead =
  | { readonly ok: true; readonly host: string; readonly port: number; readonly spelled: string }
  | { readonly ok: false; readonly problem: ProxyAddressFault };

const MOST = 200;

/** "http://proxy.example:3128" or "proxy.example:3128". */
export function readProxyAddress(typed: string): ProxyAddressRead {
  const no = (problem: ProxyAddressFault): ProxyAddressRead => ({ ok: false, problem });
  const trimmed = typed.trim();
  const [, scheme, rest = ""] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(.*)$/i.exec(trimmed) ?? [];
  if (trimmed.length > MOST || /\s|\\/.test(trimmed) || rest === "") return no("url");
  if (scheme !== undefined && scheme.toLowerCase() !== "http") return no("scheme");
  if (rest.includes("@")) return no("user");
  const bare = rest.replace(/\/$/, "");
  if (/[/?#]/.test(bare)) return no("more");
  const port = /:(\d{1,5})$/.exec(bare)?.[1];
  if (port === undefined || Number(port) < 1 || Number(port) > 65_535) return no("port");
  if (!URL.canParse(`http://${bare}`)) return no("url");
  const { hostname } = new URL(`http://${bare}`);
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  return { ok: true, host, port: Number(port), spelled: `http://${hostname}:${port}` };
}
