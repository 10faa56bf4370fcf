/**
 * Names that people give to counterparties. A name must not pretend: no invisible or direction-changing characters, nothing that reads
 * as an address, and none that another party already has, in whatever width or case it is written.
 */

/** Code points. */
export const NAME_MOST = 40;

/** The name as it is kept, or why it cannot be one. */
export function plainLabel(
  text: string,
): { readonly name: string } | { readonly problem: "empty" | "long" | "characters" } {
  const name = text.normalize("NFC").trim().replaceAll(/ +/g, " ");
  if (name === "") return { problem: "empty" };
  if ([...name].length > NAME_MOST) return { problem: "long" };
  // Letters with their marks, numbers, punctuation, symbols and the plain space: no controls, no format characters, no other spaces.
  if (!/^[\p{L}\p{M}\p{N}\p{P}\p{S} ]+$/u.test(name) || sameLabel(name).includes("watt1"))
    return { problem: "characters" };
  return { name };
}

/** Equal for names that a reader takes for the same: width, case, spaces and marks that compose do not tell them apart. */
export function sameLabel(name: string): string {
  return name.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, "");
}
