/**
 * Imported first: V8 keeps this process's heaps small, the worker's included. Its new space would otherwise grow to tens of
 * megabytes at start and stay there (decision 5). Nothing here runs so hot that the scavenges between would be felt.
 */
import { setFlagsFromString } from "node:v8";

setFlagsFromString("--semi-space-growth-factor=1");
