/** Which keys reach the kiosk's page: those with which one moves and presses. All others, and every one with a modifier, end here. */

export interface Pressed {
  readonly key: string;
  readonly control: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
}

const MOVING: ReadonlySet<string> = new Set([
  "Tab",
  "Enter",
  " ",
  "ArrowLeft",
  "ArrowRight",
  "ArrowUp",
  "ArrowDown",
  "Backspace",
  "Shift",
]);

export function passes({ key, control, alt, meta }: Pressed): boolean {
  if (control || alt || meta) return false;
  return MOVING.has(key) || /^\d$/.test(key);
}
