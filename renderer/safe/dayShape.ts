/** A day as a drawing, no measurement: 96 quarter-hours of sun and of a home, 0 to 1, the same on every computer. */

const bump = (hour: number, at: number, width: number, height: number) =>
  height * Math.exp(-(((hour - at) / width) ** 2));
/** Linear congruential, for a ripple that looks alive and never changes. */
function ripple(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296 - 0.5;
  };
}
const quarters = (value: (hour: number) => number) => Array.from({ length: 96 }, (_, i) => value((i + 0.5) / 4));

const sunRipple = ripple(5);
export const SUN: readonly number[] = quarters((hour) => {
  const height = Math.sin((Math.PI * (hour - 5.1)) / 14.2);
  const noise = sunRipple();
  return hour < 5.1 || hour > 19.3 || height <= 0 ? 0 : height ** 1.35 * (1 + 0.05 * noise);
});
const homeRipple = ripple(77);
export const HOME: readonly number[] = quarters((hour) => {
  const shape =
    0.27 +
    bump(hour, 7.1, 0.55, 1.15) +
    bump(hour, 12.1, 0.5, 0.62) +
    bump(hour, 19.2, 0.95, 1.75) +
    bump(hour, 21, 1.1, 0.95);
  return (shape + 0.14 * (homeRipple() + 0.5)) / 5.2;
});
