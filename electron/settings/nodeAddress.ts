/**
 * The address of a node as a reader types it. TLS is required on the way to other computers, so plain http is for addresses that the internet
 * does not route alone; a name says nothing of where it leads, so it needs https too.
 */
import { isLocal } from "../devices/localAddress.ts";

export type AddressFault = "long" | "url" | "scheme" | "user" | "more" | "http";
export type AddressRead =
  { readonly ok: true; readonly url: string } | { readonly ok: false; readonly problem: AddressFault };

/** Characters, as in the network file. */
const MOST = 200;

/** `url` in its one spelling, without a slash at its end. */
export function readNodeAddress(typed: string): AddressRead {
  const text = typed.trim();
  const no = (problem: AddressFault): AddressRead => ({ ok: false, problem });
  if (text.length > MOST) return no("long");
  // What URL parsers leave out without a word: the address shown would not be the one that is called.
  if (/\s|\\/.test(text) || !/^[a-z]+:\/\/[^/]/i.test(text) || !URL.canParse(text)) return no("url");
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") return no("scheme");
  if (url.username !== "" || url.password !== "" || /^[^/]*\/\/[^/?#]*@/.test(text)) return no("user");
  if (/[?#]/.test(text)) return no("more");
  if (url.protocol === "http:" && !isOwnNetwork(url.hostname)) return no("http");
  const spelled = spelledNode(text);
  return spelled.length > MOST ? no("long") : { ok: true, url: spelled };
}

/** By which two spellings of one address are known to be one. */
export function spelledNode(url: string): string {
  return URL.canParse(url) ? new URL(url).href.replace(/\/+$/, "") : url;
}

function isOwnNetwork(host: string): boolean {
  return host === "localhost" || isLocal(host.replace(/^\[(.*)\]$/, "$1"));
}
