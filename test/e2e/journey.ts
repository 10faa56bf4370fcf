/**
 * The main job in the real window, as a new user does it: create a wallet, join, register, import a meter file, offer surplus, and
 * follow it to the paid statement. Clicks go through the screens; figures are read through the same bridge and must be verified.
 */
import type { ElectronApplication, Page } from "playwright-core";
import type { ContractRow, ContractView, StatementRow } from "../../shared/ipc/marketViews.ts";
import { kW, kWh, perKWh, yuan } from "../../shared/words/format.ts";
import { call, proved, until } from "./bridge.ts";
import { windowOf } from "./launch.ts";
import type { Pictures } from "./pictures.ts";

const SLOT_SECONDS = 900;
const DAY_SECONDS = 86_400;
/** How long choosing, reading and signing may take on a busy machine before the gate closes, real seconds. */
const HAND_SECONDS = 45;
/** Hours of the local market day in which an offer is begun: there is sun in the slots that follow. */
const SELLING_HOURS = { from: 6, to: 14 };
export const PASSPHRASE = "harbour violin lantern meadow";

export interface JourneyOptions {
  readonly app: ElectronApplication;
  /** Path of the meter file to import. */
  readonly meter: string;
  /** Path of the network file to join by; the built-in demo network without one. */
  readonly network?: string | undefined;
  /** Market seconds per second, until the joined network says its own. */
  readonly rate: number;
  readonly pictures: Pictures | null;
  readonly say: (line: string) => void;
}

export class Journey {
  readonly #options: JourneyOptions;
  #step = 0;
  #rate: number;

  constructor(options: JourneyOptions) {
    this.#options = options;
    this.#rate = options.rate;
  }

