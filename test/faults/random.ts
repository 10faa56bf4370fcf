/** Numbers from 0 to 1 that a seed decides, so that a failing run can be told (Marsaglia, xorshift of 32 bits). */
export function drawn(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
