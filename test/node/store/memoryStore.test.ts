/** The acceptance suite over memory. */
import { describe } from "vitest";
import { MemoryStore } from "../../../node/store/memoryStore.ts";
import { storeContract } from "./storeContract.ts";

describe("MemoryStore", () => {
  storeContract({
    create: (documents, options) => new MemoryStore(documents, options),
    reopen: () => undefined,
    cleanUp: () => {},
  });
});
