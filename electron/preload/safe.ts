/** Preload of the safe windows: first start, unlock, signing. */
import { expose } from "./bridge.ts";
import { SAFE_METHODS } from "./methods.ts";

expose(SAFE_METHODS);
