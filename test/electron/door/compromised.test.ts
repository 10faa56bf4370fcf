/**
 * A wallet page that was taken over, and one of each safe window besides: through the real door, with the real handlers, desks, address book,
 * agent and vault behind it, every method is called with generated input: what its parser takes, and what it does not. Nothing is signed,
 * no secret comes out, and nothing that a signature rests on changes; beforehand too, with a question waiting and without.
 */
import fc from "fast-check";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { z } from "zod";
import { AgentBook, AUTOMATIC_FILE, Limits, LIMITS_FILE, Signatures } from "../../../electron/agent/agentBook.ts";
import { AddressBook, Book, BOOK_FILE } from "../../../electron/book/addressBook.ts";
import { Desk } from "../../../electron/confirm/desk.ts";
import { prepare } from "../../../electron/confirm/view.ts";
import { signing } from "../../../electron/confirm/signing.ts";
import { type Contents, Door, type IpcEvent, type Pass } from "../../../electron/door/door.ts";
import { handlersOf } from "../../../electron/door/handlers.ts";
import { Notes } from "../../../electron/notes/notes.ts";
import { SealedFile } from "../../../electron/records/sealedFile.ts";
import { AgentDesk } from "../../../electron/safe/agentDesk.ts";
import { AccountsDesk } from "../../../electron/safe/accountsDesk.ts";
import { EverythingDesk } from "../../../electron/safe/everythingDesk.ts";
import { BookDesk } from "../../../electron/safe/bookDesk.ts";
import { Joining } from "../../../electron/safe/joining.ts";
import { NodesDesk } from "../../../electron/safe/nodesDesk.ts";
import { ProxyChoice } from "../../../electron/network/proxyChoice.ts";
import { OwnNodes } from "../../../electron/network/ownNodes.ts";
import { KeysDesk } from "../../../electron/safe/keysDesk.ts";
import { JobFiles } from "../../../electron/commissioning/jobFiles.ts";
import { JobsDesk } from "../../../electron/commissioning/jobsDesk.ts";
import { ReadingDesk } from "../../../electron/commissioning/readingDesk.ts";
import type { NetworkFile } from "../../../shared/network/networkFile.ts";
import { Keyring } from "../../../electron/vault/keyring.ts";
import { CONTRACT, type Method } from "../../../shared/ipc/contract.ts";
import { NO_SCAN } from "../../../shared/ipc/scanViews.ts";
import { FaultError } from "../../../shared/ipc/fault.ts";
import type { TxBody } from "../../../shared/ledger/transactions.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";

const PASSPHRASE = "seven copper kettles hum";
const WORDS = ["legal", "winner", "thank", "year", "wave", "sausage", "worth", "useful"];
const METHODS = Object.keys(CONTRACT) as Method[];
const JOINED: NetworkFile = {
  format: "wattlight-network-1",
  chainId: "demo-1",
  name: { en: "Demo", zh: "演示" },
  simulated: true,
  anchor: { height: 1, hash: "00".repeat(32) },
  nodes: ["http://127.0.0.1:1"],
  regulators: [`02${"ab".repeat(32)}`],
  trustingPeriod: 3600,
  cards: [],
};

/** Input that a parser of the contract may take, from its own shape; what it cannot say becomes anything. */
function inputFor(schema: z.ZodType): fc.Arbitrary<unknown> {
  const def = (schema as unknown as { def: Record<string, unknown> }).def;
  const of = (inner: unknown): fc.Arbitrary<unknown> => inputFor(inner as z.ZodType);
  switch (def["type"]) {
    case "object": {
      const shape = def["shape"] as Record<string, z.ZodType>;
      return fc.record(Object.fromEntries(Object.entries(shape).map(([key, inner]) => [key, inputFor(inner)])));
    }
    case "string": {
      const texts = ["00".repeat(32), "0".repeat(16), "2026-06-17", PASSPHRASE, "watt1", ME, LI, "/etc/passwd"];
      // Where several must be of a form at once, chance alone finds none.
      const taken = texts.filter((text) => schema.safeParse(text).success);
      const any = [fc.string(), fc.constantFrom(...texts)];
      return fc.oneof(...any, ...(taken.length > 0 ? [fc.constantFrom(...taken)] : []));
    }
    case "number":
      return fc.oneof(fc.integer({ min: 0, max: 1_000_000 }), fc.integer());
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "literal":
      return fc.constantFrom(...(def["values"] as unknown[]));
    case "enum":
      return fc.constantFrom(...Object.values(def["entries"] as Record<string, string>));
    case "array":
      return fc.array(of(def["element"]), { maxLength: 3 });
    case "nullable":
      return fc.option(of(def["innerType"]), { nil: null });
    case "optional":
      return fc.option(of(def["innerType"]), { nil: undefined });
    case "union":
      return fc.oneof(...(def["options"] as unknown[]).map(of));
    default:
      return fc.anything();
  }
}
const anyInput = (method: Method): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 3, arbitrary: inputFor(CONTRACT[method].input) }, { weight: 1, arbitrary: fc.anything() });
const anyCall = fc.constantFrom(...METHODS).chain((method) => anyInput(method).map((input) => ({ method, input })));

