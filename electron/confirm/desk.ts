/**
 * The signing desk: one question at a time in a window of the main process, the next ones wait. Only the digest that is on
 * screen can be answered, not before a moment has passed, and closing the window means no.
 */
import { FaultError } from "../../shared/ipc/fault.ts";
import type { ConfirmView } from "../../shared/ipc/safeViews.ts";

/** Milliseconds from showing the question until a yes counts, so that a click meant for something else does not sign. */
export const ARM_MS = 600;

export interface DeskDeps {
  /** Opens a signing window; `closed` is called once, however it goes. */
  readonly openWindow: (closed: () => void) => { close(): void };
  readonly now: () => number;
}

interface Question {
  readonly view: ConfirmView;
  readonly settle: (sign: boolean) => void;
  window: { close(): void } | undefined;
  /** When the window first asked for it. */
  shownAt: number | undefined;
}

/** A place at the desk, held from before the question is composed. */
export interface Place {
  /** True when the reader said yes to exactly this view; once. */
  ask(view: ConfirmView): Promise<boolean>;
  /** Free again; whoever asked need not say so. */
  leave(): void;
}

const MOST_WAITING = 8;

export class Desk {
  readonly #deps: DeskDeps;
  readonly #queue: Question[] = [];
  /** Held places without a question yet. */
  readonly #held = new Set<Place>();

  constructor(deps: DeskDeps) {
    this.#deps = deps;
  }

  /** Before anything is composed, so that what has no place costs nothing. Fault `sign.tooMany` {waiting}. */
  place(): Place {
    if (this.#queue.length + this.#held.size >= MOST_WAITING)
      throw new FaultError("sign.tooMany", { waiting: MOST_WAITING }, "retry");
    const place: Place = {
      // A place that locking has cleared asks nothing more.
      ask: (view) => (this.#held.delete(place) ? this.#ask(view) : Promise.resolve(false)),
      leave: () => void this.#held.delete(place),
    };
    this.#held.add(place);
    return place;
  }

  /** What the signing window draws; null when nothing is asked. */
  current(): ConfirmView | null {
    const question = this.#queue[0];
    if (!question) return null;
    question.shownAt ??= this.#deps.now();
    return question.view;
  }

  answer(digest: string, sign: boolean): void {
    const question = this.#queue[0];
    if (!question) throw new FaultError("sign.nothingAsked");
    if (digest !== question.view.digest) throw new FaultError("sign.otherDigest", {}, "retry");
    if (sign && (question.shownAt === undefined || this.#deps.now() - question.shownAt < ARM_MS))
      throw new FaultError("sign.tooSoon", {}, "retry");
    this.#settle(question, sign);
  }

  /** Locking or quitting declines everything that is open or waiting. */
  declineAll(): void {
    this.#held.clear();
    const waiting = this.#queue.splice(0);
    for (const question of waiting) question.settle(false);
    for (const question of waiting) question.window?.close();
  }

  #ask(view: ConfirmView): Promise<boolean> {
    return new Promise((settle) => {
      this.#queue.push({ view, settle, window: undefined, shownAt: undefined });
      if (this.#queue.length === 1) this.#open();
    });
  }

  #open(): void {
    const question = this.#queue[0];
    if (question) question.window = this.#deps.openWindow(() => this.#settle(question, false));
  }

  #settle(question: Question, sign: boolean): void {
    if (this.#queue[0] !== question) return;
    this.#queue.shift();
    question.settle(sign);
    question.window?.close();
    this.#open();
  }
}
