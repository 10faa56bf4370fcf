/** Who is found on a broker by its topics: each speaker once, with how many figures it showed; what is none of them is passed over. */
import { expect, it } from "vitest";
import { Discovery } from "../../../../shared/metering/mqtt/discovery.ts";

it("names each speaker once", () => {
  const found = new Discovery();
  for (const [topic, text] of [
    ["homeassistant/sensor/heatpump/power/config", "{}"],
    ["homeassistant/sensor/meter/config", "{}"],
    ["shellies/shellyem-AB12/emeter/0/power", "12.5"],
    ["shellies/shellyem-AB12/emeter/0/total", "100"],
    ["shellies/shelly1-X/online", "true"],
    ["shellypro3em-77/status/em:0", '{"total_act_power":12}'],
    ["tele/plug-1/SENSOR", '{"Time":"2026-11-24T12:00:00","ENERGY":{"Total":1.5}}'],
  ] as const)
    found.hear(topic, text);
  expect(found.found).toEqual([
    { speaker: { speaks: "homeAssistant", prefix: "homeassistant" }, figures: 2 },
    { speaker: { speaks: "shelly1", id: "shellyem-AB12", sits: "grid" }, figures: 2 },
    { speaker: { speaks: "shelly1", id: "shelly1-X", sits: "grid" }, figures: 0 },
    { speaker: { speaks: "shelly2", id: "shellypro3em-77", sits: "grid" }, figures: 1 },
    { speaker: { speaks: "tasmota", id: "plug-1", sits: "grid" }, figures: 1 },
  ]);
});

it.each([
  ["tele/plug-1/SENSOR", '{"AM2301":{"Temperature":21}}'],
  ["tele/plug-1/SENSOR", "{"],
  ["house/status/door", '{"open":true}'],
  ["house/status/switch:0", "on"],
  ["homeassistant/sensor/meter/config", ""],
  ["shellies", "x"],
  [`shellies/${"x".repeat(300)}/online`, "true"],
  ["shellies/a\u0000b/online", "true"],
])("%s %s is nobody", (topic, text) => {
  const found = new Discovery();
  expect(found.hear(topic, text)).toBe(false);
  expect(found.found).toEqual([]);
});

it("a broker full of names is bounded", () => {
  const found = new Discovery();
  for (let k = 0; k < 5_000; k++) found.hear(`shellies/s${k}/online`, "true");
  expect(found.found).toHaveLength(200);
});
