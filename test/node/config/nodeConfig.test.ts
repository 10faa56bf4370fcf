/** The configuration: defaults, refusals with the place, and variables that override. */
import { writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { OperatorComplaint } from "../../../node/command/operatorComplaint.ts";
import { configToml } from "../../../node/comet/configToml.ts";
import { leaves, readConfig, variableOf } from "../../../node/config/nodeConfig.ts";
import { configIn, writeConfig } from "../../../node/home/files.ts";
import { homeAt } from "../../../node/home/home.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";

const read = (file: unknown, env: Record<string, string> = {}) => readConfig(file, "wattlight.yaml", env);

describe("a file", () => {
  it("of nothing gives the defaults", () => {
    expect(read(null)).toEqual(read({}));
    expect(read(undefined).comet.rpc).toMatch(/^tcp:\/\/127\.0\.0\.1:/);
  });

  it.each([
    [{ colour: 1 }, "wattlight.yaml: colour: there is no such value"],
    [{ comet: { rcp: "tcp://127.0.0.1:1" } }, "wattlight.yaml: comet.rcp: there is no such value"],
    [{ comet: { blockMs: 3.5 } }, /^wattlight\.yaml: comet\.blockMs: /],
    [{ comet: { rpc: "127.0.0.1:26657" } }, /^wattlight\.yaml: comet\.rpc: an address like/],
    [{ comet: { peers: ["node.example:26656"] } }, /^wattlight\.yaml: comet\.peers\.0: a peer like/],
    [{ comet: { rpc: "tcp://127.0.0.1:99999" } }, /^wattlight\.yaml: comet\.rpc: .*65535/],
    [{ comet: { p2p: "tcp://0.0.0.0:0" } }, /^wattlight\.yaml: comet\.p2p: .*65535/],
    [{ front: { listen: "0.0.0.0:70000" } }, /^wattlight\.yaml: front\.listen: .*65535/],
    [{ comet: { peers: [`${"a".repeat(40)}@h:65536`] } }, /^wattlight\.yaml: comet\.peers\.0: .*65535/],
    [{ application: "tcp://127.0.0.1:65536" }, /^wattlight\.yaml: application: .*65535/],
    [{ log: "loud" }, /^wattlight\.yaml: log: /],
    ["just text", /^wattlight\.yaml: /],
  ])("with %j is refused by its place", (file, message) => {
    expect(() => read(file)).toThrow(message);
  });
});

describe("a variable", () => {
  it("overrides the file, in the value's own type", () => {
    const config = read(
      { name: "a", comet: { blockMs: 500 } },
      {
        WATTLIGHT_NODE_NAME: "b",
        WATTLIGHT_NODE_COMET_BLOCK_MS: "250",
        WATTLIGHT_NODE_COMET_EXTERNAL: "true",
        WATTLIGHT_NODE_STATE_SYNC_SERVERS: "http://a.example, http://b.example",
        WATTLIGHT_CACHE: "/elsewhere",
      },
    );
    expect(config.name).toBe("b");
    expect(config.comet.blockMs).toBe(250);
    expect(config.comet.external).toBe(true);
    expect(config.stateSync.servers).toEqual(["http://a.example", "http://b.example"]);
  });

  it("that means nothing or fits nothing is refused by its own name", () => {
    expect(() => read({}, { WATTLIGHT_NODE_COMET_RCP: "x" })).toThrow(/^WATTLIGHT_NODE_COMET_RCP: /);
    expect(() => read({}, { WATTLIGHT_NODE_COMET_BLOCK_MS: "fast" })).toThrow(
      /^WATTLIGHT_NODE_COMET_BLOCK_MS: comet\.blockMs: /,
    );
    expect(() => read({}, { WATTLIGHT_NODE_COMET_EXTERNAL: "perhaps" })).toThrow(/^WATTLIGHT_NODE_COMET_EXTERNAL: /);
    expect(() => read({}, { WATTLIGHT_NODE_COMET_PEERS: "a,b" })).toThrow(
      /^WATTLIGHT_NODE_COMET_PEERS: comet\.peers\.0: /,
    );
  });

  it("is one of its own for every value", () => {
    const paths = leaves(read({}));
    expect(new Set(paths.map(variableOf)).size).toBe(paths.length);
  });
});

describe("a home's file", () => {
  const home = homeAt(temporaryFolder());
  const written = (text: string) => {
    writeConfig(home, {});
    writeFileSync(home.config, text);
    return () => configIn(home, {});
  };

  it("with an alias is refused by its place, not with a fault of the parser", () => {
    const aliased = written("name: &a east\ncomet:\n  program: *a\n");
    expect(aliased).toThrow(OperatorComplaint);
    expect(aliased).toThrow(/wattlight\.yaml.*\*a.*line 3/);
    expect(written("name: *b\n")).toThrow(/wattlight\.yaml.*\*b.*line 1/);
    expect(written("name: &a east\n")().name).toBe("east");
  });
});

describe("CometBFT's file", () => {
  it("holds what was configured, quoted", () => {
    const toml = configToml(read({ name: 'reg "1"\n[rpc]', comet: { localNetwork: true } }), "unix:///run/abci.sock");
    expect(toml).toContain('moniker = "reg \\"1\\"\\n[rpc]"');
    expect(toml).toContain('proxy_app = "unix:///run/abci.sock"');
    expect(toml).toContain("addr_book_strict = false");
    expect(toml).toContain("unsafe = false");
    expect(toml.match(/^\[rpc\]$/gm)).toHaveLength(1);
  });
});
