/** Preload of the wallet window. */
import { expose } from "./bridge.ts";
import { WALLET_METHODS } from "./methods.ts";

expose(WALLET_METHODS);