const keyOf = (seed: number) => new Keyring(Uint8Array.from({ length: 64 }, (_, i) => (seed * 17 + i) % 256));
const ME = keyOf(1).account.address;
const LI = keyOf(2).account.address;

const NETWORK = {
  chainId: "street-1",
  name: { en: "Street", zh: "街" },
  nodes: ["https://a.example", "https://b.example"],
};

/** What the worker composes, whatever is asked. */
function composed() {
  const body: TxBody = {
    kind: "offer.cancel",
    sender: ME,
    validUntil: 1_800_000_000,
    nonce: 1,
    offer: "ab".repeat(32),
  };
  return {
    body,
    chainId: "demo-1",
    facts: {
      related: null,
      market: null,
      charges: null,
      known: [],
      names: {},
      amount: null,
      period: null,
      counterparty: null,
      day: null,
      restsOn: null,
      simulated: true,
    },
  };
}

/** All that stands behind the door, and what came of it. */
class House {
  readonly folder = temporaryFolder();
  readonly keys = keyOf(1);
  readonly signed: TxBody[] = [];
  readonly wrong: string[] = [];
  readonly trust: string[] = [];
  now = 1_000_000;
  readonly desk = new Desk({ openWindow: () => ({ close: () => undefined }), now: () => this.now });
  readonly addressBook = new AddressBook({
    mine: () => [ME],
    file: (address) => new SealedFile(this.folder, address, BOOK_FILE, Book, this.keys),
    now: () => this.now,
  });
  /** Nothing that a signature rests on: a page may write them. */
  readonly notes = new Notes({
    local: () =>
      Promise.resolve({
        putPrivate: () => Promise.resolve(),
        privateOf: () => Promise.resolve({ entries: [], damaged: 0 }),
        onePrivate: () => Promise.resolve(null),
        removePrivate: () => Promise.resolve(),
      }),
    now: () => this.now,
  });
  readonly agentBook = new AgentBook({
    limits: () => new SealedFile(this.folder, ME, LIMITS_FILE, Limits, this.keys),
    automatic: () => new SealedFile(this.folder, ME, AUTOMATIC_FILE, Signatures, this.keys),
    now: () => this.now,
  });
  readonly ownNodes = new OwnNodes(this.folder, () => undefined);
  readonly proxy = new ProxyChoice(this.folder, () => undefined);
  readonly #listeners = new Map<string, (event: IpcEvent, ...args: unknown[]) => unknown>();
  readonly #rooms: readonly Pass[] = [
    { door: "wallet", room: "wallet", origin: "wattlight-app://wallet" },
    ...(["entry", "confirm", "anchor", "keys", "network", "book", "agent", "nodes"] as const).map((room) => ({
      door: "safe" as const,
      room,
      origin: "wattlight-app://safe",
    })),
  ];

  constructor() {
    const noPassphrase = (passphrase: string): Promise<never> => {
      if (passphrase !== PASSPHRASE) return Promise.reject(new FaultError("vault.wrongPassphrase", {}, "correct"));
      this.wrong.push("the passphrase reached the vault");
      return Promise.reject(new FaultError("vault.wrongPassphrase"));
    };
    const vault = {
      is: "open" as const,
      account: this.keys.account,
      accounts: [{ kind: "words" as const, index: 0, name: "", hidden: false, ...this.keys.account }],
      edit: noPassphrase,
      systemUnlock: () => Promise.resolve({ is: "off" as const }),
      systemUnlockOn: noPassphrase,
      systemUnlockOff: () => Promise.resolve(),
      changePassphrase: noPassphrase,
      words: noPassphrase,
      backup: noPassphrase,
    };
    const accounts = new AccountsDesk({
      vault,
      openKeyFile: () => Promise.resolve(null),
      // As Vault.choose: there is no other account here.
      use: () => Promise.reject(new FaultError("account.none", {}, "correct")),
      changed: () => this.trust.push("accounts"),
    });
    const window = () => ({ close: () => undefined });
    const local = () => Promise.resolve(this.#local() as never);
    const entry = new Proxy({} as Record<string, unknown>, {
      get: (_, name) => (input: unknown) => this.#entry(String(name), input),
    });
    const handlers = handlersOf({
      settings: {
        get: () => ({ lang: "en", theme: "light", metered: false }),
        set: () => ({ lang: "en", theme: "light", metered: false }),
      },
      local,
      // What a page may do with devices is theirs to bound (test/electron/devices/list.test.ts); nothing is signed by them.
      devices: {
        list: () => Promise.resolve([]),
        add: () => Promise.reject(new FaultError("devices.tooMany", { limit: 0 }, "correct")),
        change: () => Promise.resolve(),
        remove: () => Promise.resolve(),
        scan: () => Promise.resolve(),
        stopScan: () => Promise.resolve(),
        scanned: () => Promise.resolve(NO_SCAN),
      },
      ...this.#commissioning(),
      demoDamage: () => null,
      sign: (method, input) =>
        signing(
          {
            compose: () => Promise.resolve(composed()),
            keep: () => Promise.resolve({ id: "kept" }),
            unsigned: () => Promise.resolve(),
            place: () => this.desk.place(),
            sign: (body, chainId) => {
              this.signed.push(body);
              return this.keys.sign(body, chainId);
            },
            me: () => ME,
            nameOf: () => null,
            known: () => this.addressBook.known(),
          },
          method,
          input,
        ),
      entry: entry as never,
      desk: this.desk,
      reanchor: new Proxy({} as never, {
        get: (_, name) => (input: unknown) => this.#trusted(`anchor.${String(name)}`, input),
      }),
      joining: new Joining({
        chooseFile: () => Promise.resolve(null),
        joined: () => null,
        join: (network) => Promise.resolve(void this.trust.push(`joined ${network.chainId}`)),
        openWindow: window,
      }),
      opened: { next: () => Promise.resolve(null) },
      accounts,
      keys: new KeysDesk({
        vault: vault as never,
        accounts,
        openWindow: window,
        saveBackup: () => Promise.resolve(null),
      }),
      notes: this.notes,
      everything: new EverythingDesk({
        vault: { is: "open", prove: noPassphrase },
        everything: {
          accounts: () => (this.trust.push("everything was read"), []),
          front: () => ME,
          dataFolder: () => this.folder,
          records: () => Promise.resolve({ addressBook: undefined, agent: undefined, without: [] }),
          writeAccount: () => Promise.resolve([]),
          shared: () => Promise.resolve({}),
          now: () => this.now,
        },
        chooseFolder: () => Promise.resolve(this.folder),
        others: () => 0,
        waiting: () => Promise.resolve(0),
        erase: () => void this.trust.push("erased"),
      }),
      book: new BookDesk({
        book: this.addressBook,
        unlocked: () => true,
        account: () => ME,
        cards: () => [{ party: LI, name: { en: "Li", zh: "李" } }],
        partners: () => Promise.resolve([]),
        notes: this.notes,
        openWindow: window,
        now: () => this.now,
      }),
      agent: new AgentDesk({
        agent: this.agentBook,
        book: this.addressBook,
        unlocked: () => true,
        account: () => ME,
        prove: noPassphrase,
        changed: () => this.trust.push("limits"),
        openWindow: window,
        now: () => this.now,
      }),
      nodes: new NodesDesk({
        list: this.ownNodes,
        proxy: this.proxy,
        unlocked: () => true,
        network: () => ({ file: NETWORK as never, builtIn: false }),
        status: () => Promise.resolve(null),
        changed: () => this.trust.push("nodes"),
        openWindow: window,
        now: () => this.now,
      }),
      lock: () => undefined,
      chooseFile: () => Promise.resolve(null),
      saveProof: () => Promise.resolve({ saved: null }),
      openProof: () => Promise.resolve(null),
      saveCsv: () => Promise.resolve({ saved: false }),
      savePdf: () => Promise.resolve({ saved: null, proof: null }),
      chooseEvidence: () => Promise.resolve(null),
      copyText: () => Promise.resolve(),
    });
    const door = new Door(
      { handle: (channel, listener) => this.#listeners.set(channel, listener) },
      handlers,
      () => undefined,
    );
    for (const [id, pass] of this.#rooms.entries())
      door.admit({ id, send: () => undefined, isDestroyed: () => false, once: () => undefined } as Contents, pass);
  }

  /** A call as the page of a room makes it, whatever its preload says. */
  call(room: Pass["room"], method: string, input: unknown): Promise<{ ok: boolean; error?: { code: string } }> {
    const id = this.#rooms.findIndex((pass) => pass.room === room);
    const frame = { origin: this.#rooms[id]?.origin ?? "", parent: null };
    const listener = this.#listeners.get(`wattlight:${method}`);
    if (!listener) return Promise.resolve({ ok: false, error: { code: "door.method" } });
    return Promise.resolve(
      listener({ sender: { id }, senderFrame: frame }, input) as Promise<{ ok: boolean; error?: { code: string } }>,
    );
  }

  /** Entry's part, which has tests of its own: what would give words or open the vault counts as a secret that came out. */
  #entry(name: string, input: unknown): unknown {
    if (name === "create") return { words: WORDS, ask: [0] };
    if (name === "unlock" || name === "join" || name === "restoreBackup")
      this.trust.push(`${name} ${JSON.stringify(input)}`);
    throw new FaultError("vault.exists");
  }

  #trusted(name: string, input: unknown): unknown {
    if (name === "anchor.confirm") this.trust.push(`${name} ${JSON.stringify(input)}`);
    return { opened: false };
  }

  /** Jobs are data of the installer's own, which a page may write; a signature of either desk is none that a page gets. */
  #commissioning() {
    const none = () => Promise.resolve(null);
    const shared = {
      network: () => JOINED,
      place: () => this.desk.place(),
      keyName: () => ({ address: ME, name: null }),
      openFile: none,
    };
    const files = new JobFiles({
      folder: () => this.folder,
      account: () => ME,
      vault: () => this.keys,
      now: () => this.now,
    });
    const jobs = new JobsDesk({
      ...shared,
      files,
      installerKey: () => this.keys.installerKey(),
      live: () => Promise.resolve([]),
      entered: () => [],
      turn: () => Promise.resolve(),
      sign: (unsigned) => {
        this.wrong.push("a report was signed");
        return this.keys.signHandover(unsigned);
      },
      openPhoto: none,
      saveFile: () => Promise.resolve({ saved: null }),
      changed: () => undefined,
      now: () => this.now,
    });
    const readingDesk = new ReadingDesk({
      ...shared,
      account: () => this.keys.account,
      known: () => this.addressBook.known(),
      sign: (unsigned) => {
        this.wrong.push("a test reading was signed");
        return this.keys.signTestReading(unsigned);
      },
    });
    return { jobs, readingDesk };
  }

  #local() {
    return {
      read: () => Promise.reject(new FaultError("local.notJoined")),
      previewFile: () => Promise.reject(new FaultError("file.read")),
      importFile: () => Promise.reject(new FaultError("import.handle")),
      proofFile: () => Promise.reject(new FaultError("proof.nothing")),
      compose: () => Promise.resolve(composed()),
    };
  }
}

