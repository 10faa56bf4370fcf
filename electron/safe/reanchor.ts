/**
 * The page for a new trust anchor: one at a time, asked for by the wallet window or not at all. What was checked is kept here, so that the
 * page can only confirm what the main process has checked; the wallet window brings no data and gets none.
 */
import type { AnchorCheck, AnchorFingerprint, AnchorState } from "../../shared/ipc/anchorViews.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { AnchorProposal, LocalPort } from "../local/port.ts";
import type { Remote } from "../../shared/link/link.ts";

export interface ReanchorDeps {
  readonly local: () => Promise<Pick<Remote<LocalPort>, "anchorState" | "checkAnchor" | "reanchor">>;
  readonly openWindow: (closed: () => void) => { close(): void };
  readonly chooseFiles: () => Promise<(AnchorProposal & { by: "checkpoint" })["files"] | null>;
}

export class Reanchor {
  readonly #deps: ReanchorDeps;
  #window: { close(): void } | undefined;
  #checked: (AnchorCheck & { verdict: "candidate" }) | undefined;

  constructor(deps: ReanchorDeps) {
    this.#deps = deps;
  }

  /** False while trust holds: no page is opened that would ask for what nobody needs. */
  async open(): Promise<{ opened: boolean }> {
    if (!(await this.state()).expired) return { opened: false };
    this.#window ??= this.#deps.openWindow(() => {
      this.#window = undefined;
      this.#checked = undefined;
    });
    return { opened: true };
  }

  async state(): Promise<AnchorState> {
    return await (await this.#deps.local()).anchorState();
  }

  async files(): Promise<AnchorCheck | null> {
    const files = await this.#deps.chooseFiles();
    return files && (await this.#check({ by: "checkpoint", files }));
  }

  typed({ height, hash }: AnchorFingerprint): Promise<AnchorCheck> {
    return this.#check({ by: "fingerprint", height, hash });
  }

  /** Faults: "safe.anchorOther" when the page shows something else than what was checked last, and those of LocalPort.reanchor. */
  async confirm({ height, hash }: AnchorFingerprint): Promise<void> {
    const checked = this.#checked;
    if (!checked || checked.height !== height || checked.hash !== hash)
      throw new FaultError("safe.anchorOther", {}, "correct");
    this.#checked = undefined;
    await (await this.#deps.local()).reanchor({ height, hash }, checked.by);
    this.close();
  }

  close(): void {
    this.#window?.close();
  }

  async #check(proposal: AnchorProposal): Promise<AnchorCheck> {
    this.#checked = undefined;
    const check = await (await this.#deps.local()).checkAnchor(proposal);
    if (check.verdict === "candidate") this.#checked = check;
    return check;
  }
}
