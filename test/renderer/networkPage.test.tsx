// @vitest-environment happy-dom
/** What the page of a network says of those who signed its file: nobody, too few, its own regulators, those of the file joined before. */
import "./setup.ts";
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { Joining } from "../../electron/safe/joining.ts";
import { MantineProvider } from "@mantine/core";
import { type FoundNetwork, NetworkCandidate } from "../../renderer/safe/NetworkCandidate.tsx";
import { addressOf } from "../../shared/codec/address.ts";
import { publicKeyOf } from "../../shared/codec/signature.ts";
import type { NetworkFile } from "../../shared/network/networkFile.ts";
import { exampleNetwork } from "../shared/network/exampleNetwork.ts";
import { keyOf, secretOf, signedNetwork } from "../shared/network/signedNetworks.ts";

const office = { en: "River Office", zh: "江岸办" };
const content: NetworkFile = {
  ...exampleNetwork,
  serial: 1,
  regulators: [1, 2, 3].map(keyOf),
  cards: [{ party: addressOf(publicKeyOf(secretOf(1))), name: office }],
};

function found(file: NetworkFile, joined: NetworkFile | null = null): FoundNetwork {
  const page = new Joining({
    chooseFile: () => Promise.resolve(null),
    joined: () => joined,
    join: () => Promise.resolve(),
    openWindow: () => ({ close: () => undefined }),
  });
  const check = page.text(JSON.stringify(file));
  if (check.verdict !== "network") throw new Error(check.fault);
  return check;
}

function show(one: FoundNetwork): void {
  const idle = { steps: ["Network", "Compare"], at: 1, offered: false, leaving: true, busy: false, problem: null };
  render(
    <MantineProvider>
      <NetworkCandidate found={one} {...idle} back={() => undefined} join={() => undefined} />
    </MantineProvider>,
  );
}
afterEach(cleanup);

const whole = signedNetwork(content, [1, 2, 3]);
test.each<[string, FoundNetwork, RegExp]>([
  ["nobody", found(content), /^Nobody: whoever wrote this file/],
  ["too few", found(signedNetwork(content, [1])), /^Only 1 of the 3 regulators/],
  ["enough of its own", found(whole), /^3 of the 3 regulators that the file itself names, as its number 1\./],
  [
    "those who are known",
    found(signedNetwork({ ...content, serial: 2 }, [1, 2, 3]), whole),
    /^3 of the 3 regulators that your present network file names, as its number 2\.$/,
  ],
])("%s", (_, one, said) => {
  show(one);
  expect(screen.getByText(said)).toBeTruthy();
  expect(screen.queryAllByText("River Office")).toHaveLength(one.signed.by.length > 0 ? 1 : 0);
  expect(screen.queryAllByText(keyOf(2))).toHaveLength(one.signed.by.length > 1 ? 1 : 0);
  expect(screen.queryAllByText(/^This is the newer file of the network/)).toHaveLength(
    one.joined === "follows" ? 1 : 0,
  );
});
