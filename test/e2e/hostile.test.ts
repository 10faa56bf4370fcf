/** A wallet page that was taken over: whatever it calls or opens, it gets no signature, no secret, no connection. */
import { createSocket } from "node:dgram";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ElectronApplication, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CONTRACT } from "../../shared/ipc/contract.ts";
import { call, until } from "./bridge.ts";
import { Journey, PASSPHRASE } from "./journey.ts";
import { launchWallet, windowOf } from "./launch.ts";
import { unlock } from "./unlock.ts";

const folder = mkdtempSync(join(tmpdir(), "wattlight-hostile-"));
let app: ElectronApplication;
let page: Page;
/** What reached a server outside the wallet: must stay empty. */
const reached: string[] = [];
const server = createServer((request, response) => {
  reached.push(request.url ?? "");
  response.setHeader("access-control-allow-origin", "*");
  response.end("<script>1</script>");
});
let outside = "";
/** What the browser itself did on the network, names asked for included; whole once it has ended. */
const netLog = join(folder, "net.json");

beforeAll(async () => {
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  outside = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  ({ app } = await launchWallet({ data: join(folder, "data"), rate: 120, args: [`--log-net-log=${netLog}`] }));
  const journey = new Journey({ app, meter: "", rate: 120, pictures: null, say: () => undefined });
  await journey.createWallet();
  page = await journey.join();
});
afterAll(async () => {
  await app.close();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

type Raw = { ok: boolean; error?: { code: string } };
const raw = (method: unknown, input: unknown): Promise<Raw> =>
  page.evaluate(
    ([name, value]) =>
      (window as unknown as { wattlight: { call(m: unknown, i: unknown): Promise<Raw> } }).wattlight.call(name, value),
    [method, input] as const,
  );

describe("the page's world", () => {
  it("holds the bridge alone: no Node, no Electron", async () => {
    const world = await page.evaluate(() => ({
      globals: ["require", "process", "module", "Buffer", "ipcRenderer", "electron"].filter(
        (name) => name in globalThis,
      ),
      bridge: Object.keys((window as unknown as { wattlight: object }).wattlight).toSorted((a, b) => (a < b ? -1 : 1)),
    }));
    expect(world).toEqual({ globals: [], bridge: ["call", "onChanged"] });
  });

  it("evaluates no text and runs no injected script", async () => {
    const tried = await page.evaluate(async () => {
      const script = document.createElement("script");
      script.textContent = "window.injected = true";
      document.head.append(script);
      const image = document.createElement("div");
      image.innerHTML = '<img src="x" onerror="window.injected = true">';
      document.body.append(image);
      // In a task of its own: what the debugger evaluates may evaluate text itself, whatever the policy says.
      return new Promise<string[]>((done) => {
        setTimeout(() => {
          const ran: string[] = [];
          for (const [name, way] of Object.entries({
            eval: () => (Reflect.get(globalThis, "eval") as (text: string) => unknown)("1+1"),
            constructor: () => Reflect.construct(Function, ["return 2"]) as unknown,
          })) {
            try {
              way();
              ran.push(name);
            } catch {
              // Blocked by the policy.
            }
          }
          done(ran);
        });
      });
    });
    expect(tried).toEqual([]);
    await page.waitForTimeout(300);
    expect(await page.evaluate(() => "injected" in window)).toBe(false);
  });
});

describe("the door", () => {
  const safe = Object.entries(CONTRACT).filter(([, { door }]) => door === "safe");

  it.each(safe.map(([name]) => name))("%s is not the wallet window's to call", async (method) => {
    const answer = await raw(method, { passphrase: "x", digest: "00", sign: true });
    expect(answer).toMatchObject({ ok: false, error: { code: expect.stringMatching(/^door\./) as string } });
  });

  it.each(["constructor", "__proto__", "toString", "", "settings.get ", "sign.*", 7, null, ["settings.get"]])(
    "%j is no method",
    async (method) => {
      expect(await raw(method, {})).toMatchObject({ ok: false });
    },
  );

  it.each([
    ["sign.offer", {}],
    ["sign.offer", null],
    ["contracts.get", { id: "../../etc/passwd" }],
    ["contracts.get", { id: "0".repeat(64), more: 1 }],
    ["meter.preview", { handle: "/etc/passwd", choices: {} }],
    ["settings.set", { lang: "xx" }],
    ["market.book", { carrier: "electricity", from: 0.5, to: 1e300 }],
    ["file.saveCsv", { name: "a".repeat(200), text: "" }],
  ])("%s refuses %j and names the place", async (method, input) => {
    expect(await raw(method, input)).toMatchObject({
      ok: false,
      error: { code: "door.input", data: { method, path: expect.stringMatching(/^\$/) as string } },
    });
  });
});

describe("the way out", () => {
  it("opens no window and goes nowhere else", async () => {
    const before = app.windows().length;
    const url = page.url();
    await page.evaluate((target) => {
      window.open(target);
      window.open("file:///etc/passwd");
      const link = document.createElement("a");
      link.href = `${target}/link`;
      document.body.append(link);
      link.click();
    }, outside);
    await page.evaluate((target) => (window.location.href = `${target}/location`), outside).catch(() => undefined);
    await page.waitForTimeout(500);
    expect(app.windows().length).toBe(before);
    expect(page.url().split("#")[0]).toBe(url.split("#")[0]);
    expect(reached).toEqual([]);
  });

  it("connects to nobody", async () => {
    const tried = await page.evaluate(async (target) => {
      const ways: Record<string, () => Promise<unknown>> = {
        fetch: () => fetch(`${target}/fetch`),
        xhr: () =>
          new Promise((done, failed) => {
            const request = new XMLHttpRequest();
            request.onload = done;
            request.onerror = failed;
            request.open("GET", `${target}/xhr`);
            request.send();
          }),
        socket: () =>
          new Promise((done, failed) => {
            const socket = new WebSocket(target.replace("http", "ws"));
            socket.onopen = done;
            socket.onerror = failed;
          }),
        image: () =>
          new Promise((done, failed) => {
            const image = new Image();
            image.onload = done;
            image.onerror = failed;
            image.src = `${target}/image`;
          }),
        beacon: async () => {
          navigator.sendBeacon(`${target}/beacon`, "x");
          throw new Error("a beacon's answer is not told");
        },
        events: () =>
          new Promise((done, failed) => {
            const source = new EventSource(`${target}/events`);
            source.onopen = done;
            source.onerror = (event) => {
              source.close();
              failed(event);
            };
          }),
        worker: () => navigator.serviceWorker.register(`${target}/worker.js`),
        ownWorker: () => navigator.serviceWorker.register("/worker.js"),
      };
      const through: string[] = [];
      for (const [name, way] of Object.entries(ways)) {
        await way().then(
          () => through.push(name),
          () => undefined,
        );
      }
      return through;
    }, outside);
    expect(tried).toEqual([]);
    expect(reached).toEqual([]);
  });

  it("sends no packet by WebRTC, neither over UDP nor over TCP", async () => {
    const packets: string[] = [];
    const udp = createSocket("udp4").on("message", () => packets.push("udp"));
    const tcp = createTcpServer((socket) => {
      packets.push("tcp");
      socket.destroy();
    });
    await new Promise<void>((ready) => udp.bind(0, "127.0.0.1", ready));
    await new Promise<void>((ready) => tcp.listen(0, "127.0.0.1", ready));
    try {
      const ports = [udp.address().port, (tcp.address() as AddressInfo).port] as const;
      const candidates = await page.evaluate(async ([overUdp, overTcp]) => {
        const turn = { username: "readings-of-a-home", credential: "x" };
        const peer = new RTCPeerConnection({
          iceServers: [
            { urls: `stun:127.0.0.1:${overUdp}` },
            { urls: `turn:127.0.0.1:${overUdp}`, ...turn },
            { urls: `turn:127.0.0.1:${overTcp}?transport=tcp`, ...turn },
          ],
        });
        const found: string[] = [];
        peer.addEventListener("icecandidate", ({ candidate }) => candidate && found.push(candidate.candidate));
        peer.createDataChannel("x");
        await peer.setLocalDescription(await peer.createOffer());
        await new Promise((passed) => setTimeout(passed, 3000));
        peer.close();
        return found;
      }, ports);
      expect(candidates).toEqual([]);
      expect(packets).toEqual([]);
    } finally {
      udp.close();
      tcp.close();
    }
  });

  it("holds no other page: no frame, no webview", async () => {
    await page.evaluate((target) => {
      for (const [tag, source] of [
        ["iframe", `${target}/frame`],
        ["iframe", "file:///etc/passwd"],
        ["webview", `${target}/webview`],
      ] as const) {
        const element = document.createElement(tag);
        element.setAttribute("src", source);
        document.body.append(element);
      }
    }, outside);
    await page.waitForTimeout(500);
    const guests = await app.evaluate(({ webContents }) => webContents.getAllWebContents().map((one) => one.getType()));
    expect(guests).not.toContain("webview");
    const frames = page.frames().map((frame) => frame.url());
    expect(frames.filter((url) => /^(file|https?):/.test(url))).toEqual([]);
    expect(reached).toEqual([]);
    await page.evaluate(() => document.querySelectorAll("iframe, webview").forEach((one) => one.remove()));
  });

  it("gets no permission", async () => {
    const states = await page.evaluate(async () => {
      const asked = await Promise.all(
        (["geolocation", "notifications", "camera", "microphone", "clipboard-read"] as const).map((name) =>
          navigator.permissions.query({ name: name as PermissionName }).then(
            ({ state }) => state,
            () => "denied",
          ),
        ),
      );
      return asked;
    });
    expect(new Set(states)).toEqual(new Set(["denied"]));
    const used = await page.evaluate(async () => {
      const place = await new Promise((told) =>
        navigator.geolocation.getCurrentPosition(
          () => told("told"),
          ({ code }) => told(code),
          { timeout: 3000 },
        ),
      );
      const clipboard = await navigator.clipboard.readText().then(
        () => "read",
        () => "refused",
      );
      return { place, clipboard, notices: await Notification.requestPermission() };
    });
    // 1: PERMISSION_DENIED
    expect(used).toEqual({ place: 1, clipboard: "refused", notices: "denied" });
  });
});

describe("a signature", () => {
  it("needs an answer in the signing window: closing it is no, and two requests queue", async () => {
    const before = (await call(page, "outbox.list", {})).length;
    const first = raw("sign.register", {});
    const second = raw("sign.register", {});
    const window = await windowOf(app, "safe");
    await window.getByRole("button", { name: "Sign", exact: true }).waitFor();
    expect(app.windows().filter((one) => /safe\.html/.test(one.url())).length).toBe(1);
    const shown = (await call(window, "safe.confirmation", {}))?.digest;
    expect(shown).toBeDefined();
    expect(await raw("safe.answer", { digest: shown, sign: true })).toMatchObject({
      ok: false,
      error: { code: "door.method" },
    });
    await window.close();
    expect(await first).toMatchObject({ ok: true, value: { outcome: "declined" } });
    const next = await until(
      "The queued question",
      30,
      () => Promise.resolve(app.windows().find((one) => /safe\.html/.test(one.url()) && one !== window)),
      (one) => one !== undefined,
    );
    await next?.getByRole("button", { name: "Don’t sign" }).click();
    expect(await second).toMatchObject({ ok: true, value: { outcome: "declined" } });
    expect((await call(page, "outbox.list", {})).length).toBe(before);
  });
});

describe("guessing the passphrase", () => {
  it("is told that it is wrong, and waits after three tries", async () => {
    await call(page, "wallet.lock", {});
    // The signing window of the test before may still be on its way out.
    const safe = await until(
      "The locked window",
      30,
      async () => {
        for (const one of app.windows()) if (await one.locator("input[type=password]").isVisible()) return one;
        throw new Error("no window asks for the passphrase");
      },
      () => true,
    );
    for (const guess of ["one wrong guess", "another wrong guess"]) {
      await unlock(safe, guess);
      await safe.getByText("That is not the passphrase. Nothing was changed.").waitFor();
      await safe.locator("input[type=password]:enabled").waitFor();
    }
    await unlock(safe, "a third wrong guess");
    await safe.getByText(/^3 wrong attempts\./).waitFor();
    await expect(call(safe, "safe.unlock", { passphrase: PASSPHRASE })).rejects.toThrow("vault.throttled");
    await safe.locator("input[type=password]:enabled").waitFor({ timeout: 30_000 });
    await unlock(safe);
    page = await windowOf(app, "wallet");
    await page.getByRole("heading", { name: /Needs me/ }).waitFor();
  });
});

describe("what the browser did meanwhile", () => {
  it("asked for no name, however a page hints at one", async () => {
    await page.evaluate((target) => {
      for (const rel of ["dns-prefetch", "preconnect", "prefetch", "preload", "modulepreload", "icon", "manifest"]) {
        const link = document.createElement("link");
        link.rel = rel;
        link.href = `//${rel}.readings.example/`;
        document.head.append(link);
        const own = link.cloneNode() as HTMLLinkElement;
        own.href = `${target}/${rel}`;
        document.head.append(own);
      }
    }, outside);
    await page.waitForTimeout(2000);
    expect(reached).toEqual([]);
    await app.close();
    const log = readFileSync(netLog, "utf8");
    expect(log.length).toBeGreaterThan(1000);
    const { constants } = JSON.parse(log) as { constants: { logEventTypes: Record<string, number> } };
    const { events } = JSON.parse(log) as { events: { type: number; params?: unknown }[] };
    // A lookup that leaves this computer: by the system's resolver or by DNS.
    const lookups = ["HOST_RESOLVER_SYSTEM_TASK", "HOST_RESOLVER_DNS_TASK", "DNS_TRANSACTION", "UDP_BYTES_SENT"];
    const types = new Map(lookups.map((name) => [constants.logEventTypes[name], name]));
    expect(events.filter(({ type }) => types.has(type)).map(({ type, params }) => [types.get(type), params])).toEqual(
      [],
    );
  });
});
