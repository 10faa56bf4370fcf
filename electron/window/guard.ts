/** What every session and every page of ours must not do: ask for permissions, reach the network, go elsewhere, open windows. */
import type { App, Session } from "electron";
import { type Host, originOf, servePage, SCHEME } from "../protocol/pages.ts";

/** Before the application is ready: Chromium resolves no name, whatever asks for it; our pages have none, our traffic is Node's own. */
export function resolveNoNames(app: App): void {
  app.commandLine.appendSwitch("host-resolver-rules", "MAP * ~NOTFOUND");
}

/** A proxy that is not there (discard port), for this computer's own addresses too: what asks neither policy nor webRequest ends in it. */
const NOWHERE = {
  mode: "fixed_servers",
  proxyRules: "socks5://127.0.0.1:9",
  proxyBypassRules: "<-loopback>",
} as const;

/** A session of its own per kind of window: its pages see their own host and nothing else. */
export async function guardSession(session: Session, host: Host, folder: string, devTools: boolean): Promise<void> {
  session.protocol.handle(SCHEME, (request) => servePage(folder, host, request));
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on("will-download", (event) => event.preventDefault());
  // Off, or the spell checker fetches its dictionaries from the network.
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !mayLoad(url, host, devTools) }));
  await session.setProxy(NOWHERE);
}

/** Own pages, and pictures written into them. */
export function mayLoad(url: string, host: Host, devTools: boolean): boolean {
  return url.startsWith(`${originOf(host)}/`) || url.startsWith("data:") || (devTools && url.startsWith("devtools:"));
}

/** Every session that anything creates starts with nothing allowed; ours are opened to their own pages by guardSession. */
export function guardNewSessions(app: App): void {
  app.on("session-created", (session) => {
    session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
    session.webRequest.onBeforeRequest((_details, answer) => answer({ cancel: true }));
    void session.setProxy(NOWHERE);
  });
}

/** For all pages, whoever made them. */
export function guardContents(app: App): void {
  app.on("web-contents-created", (_event, contents) => {
    // WebRTC's packets pass neither the page's policy nor webRequest: only through the proxy, which leads nowhere.
    contents.setWebRTCIPHandlingPolicy("disable_non_proxied_udp");
    contents.setWindowOpenHandler(() => ({ action: "deny" }));
    contents.on("will-navigate", (event) => event.preventDefault());
    contents.on("will-frame-navigate", (event) => event.preventDefault());
    contents.on("will-redirect", (event) => event.preventDefault());
    contents.on("will-attach-webview", (event) => event.preventDefault());
  });
  app.on("select-client-certificate", (event) => event.preventDefault());
  app.on("login", (event) => event.preventDefault());
}
