/** What every account of the demo is derived from. */

/**
 * Secret keys (secp256k1, 32 bytes) of the demo's parties. The node draws `master` once per installation and keeps it (mode 0600);
 * every account of the demo is derived from it, so genesis, street and commissioning agree without a second key file.
 */
export interface DemoKeys {
  readonly master: Uint8Array;
}
