/** Why a header was not trusted, as data (CometBFT spec/light-client/verification). */

export type LightFailure =
  /** A proof that fails: the rule, the height, and what was sent. */
  | { readonly kind: "lied"; readonly rule: string; readonly height: number | null }
  /** Another chain id, or another block at the anchor's height. */
  | { readonly kind: "otherChain"; readonly rule: string }
  /** The newest trusted header is older than the trusting period: nothing a node says can help (DESIGN §6). */
  | { readonly kind: "trustExpired"; readonly height: number }
  /** Later than our clock allows: the clock of this computer is wrong, or theirs. Nobody is accused. */
  | { readonly kind: "fromFuture"; readonly height: number; readonly aheadMs: number }
  /** It differs from what is stored, and no block that both share, is recent enough and is still served can tell who is right. */
  | { readonly kind: "undecided"; readonly height: number }
  /** Two histories, each proved from a block that both share: the validators' fault. No node is accused, and none believed. */
  | { readonly kind: "attack"; readonly height: number }
  /** Below the oldest trusted header, further than the hash chain is followed. */
  | { readonly kind: "tooFarBack"; readonly height: number };

export class LightError extends Error {
  readonly failure: LightFailure;
  /** What the node sent, for the evidence. */
  readonly bytes: Uint8Array;
  /** Address of the node, once known. */
  node: string | null = null;
  constructor(failure: LightFailure, bytes: Uint8Array = new Uint8Array()) {
    super(failure.kind);
    this.name = "LightError";
    this.failure = failure;
    this.bytes = bytes;
  }
}
