/** What the system's settings say of the way to an address. The session that knows it loads nothing: every request in it is refused. */
import { session } from "electron";

/** "DIRECT", "PROXY host:port" and the like. Chromium reads the system's settings anew by itself. */
export function systemProxySettings(): (url: string) => Promise<string> {
  const asking = session.fromPartition("system-proxy");
  const ready = asking.setProxy({ mode: "system" });
  return async (url) => {
    await ready;
    return await asking.resolveProxy(url);
  };
}
