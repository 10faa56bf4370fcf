/** A connection's answers in the order of its requests (CometBFT spec/abci, "Socket"): what is ready waits for what was asked before. */
export class OrderedAnswers<T> {
  readonly #send: (answer: T) => void;
  /** Undefined: asked and not answered yet. */
  readonly #waiting: { answer: T | undefined }[] = [];

  constructor(send: (answer: T) => void) {
    this.#send = send;
  }

  /** @param answer must not reject: its request would never be answered, nor those after it */
  add(answer: T | Promise<T>): void {
    if (!(answer instanceof Promise)) {
      if (this.#waiting.length === 0) this.#send(answer);
      else this.#waiting.push({ answer });
      return;
    }
    const place: { answer: T | undefined } = { answer: undefined };
    this.#waiting.push(place);
    void answer.then((ready) => {
      place.answer = ready;
      this.#flush();
    });
  }

  #flush(): void {
    while (this.#waiting[0]?.answer !== undefined) {
      const ready = this.#waiting.shift();
      if (ready?.answer !== undefined) this.#send(ready.answer);
    }
  }
}
