/**
 * Imported first, so that V8 keeps this process's new space small: it would otherwise grow to tens of megabytes at start and stay
 * there, at no gain in speed (decision 5).
 */
import { setFlagsFromString } from "node:v8";

setFlagsFromString("--semi-space-growth-factor=1");