let house: House;
/** What a signature rests on, as it is on the disk. */
const restsOn = async () => ({
  book: await house.addressBook.read(),
  agent: await house.agentBook.read(),
  nodes: house.ownNodes.of(NETWORK),
  proxy: house.proxy.kept,
  trust: [...house.trust],
});
const POLICY = {
  side: "buy",
  price: 500_000,
  dayWh: 1000,
  dayMicro: 1_000_000,
  partyWh: 1000,
  onceWh: 1000,
  firm: false,
  parties: [LI],
} as const;

beforeEach(async () => {
  house = new House();
  await house.addressBook.add({ address: LI, name: "Li", learned: "typed" }, null, { names: {}, addresses: [] });
  await house.agentBook.setPolicies([{ ...POLICY, parties: [...POLICY.parties] }]);
});

const settled = () => new Promise<void>((done) => setImmediate(done));
const secretIn = (answer: unknown): boolean => {
  const text = JSON.stringify(answer);
  return WORDS.slice(0, 3).every((word) => text.includes(word)) || text.includes(PASSPHRASE);
};

describe("a wallet window that was taken over", () => {
  it("every method, with what its parser takes and with anything else, gives no signature, secret or changed trust", async () => {
    const before = await restsOn();
    const asked = new Set<Method>();
    await fc.assert(
      fc.asyncProperty(fc.array(anyCall, { minLength: 1, maxLength: 12 }), async (calls) => {
        // What the page wrote into a job comes back to it, a guess at the passphrase too.
        const own: unknown[] = [];
        const answers = calls.map(async ({ method, input }) => {
          asked.add(method);
          const answer = await house.call("wallet", method, input);
          if (method.startsWith("jobs.")) own.push(answer);
          return answer;
        });
        // Time passes too: nothing arms itself.
        house.now += 10_000;
        await settled();
        const digest = house.desk.current()?.digest ?? "";
        answers.push(house.call("wallet", "safe.answer", { digest, sign: true }));
        house.desk.declineAll();
        const given = (await Promise.all(answers)).filter((answer) => !own.includes(answer));
        for (const answer of given) expect(secretIn(answer)).toBe(false);
        expect(house.signed).toEqual([]);
      }),
      { numRuns: 400 },
    );
    expect(await restsOn()).toEqual(before);
    expect(house.wrong).toEqual([]);
    // The generator reaches the whole contract, so that a method that is added is called too.
    expect(METHODS.filter((method) => !asked.has(method))).toEqual([]);
  });

  it("the generator makes input that the parsers take, for nearly every method", () => {
    const never = METHODS.filter(
      (method) =>
        !fc
          .sample(inputFor(CONTRACT[method].input), 2000)
          .some((input) => CONTRACT[method].input.safeParse(input).success),
    );
    // What they ask for is of a form that chance does not find; the tests of each name it.
    expect(never.filter((method) => CONTRACT[method].door === "wallet")).toEqual([]);
  });

  it("no safe method is answered to it, also with the input that the real page sends", async () => {
    const question = prepare(composed(), ME).view;
    const place = house.desk.place();
    const answer = place.ask(question);
    house.desk.current();
    house.now += 10_000;
    for (const [method, input] of [
      ["safe.answer", { digest: question.digest, sign: true }],
      ["safe.confirmation", {}],
      ["safe.words", { passphrase: PASSPHRASE }],
      ["safe.saveEverything", { passphrase: PASSPHRASE }],
      ["safe.deleteEverything", { passphrase: PASSPHRASE }],
      ["safe.deleteByWord", { word: "DELETE" }],
      ["safe.bookRemove", { address: LI }],
      ["safe.agentSet", { passphrase: PASSPHRASE, policies: [] }],
      ["safe.unlock", { passphrase: PASSPHRASE }],
      ["safe.nodeAdd", { url: "https://evil.example" }],
      ["safe.proxySet", { kind: "own", at: "evil.example:3128" }],
      ["safe.nodeMove", { url: "https://b.example", by: "up" }],
    ] as const)
      expect(await house.call("wallet", method, input)).toMatchObject({ ok: false, error: { code: "door.method" } });
    house.desk.declineAll();
    expect(await answer).toBe(false);
    expect(house.wrong).toEqual([]);
  });
});

