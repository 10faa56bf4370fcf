/**
 * What a page finds as `window.wattlight`: one call that answers with data (`answer(CONTRACT[method].output)`, never a thrown
 * error), and one way to hear that something has changed (a `Topic`, no data). The preload gives it, the renderer parses it.
 */
export interface Bridge {
  call(method: string, input: unknown): Promise<unknown>;
  /** Returns a function that stops listening. */
  onChanged(heard: (topic: string) => void): () => void;
}
