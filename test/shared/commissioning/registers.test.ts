/** A report's certificate on the ledger: its owner registers with it, once, and nobody else does. */
import { describe, expect, it } from "vitest";
import type { Handover } from "../../../shared/commissioning/handover.ts";
import { Chain, genesis, home, keyOf, SUPPLIER } from "../ledger/market.ts";
import { answered, asked, done, preparedJob, reportOf, SITE, wholeReport } from "./site.ts";

const owner = keyOf("owner");
const register = (chain: Chain, { certificate, supplier }: Handover, who = owner) =>
  chain.send(who, { kind: "party.register", role: "prosumer", supplier, certificate }, [who, SUPPLIER]).result;

describe("registering with a hand-over", () => {
  it("is pending, with what the report says", () => {
    const chain = new Chain(genesis([home("alice")]));
    const report = wholeReport();
    expect(register(chain, report).code).toBe(0);
    expect(chain.query("party", { id: owner.address })).toMatchObject({
      status: "pending",
      point: report.request.point,
      importW: report.request.importW,
      exportW: report.request.exportW,
      technology: "solar",
      meter: report.answer.meter,
    });
  });
  it("is not for another account", () => {
    const chain = new Chain(genesis([home("alice")]));
    expect(register(chain, wholeReport(), keyOf("stranger")).code).not.toBe(0);
  });
  it("takes one home at a connection point: a block of flats is one party behind its boundary meter", () => {
    const chain = new Chain(genesis([home("alice")]));
    const block = () => done(preparedJob(), { ...SITE, building: { is: "block", flats: 8 } } as typeof SITE);
    expect(register(chain, reportOf(answered(asked(block())))).code).toBe(0);
    const flat = reportOf(answered(asked(block()), "tenant", "tenant-meter"));
    expect(register(chain, flat, keyOf("tenant"))).toMatchObject({ code: 1, data: { rule: "register.point" } });
  });
});