  /** Patience for things that take market time, in real seconds, with room for a busy machine. */
  #marketSeconds(seconds: number): number {
    return seconds / this.#rate + 60;
  }

  async #done(page: Page, name: string, line: string): Promise<void> {
    this.#step += 1;
    const number = String(this.#step).padStart(2, "0");
    this.#options.say(`${number}  ${line}`);
    await this.#options.pictures?.take(page, `${number}-${name}`);
  }

  async createWallet(): Promise<void> {
    const page = await windowOf(this.#options.app, "safe");
    await page.getByRole("button").first().waitFor();
    await call(page, "settings.set", { lang: "en", theme: "light" });
    await this.#done(page, "welcome", "The wallet is open: a language, then a wallet of one's own.");
    await page.getByRole("button", { name: "Create a wallet" }).click();
    await page.getByLabel("Passphrase", { exact: true }).fill(PASSPHRASE);
    await page.getByLabel("The same once more").fill(PASSPHRASE);
    await page.getByRole("button", { name: "Continue" }).and(page.locator(":enabled")).waitFor();
    await this.#done(page, "passphrase", "A passphrase, its strength estimated here.");
    await page.getByRole("button", { name: "Continue" }).click();
    const words = page.locator(".word-list .word");
    await words.nth(23).waitFor();
    const phrase = await words.allTextContents();
    await this.#done(page, "words", `${phrase.length} words, shown once.`);
    await page.getByRole("button", { name: "I have written them down" }).click();
    const boxes = page.getByRole("textbox", { name: /^word \d+$/ });
    await boxes.first().waitFor();
    for (let i = 0; i < 3; i++) {
      const label = (await boxes.nth(i).getAttribute("aria-label")) ?? "";
      await boxes.nth(i).fill(phrase[Number(/\d+/.exec(label)?.[0]) - 1] ?? "");
    }
    await page.getByText("3 of 3 right").waitFor();
    await this.#done(page, "asked-back", "Three of them asked back, all right.");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("button", { name: "Join the demo network" }).waitFor({ timeout: 30_000 });
  }

  async join(): Promise<Page> {
    const safe = await windowOf(this.#options.app, "safe");
    await this.#done(safe, "network", "The vault is written; which network?");
    if (this.#options.network === undefined) await safe.getByRole("button", { name: "Join the demo network" }).click();
    else await this.#joinByFile(safe, this.#options.network);
    const page = await windowOf(this.#options.app, "wallet");
    await page.getByRole("heading", { name: /Needs me/ }).waitFor();
    // Until it is gone it would be taken for the next question's window.
    await until("The safe window closes", 30, () => Promise.resolve(safe.isClosed()), Boolean);
    const home = await until(
      "A verified block",
      60,
      () => call(page, "home.get", {}),
      ({ state }) => state === "verified",
    );
    const { value, proof } = proved("the home", home);
    this.#rate = value.market.rate;
    await this.#done(
      page,
      "joined",
      `Joined: state of block ${proof.height} verified here, ${proof.signed} of ${proof.of} regulators signed.`,
    );
    return page;
  }

  /** The file in the system's dialog, its fingerprint on the page, then the one click that joins. */
  async #joinByFile(safe: Page, network: string): Promise<void> {
    await this.#options.app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
    }, network);
    await safe.getByRole("button", { name: "Choose a network file…" }).click();
    const join = safe.getByRole("button", { name: "Join this network" });
    await join.waitFor();
    await this.#done(safe, "compare", "The network that the file names, to be compared with what one was told.");
    await join.click();
  }

  async register(page: Page): Promise<void> {
    await page.getByRole("button", { name: "Review and sign" }).first().click();
    await this.#sign("registration", "The registration, as it will be signed.");
    const home = await until(
      "Admission",
      this.#marketSeconds(600),
      () => call(page, "home.get", {}),
      (heard) => heard.state === "verified" && heard.value.registration === "active",
    );
    const { proof } = proved("the registration", home);
    await page.getByText("The regulator is looking at it").waitFor({ state: "hidden" });
    await this.#done(page, "registered", `Admitted by the regulators: verified at block ${proof.height}.`);
  }

  async importMeter(page: Page): Promise<void> {
    const { app, meter } = this.#options;
    await app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
    }, meter);
    await page.getByRole("button", { name: "Import a meter file" }).first().click();
    const bring = page.getByRole("button", { name: /^Import .*rows/ });
    await bring.or(page.getByRole("alert")).first().waitFor({ timeout: 60_000 });
    await this.#done(page, "import-preview", "What was understood of the meter file, to be corrected if need be.");
    await bring.click();
    await page.getByRole("button", { name: /See/ }).click({ timeout: 60_000 });
    const live = await until(
      "A reading",
      60,
      () => call(page, "energy.live", {}),
      ({ hasMeter }) => hasMeter,
    );
    const day = await until(
      "The day",
      60,
      () => call(page, "energy.day", { source: "replay", date: null }),
      (d) => d !== null,
    );
    await page.locator(".rb").first().waitFor();
    await this.#done(
      page,
      "energy-day",
      `The meter plays ${day?.replay?.fileDate ?? "?"} of ${day?.replay?.file ?? "?"}: making ${watts(live.makingW)}, using ${watts(live.usingW)}.`,
    );
    await page.locator("label", { hasText: /^Month$/ }).click();
    await page.locator(".recharts-surface").first().waitFor();
    await this.#done(page, "energy-month", "A month of the file, stacked so that it adds up to the meter.");
  }

  /** A network that has run for a while may stand at night, when a roof has nothing to sell. */
  async #daylight(page: Page): Promise<void> {
    const hour = async (): Promise<number> => {
      const { market } = proved("the home", await call(page, "home.get", {})).value;
      return Math.floor((((market.now + market.utcOffset) % DAY_SECONDS) * 24) / DAY_SECONDS);
    };
    const bright = (at: number): boolean => at >= SELLING_HOURS.from && at < SELLING_HOURS.to;
    const now = await hour();
    if (bright(now)) return;
    this.#options.say(`    It is past ${now}:00 in the market, and a roof sells by day: waiting for the morning.`);
    await until("The morning", this.#marketSeconds(DAY_SECONDS), hour, bright);
  }

  /** Offers surplus in two slots that lie in one statement period; returns the contract that a neighbour makes of it. */
  async sell(page: Page): Promise<ContractRow> {
    await this.#daylight(page);
    await page.getByRole("link", { name: "Market" }).click();
    await page.getByRole("button", { name: "Review and sign" }).waitFor();
    const chosen = await this.#chooseSlots(page);
    const proposal = proved(
      "the proposal",
      await until(
        "A proposal",
        60,
        () => call(page, "market.proposal", { carrier: "electricity", side: "sell", ...chosen }),
        (heard) => heard.state === "verified" && heard.value !== null,
      ),
    );
    const wh = proposal.value?.energy.wh.reduce((sum, one) => sum + one, 0) ?? 0;
    await this.#done(
      page,
      "market",
      `The forecast leaves ${kWh(wh)} to sell; the book is complete at block ${proposal.proof.height}.`,
    );
    await page.getByRole("button", { name: "Review and sign" }).click();
    await this.#sign("offer", "The offer in plain words, the worst case beside it.");
    const list = await until(
      "An acceptance",
      this.#marketSeconds(3600),
      () => call(page, "contracts.list", {}),
      (heard) => heard.state === "verified" && heard.value.length > 0,
    );
    const { value, proof } = proved("the contracts", list);
    const contract = value[0] as ContractRow;
    this.#options.say(
      `    ${contract.party.name?.en ?? contract.party.id} takes ${kWh(contract.total)} at ${perKWh(contract.price, "en")}: verified at block ${proof.height}.`,
    );
    await page.getByRole("link", { name: "Overview" }).click();
    await page
      .getByText(contract.party.name?.en ?? contract.party.id)
      .first()
      .waitFor();
    await this.#done(page, "accepted", "Signed, screened and admitted: the contract stands on the overview.");
    return contract;
  }

  /** Two slots by the keyboard, late enough for a slow hand, that become final in one statement period. */
  async #chooseSlots(page: Page): Promise<{ from: number; to: number }> {
    const line = page.getByRole("slider", { name: /slots/i }).first();
    const at = async (): Promise<number> => Number(await line.getAttribute("aria-valuenow"));
    await line.focus();
    await line.press("ArrowRight");
    const first = await at();
    const margin = Math.ceil((this.#rate * HAND_SECONDS) / SLOT_SECONDS);
    for (let from = first; from < first + margin || from % 2 === 1; from = await at()) await line.press("ArrowRight");
    for (let slot = 0; slot < 2; slot++) await line.press("Shift+ArrowLeft");
    const home = proved("the home", await call(page, "home.get", {})).value;
    const midnight =
      Math.floor((home.market.now + home.market.utcOffset) / DAY_SECONDS) * DAY_SECONDS - home.market.utcOffset;
    const from = midnight / SLOT_SECONDS + (await at());
    return { from, to: from + 2 };
  }

  /** Follows the contract until it is metered, settled, final, and its statement is claimed. */
  async follow(page: Page, contract: ContractRow): Promise<void> {
    await page.getByRole("link", { name: "Contracts" }).click();
    await page
      .getByRole("link", { name: new RegExp(contract.party.name?.en ?? contract.id.slice(0, 6)) })
      .first()
      .click();
    const market = contract.energy.wh.length * 900 + 3 * 3600;
    await this.#reaches(
      page,
      contract.id,
      "admitted",
      ["admitted", "delivering", "metered", "provisional", "final", "due", "claimed", "paid"],
      market,
      "Admitted: each rule with its figure and its limit.",
    );
    await this.#reaches(
      page,
      contract.id,
      "delivering",
      ["delivering", "metered", "provisional", "final", "due", "claimed", "paid"],
      market,
      "Delivery is under way.",
    );
    await this.#reaches(
      page,
      contract.id,
      "settled",
      ["provisional", "final", "due", "claimed", "paid"],
      market,
      "Metered on both sides and settled, provisionally.",
    );
    await this.#reaches(
      page,
      contract.id,
      "final",
      ["final", "due", "claimed", "paid"],
      market + 3 * 3600,
      "Final: nobody disputed it.",
    );
  }

  async #reaches(
    page: Page,
    id: string,
    name: string,
    stages: readonly string[],
    market: number,
    line: string,
  ): Promise<void> {
    const heard = await until(
      `Stage ${name}`,
      this.#marketSeconds(market),
      () => call(page, "contracts.get", { id }),
      (view) => view.state === "verified" && view.value !== null && stages.includes(view.value.row.stage),
    );
    const { value, proof } = proved("the contract", heard);
    await this.#done(
      page,
      `contract-${name}`,
      `${line} ${kWh(value?.row.delivered ?? 0)} of ${kWh(value?.row.total ?? 0)}, block ${proof.height}.`,
    );
  }

  /** Confirms each payment that a neighbour says it made for this contract; returns the statements, paid. */
  async confirmPayments(page: Page, contract: ContractRow): Promise<readonly StatementRow[]> {
    const mine = (rows: readonly StatementRow[]): StatementRow[] =>
      rows.filter((row) => row.other.id === contract.party.id && row.lines.length > 0);
    await page.getByRole("link", { name: "Overview" }).click();
    for (;;) {
      const heard = await until(
        "A payment to confirm",
        this.#marketSeconds(3 * 3600),
        () => call(page, "money.list", {}),
        ({ ...list }) =>
          list.state === "verified" &&
          mine(list.value).length > 0 &&
          mine(list.value).every(({ state }) => state === "claimed" || state === "paid"),
      );
      const rows = mine(proved("the statements", heard).value);
      const open = rows.find(({ state }) => state === "claimed");
      if (!open) break;
      const arrived = page.getByRole("button", { name: "It arrived" }).first();
      await arrived.waitFor({ timeout: 60_000 });
      await this.#done(
        page,
        "payment-claimed",
        `${open.other.name?.en ?? open.other.id} says it paid ${yuan(open.due)}, reference ${open.reference ?? "none"}.`,
      );
      await arrived.click();
      await this.#sign("payment", "The confirmation that the money has come.");
      await until(
        "The payment",
        this.#marketSeconds(3600),
        () => call(page, "money.list", {}),
        (list) =>
          list.state === "verified" &&
          list.value.some(
            (row) => row.period === open.period && row.other.id === open.other.id && row.state === "paid",
          ),
      );
    }
    await page.getByRole("link", { name: "Money" }).click();
    const { value, proof } = proved("the statements", await call(page, "money.list", {}));
    await this.#done(page, "paid", `Paid: verified at block ${proof.height}.`);
    return mine(value);
  }

  async ledger(page: Page, contract: ContractRow): Promise<ContractView> {
    await page.getByRole("link", { name: "Contracts" }).click();
    await page
      .getByRole("link", { name: new RegExp(contract.party.name?.en ?? contract.id.slice(0, 6)) })
      .first()
      .click();
    const heard = proved(
      "the contract",
      await until(
        "Stage paid",
        60,
        () => call(page, "contracts.get", { id: contract.id }),
        (view) => view.state === "verified" && view.value?.row.stage === "paid",
      ),
    );
    await this.#done(page, "contract-paid", "The whole time line, from the offer to the payment.");
    await page.getByRole("link", { name: /Block/ }).click();
    await page.getByRole("heading").first().waitFor();
    await this.#done(page, "ledger", "What the light client trusts, and why.");
    if (!heard.value) throw new Error("the contract is gone");
    return heard.value;
  }

  /** The contract as a proof file at `path`, then that file checked where anybody's is. */
  async proof(page: Page, contract: ContractRow, path: string): Promise<void> {
    const { app } = this.#options;
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
    }, path);
    await page.getByRole("link", { name: "Contracts" }).click();
    await page
      .getByRole("link", { name: new RegExp(contract.party.name?.en ?? contract.id.slice(0, 6)) })
      .first()
      .click();
    await page.getByRole("button", { name: "Save proof…" }).click();
    await page.getByText(/^Saved .+\.watt\.$/).waitFor();
    await page.getByRole("link", { name: /Block/ }).click();
    await page.getByRole("button", { name: "Check a proof file…" }).click();
    const found = page.locator(".proof-file");
    await found.getByRole("heading", { name: "Proved." }).waitFor();
    // It shows itself: nobody has to look for it, and nothing lies over it.
    const [box, screen] = await Promise.all([found.boundingBox(), page.locator("#screen").boundingBox()]);
    if (!box || !screen || box.y < screen.y || box.y > screen.y + screen.height / 2)
      throw new Error(`the answer stands at ${JSON.stringify(box)}, the screen at ${JSON.stringify(screen)}`);
    if ((await page.locator(".notice").count()) > 0) throw new Error("an old notice stands below the answer");
    await this.#done(page, "proof-checked", "The contract as a file, proved again by whoever has the anchor.");
  }

  /** How anybody checks that file, without this wallet: the anchor is this network's, from its file or from the Ledger screen. */
  async howToVerify(page: Page, path: string): Promise<string> {
    const { network } = this.#options;
    const { anchor, chainId, simulated } = await call(page, "status.get", {});
    if (!anchor) throw new Error("the wallet has no anchor");
    const trust =
      network === undefined ? `--anchor ${anchor.height}:${anchor.hash} --chain ${chainId}` : `--network ${network}`;
    return `npm run verify -- ${path} ${trust}${simulated ? " --allow-simulated" : ""}`;
  }

  async #sign(name: string, line: string): Promise<void> {
    const page = await windowOf(this.#options.app, "safe");
    const yes = page.getByRole("button", { name: "Sign", exact: true });
    await yes.waitFor();
    await this.#done(page, `sign-${name}`, line);
    await page
      .locator('button[aria-disabled="false"]', { hasText: /^Sign$/ })
      .click()
      // The click closes its own window, on a busy machine before the driver has heard that it was done.
      .catch((error: unknown) => {
        if (!page.isClosed()) throw error;
      });
    await until("The signing window closes", 30, () => Promise.resolve(page.isClosed()), Boolean);
  }
}

const watts = (power: number | null | undefined): string => (power == null ? "–" : kW(power));
