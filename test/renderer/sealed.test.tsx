// @vitest-environment happy-dom
/** Principle 5: every ledger figure carries its seal; what is waiting or refused is never shown as a value. */
import "./setup.ts";
import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { LedgerFigure } from "../../renderer/parts/Figure.tsx";
import { Seal, sealText } from "../../renderer/parts/Seal.tsx";
import { mapVerified, Sealed } from "../../renderer/parts/Sealed.tsx";
import { SealWords } from "../../renderer/parts/SealCard.tsx";
import type { Proof, Verified } from "../../shared/ipc/verified.ts";
import { Withheld } from "../../shared/ipc/verified.ts";

const proof: Proof = {
  height: 18_204,
  time: 1_780_000_000,
  headerHash: "ab".repeat(32),
  stateRoot: "cd".repeat(32),
  signed: 4,
  of: 4,
  simulated: false,
  node: "127.0.0.1:1",
};
const SECRET = "9.90";
const answers: Verified<string>[] = [
  ...Withheld.options.map((why) => ({ state: "waiting", why }) as const),
  ...Withheld.options.map((why) => ({ state: "refused", why, node: "node-3" }) as const),
];
const draw = (node: React.ReactNode) => render(<MantineProvider env="test">{node}</MantineProvider>);

describe("withheld", () => {
  test.each(answers)("$state, $why: no value, but a reason", (of) => {
    // As if a value slipped through untyped: it must still not be drawn.
    const smuggled = { ...of, value: SECRET, proof } as Verified<string>;
    const { container } = draw(
      <>
        <Sealed of={smuggled}>{(value) => <b>{value}</b>}</Sealed>
        <LedgerFigure of={smuggled} figure={(text) => ({ text })} />
      </>,
    );
    expect(container.textContent).not.toContain(SECRET);
    expect(screen.getByRole("status").textContent?.length).toBeGreaterThan(20);
    for (const seal of container.querySelectorAll("button.seal")) expect(seal.className).toContain(of.state);
  });
  test("mapping keeps the reason and makes no value", () => {
    for (const of of answers) expect(mapVerified(of, () => SECRET)).toEqual(of);
  });
});

describe("verified", () => {
  test("the value is drawn with its seal, and the seal names the block", () => {
    draw(<LedgerFigure of={{ state: "verified", value: SECRET, proof }} figure={(text) => ({ text, unit: "kWh" })} />);
    expect(screen.getByText(SECRET, { exact: false })).toBeTruthy();
    expect(screen.getByRole("button", { name: "verified at block 18,204" })).toBeTruthy();
  });
  test("on a demo network the seal says simulated, in both languages", () => {
    const simulated = { state: "verified", proof: { ...proof, simulated: true } } as const;
    expect(sealText(simulated, "en")).toContain("simulated");
    const { container } = draw(<SealWords seal={simulated} />);
    expect(container.textContent).toContain("Simulated");
    expect(container.textContent).toContain("4 of 4");
  });
  test("a seal in a line of text is a named button", () => {
    draw(<Seal seal={{ state: "refused", why: "lied", node: "node-3" }} />);
    expect(screen.getByRole("button", { name: "refused: not used" })).toBeTruthy();
  });
});