describe("a safe window's page that was taken over", () => {
  it.each(["entry", "anchor", "keys", "network", "book", "agent", "nodes"] as const)(
    "%s answers no signing question and does nothing of another room",
    async (room) => {
      const own: Record<typeof room, RegExp> = {
        entry:
          /^safe\.(?:state|strength|create|check|restore|save|join|finish|unlock|network|words|chooseBackup|backupText|chooseWallet|anotherWallet|deleteByWord|watch)/,
        anchor: /^safe\.(?:state$|anchor)/,
        keys: /^safe\.(?:state$|strength|keys|words$|changePassphrase|backup(?:Code)?$|account|systemUnlock|saveEverything|deletion|deleteEverything)/,
        network: /^safe\.(?:state$|join|network)/,
        book: /^safe\.(?:state$|book)/,
        agent: /^safe\.(?:state$|agent)/,
        nodes: /^safe\.(?:state$|node|proxySet$)/,
      };
      const others = METHODS.filter((method) => method.startsWith("safe.") && !own[room].test(method));
      const before = await restsOn();
      await fc.assert(
        fc.asyncProperty(
          fc
            .constantFrom(...others)
            .chain((method) => inputFor(CONTRACT[method].input).map((input) => ({ method, input }))),
          async ({ method, input }) => {
            const answer = await house.call(room, method, input);
            expect(answer).toMatchObject({ ok: false, error: { code: expect.stringMatching(/^door\./) as string } });
          },
        ),
        { numRuns: 200 },
      );
      expect(await restsOn()).toEqual(before);
      expect(house.signed).toEqual([]);
    },
  );
});

it("the house signs when the signing window says yes: the tests above are of one that can", async () => {
  const answer = house.call("wallet", "sign.cancel", { offer: "ab".repeat(32) });
  await vi.waitFor(() => expect(house.desk.current()).not.toBeNull());
  const digest = house.desk.current()?.digest ?? "";
  house.now += 10_000;
  expect(await house.call("confirm", "safe.answer", { digest, sign: true })).toMatchObject({ ok: true });
  await answer;
  expect(house.signed).toHaveLength(1);
});
