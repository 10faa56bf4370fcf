/** Keys that reach the kiosk's page, and those that end before it. */
import { expect, it } from "vitest";
import { passes } from "../../../electron/kiosk/keys.ts";

const press = (key: string, ...held: ("control" | "alt" | "meta")[]) =>
  passes({ key, control: held.includes("control"), alt: held.includes("alt"), meta: held.includes("meta") });

it("lets people move and press", () => {
  for (const key of ["Tab", "Enter", " ", "ArrowLeft", "7"]) expect(press(key)).toBe(true);
});

it("ends function keys, letters, Escape and the system's own", () => {
  for (const key of ["F1", "F4", "F5", "F11", "F12", "Escape", "a", "ContextMenu", "PrintScreen", "BrowserBack"])
    expect(press(key)).toBe(false);
});

it("ends everything with a modifier, also what would pass without", () => {
  for (const key of ["Tab", "Enter", " ", "ArrowLeft", "7", "p", "o", "s", "w", "q", "r", "I"])
    for (const held of ["control", "alt", "meta"] as const) expect(press(key, held)).toBe(false);
});
