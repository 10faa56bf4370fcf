/**
 * Chromium's debugging switches: whoever connects to such a port types into every window, the passphrase's too, and on this computer
 * any user can connect. A packaged wallet that has keys ends instead of opening a window; what a fuse takes away (--inspect) is not here.
 */

const SWITCHES = ["remote-debugging-port", "remote-debugging-pipe", "remote-debugging-socket-name"] as const;

/** The first debugging switch that the program was started with; undefined when there is none. */
export function debuggerAsked(has: (name: string) => boolean): string | undefined {
  return SWITCHES.find(has);
}
