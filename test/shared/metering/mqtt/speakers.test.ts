/** What is said on a broker, in messages as the devices' own documentation shows their form. */
import { describe, expect, it } from "vitest";
import { customTopic } from "../../../../shared/metering/mqtt/customTopic.ts";
import { homeAssistant } from "../../../../shared/metering/mqtt/homeAssistant.ts";
import type { Listener } from "../../../../shared/metering/mqtt/listener.ts";
import { stepsOf } from "../../../../shared/metering/mqtt/payload.ts";
import { shellyFirst, shellySecond } from "../../../../shared/metering/mqtt/shelly.ts";
import { tasmota } from "../../../../shared/metering/mqtt/tasmota.ts";

const heard = (listener: Listener | undefined, topic: string, text: string, kept = false) =>
  (listener?.hear(topic, text, kept).values ?? []).map(({ role, phase, milli, unit }) => [role, phase, milli, unit]);

describe("Shelly, first generation", () => {
  const grid = shellyFirst("shellyem3-A1", "grid");
  it.each([
    ["emeter/0/power", "-812.35", ["gridPower", 1, -812_350, "W"]],
    ["emeter/2/total", "123456.7", ["imported", 3, 123_456_700, "Wh"]],
    ["emeter/1/total_returned", "8.0", ["exported", 2, 8_000, "Wh"]],
    ["emeter/0/voltage", "231.44", ["voltage", 1, 231_440, "V"]],
    ["relay/0/power", "60", ["gridPower", 0, 60_000, "W"]],
    ["relay/0/energy", "61", ["imported", 0, 1_016, "Wh"]], // watt-minutes, downwards
  ])("%s %s", (topic, text, expected) =>
    expect(heard(grid, `shellies/shellyem3-A1/${topic}`, text)).toEqual([expected]),
  );
  it.each(["emeter/0/energy", "emeter/0/pf", "relay/0", "relay/0/power/x"])("%s is no figure", (topic) =>
    expect(heard(grid, `shellies/shellyem3-A1/${topic}`, "5")).toEqual([]),
  );
  it("of another device is not heard", () => expect(heard(grid, "shellies/other/emeter/0/power", "5")).toEqual([]));
});

describe("Shelly, second generation", () => {
  const load = shellySecond("plug-1", "load");
  it("a plug's status", () =>
    expect(
      heard(
        load,
        "plug-1/status/switch:0",
        '{"id":0,"output":true,"apower":8.9,"voltage":237.5,"aenergy":{"total":6.532}}',
      ),
    ).toEqual([
      ["usedPower", 0, 8_900, "W"],
      ["used", 0, 6_532, "Wh"],
      ["voltage", 0, 237_500, "V"],
    ]));
  it("a change alone", () =>
    expect(
      heard(load, "plug-1/events/rpc", '{"method":"NotifyStatus","params":{"ts":1,"switch:0":{"apower":0}}}'),
    ).toEqual([["usedPower", 0, 0, "W"]]));
  it("what is no status", () => {
    expect(heard(load, "plug-1/events/rpc", '{"method":"NotifyEvent","params":{"switch:0":{"apower":1}}}')).toEqual([]);
    expect(heard(load, "plug-1/status/wifi", '{"apower":1}')).toEqual([]);
    expect(heard(load, "plug-1/status/switch:0", "null")).toEqual([]);
  });
});

describe("Tasmota", () => {
  const roof = tasmota("roof", "generation");
  it("one phase", () =>
    expect(
      heard(
        roof,
        "tele/roof/SENSOR",
        '{"Time":"2026-01-01T12:00:00","ENERGY":{"Total":3.185,"Power":412,"Voltage":230}}',
      ),
    ).toEqual([
      ["generationPower", 0, 412_000, "W"],
      ["generated", 0, 3_185_000, "Wh"],
      ["voltage", 0, 230_000, "V"],
    ]));
  it("three phases, asked for", () =>
    expect(heard(roof, "stat/roof/STATUS8", '{"StatusSNS":{"ENERGY":{"Power":[1,2.5,-3]}}}')).toEqual([
      ["generationPower", 1, 1_000, "W"],
      ["generationPower", 2, 2_500, "W"],
      ["generationPower", 3, -3_000, "W"],
    ]));
});

describe("Home Assistant's announcements", () => {
  const config = (more: Readonly<Record<string, unknown>>) =>
    JSON.stringify({ state_topic: "s", unit_of_measurement: "kWh", device_class: "energy", name: "Total", ...more });
  const announced = (more: Readonly<Record<string, unknown>>, text: string) => {
    const listener = homeAssistant("ha");
    const { topics } = listener.hear("ha/sensor/x/config", config(more), true);
    return { topics, values: heard(listener, "s", text) };
  };
  it.each<[string | undefined, string]>([
    [undefined, "1.25"],
    ["{{ value }}", "1.25"],
    ["{{value|float}}", "1.25"],
    ["{{ value_json.energy.total }}", '{"energy":{"total":1.25}}'],
    ["{{ value_json['energy'][0] | float(0) | round(2) }}", '{"energy":[1.25]}'],
  ])("with the template %s", (value_template, text) =>
    expect(announced({ value_template }, text)).toEqual({ topics: ["s"], values: [["other", 0, 1_250_000, "Wh"]] }),
  );
  it.each([
    "{{ value_json.a * 1000 }}",
    "{{ value_json.a if value_json.b else 0 }}",
    "{% set x = value %}{{ x }}",
    "{{ states('sensor.a') }}",
  ])("a template that computes is passed over: %s", (value_template) =>
    expect(announced({ value_template }, "5")).toEqual({ topics: [], values: [] }),
  );
  it.each([{ unit_of_measurement: "lx" }, { state_topic: "a/#" }, { state_topic: 5 }])("%j is passed over", (more) =>
    expect(announced(more, "5").topics).toEqual([]),
  );
  it("an empty announcement takes a sensor back", () => {
    const listener = homeAssistant("ha");
    listener.hear("ha/sensor/x/config", config({}), true);
    listener.hear("ha/sensor/x/config", "", false);
    expect(heard(listener, "s", "5")).toEqual([]);
  });
  it("listens to a bounded number of sensors", () => {
    const listener = homeAssistant("ha");
    const asked = Array.from(
      { length: 1000 },
      (_, k) => listener.hear(`ha/sensor/x${k}/config`, config({}), true).topics,
    );
    expect(asked.flat().length).toBe(128);
  });
});

describe("a topic of one's own", () => {
  it("at a path", () =>
    expect(heard(customTopic("t", "a['b c'][1]", "gridPower", "kW"), "t", '{"a":{"b c":[0,"-0.5"]}}')).toEqual([
      ["gridPower", 0, -500_000, "W"],
    ]));
  it.each(["unavailable", "", "1,5", "0x10", "1e300", "Infinity"])("%j is no figure", (text) =>
    expect(heard(customTopic("t", "", "gridPower", "W"), "t", text)).toEqual([]),
  );
  it("names of the language itself are no members", () =>
    expect(heard(customTopic("t", "constructor.length", "other", "W"), "t", "{}")).toEqual([]));
  it("a message that the broker kept is no live figure", () =>
    expect(heard(customTopic("t", "", "gridPower", "W"), "t", "5", true)).toEqual([]));
  it.each(["a b", "a[", "[']", "a..b", "[99999]"])("%j is no path", (path) => expect(stepsOf(path)).toBeNull());
});
