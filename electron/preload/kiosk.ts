/** Preload of the kiosk's window. */
import { expose } from "./bridge.ts";
import { KIOSK_METHODS } from "./methods.ts";

expose(KIOSK_METHODS);
