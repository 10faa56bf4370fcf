/** The states as the query thread keeps them: a copy that follows the chain, so that proving disturbs no consensus. */
import type { Json } from "../../../shared/codec/canonical.ts";
import { MerkleMap } from "../../../shared/state/merkleMap.ts";
import type { QueryAnswer } from "../application.ts";
import { answerQuery } from "../answerQuery.ts";
import type { EntryText } from "../entryLines.ts";
import { nativeSha256 } from "../nativeSha256.ts";
import type { RuleBook } from "../ruleBook.ts";
import type { Rules } from "../rules.ts";
import { undone } from "../storedState.ts";
import { Versions } from "../versions.ts";
import type { ToThread } from "./messages.ts";

export class QueryReplica {
  readonly #rules: RuleBook;
  #versions: Versions | undefined;
  #coming: EntryText[] = [];
  #oldest: { readonly height: number; readonly state: MerkleMap } | undefined;

  constructor(rules: RuleBook) {
    this.#rules = rules;
  }

  /** The answer to a question; undefined for news of the chain. */
  take(message: ToThread): QueryAnswer | undefined {
    switch (message.kind) {
      case "state": {
        for (const entry of message.entries) this.#coming.push(entry);
        if (message.last) this.#begin(message.height);
        return undefined;
      }
      case "block": {
        const { state } = this.#known().latest;
        const edit = state.edit();
        for (const [key, text] of message.entries) {
          if (text === undefined) edit.delete(key);
          else edit.set(key, JSON.parse(text) as Json);
        }
        this.#known().add(message.height, edit.done());
        return undefined;
      }
      case "before": {
        if (this.#oldest?.height !== message.height) return undefined;
        const state = undone(this.#oldest.state, new Map(message.entries));
        this.#oldest = { height: message.height - 1, state };
        this.#known().addOlder(message.height - 1, state);
        return undefined;
      }
      case "ask":
        return answerQuery(this.#versions, this.#rulesAt(message.request.height), message.request);
    }
  }

  #rulesAt(height: number): Rules {
    const state = height === 0 ? this.#versions?.latest.state : this.#versions?.at(height);
    return state ? this.#rules.of(state) : this.#rules.first;
  }

  #begin(height: number): void {
    const state = MerkleMap.fromTexts(this.#coming, nativeSha256);
    this.#coming = [];
    this.#versions = new Versions(height, state);
    this.#oldest = { height, state };
  }

  #known(): Versions {
    if (!this.#versions) throw new Error("news of a chain whose state did not come first");
    return this.#versions;
  }
}
