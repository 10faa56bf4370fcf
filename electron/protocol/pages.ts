/**
 * The pages' own protocol: one host per kind of window, serving the bundled files of that window and nothing else, each with
 * a strict content security policy. Nothing is ever loaded from the network or from file: URLs.
 */
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";

export const SCHEME = "wattlight-app";
export type Host = "wallet" | "safe" | "kiosk";
const ENTRY: Record<Host, string> = { wallet: "index.html", safe: "safe.html", kiosk: "kiosk.html" };

export const originOf = (host: Host): string => `${SCHEME}://${host}`;
export const entryUrl = (host: Host): string => `${originOf(host)}/${ENTRY[host]}`;

/** For protocol.registerSchemesAsPrivileged, before the application is ready. */
export const SCHEME_PRIVILEGES = { standard: true, secure: true, codeCache: true } as const;

/** Mantine sets its variables in style elements, hence inline styles; scripts come from our own files alone. */
const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join("; ");

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

/** The bundled file that a URL of this host names, relative to the renderer's folder; undefined for everything else. */
export function fileFor(url: string, host: Host): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, host: asked, pathname } = new URL(url);
  if (protocol !== `${SCHEME}:` || asked !== host) return undefined;
  if (pathname === `/${ENTRY[host]}`) return ENTRY[host];
  // Names that the bundler makes: one folder, no dot segments, no escapes.
  const asset = /^\/(assets\/[\w-][\w.-]*)$/.exec(pathname)?.[1];
  return asset && TYPES[extname(asset)] && extname(asset) !== ".html" ? asset : undefined;
}

/** Answers one request of a window of this host. */
export async function servePage(
  folder: string,
  host: Host,
  request: { url: string; method: string },
): Promise<Response> {
  const file = request.method === "GET" ? fileFor(request.url, host) : undefined;
  if (!file) return refusal(404);
  try {
    return new Response(new Uint8Array(await readFile(join(folder, file))), { headers: headersFor(file) });
  } catch {
    return refusal(404);
  }
}

export function headersFor(file: string): Record<string, string> {
  return {
    "content-type": TYPES[extname(file)] ?? "application/octet-stream",
    "content-security-policy": CSP,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": extname(file) === ".html" ? "no-store" : "max-age=31536000, immutable",
  };
}

const refusal = (status: number): Response => new Response(null, { status });
