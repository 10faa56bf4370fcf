/** What people compare before they join a network: the fingerprint of its file, and its link with the fingerprint that the link has. */
import type { NetworkFile } from "../../shared/network/networkFile.ts";
import { fingerprintOf, linked, linkOf } from "../../shared/network/readNetwork.ts";

/** A link leaves out the file's cards, so its fingerprint is another one wherever there are any. In groups, as the page shows them. */
export function toCompare(file: NetworkFile): readonly string[] {
  const ofFile = groups(fingerprintOf(file));
  const ofLink = groups(fingerprintOf(linked(file)));
  return [
    ...(ofFile === ofLink
      ? [`fingerprint  ${ofFile}`]
      : [`fingerprint  ${ofFile}  (by the file)`, `             ${ofLink}  (by the link)`]),
    `link         ${linkOf(file)}`,
  ];
}

const groups = (hex: string): string => hex.match(/.{4}/g)?.join(" ") ?? hex;
