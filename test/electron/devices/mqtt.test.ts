/** Devices that speak over a broker that is not ours (mosquitto). */
import { afterEach, describe, expect, it } from "vitest";
import { type MqttSource, mqtt } from "../../../electron/devices/mqtt.ts";
import type { Speaker } from "../../../shared/ipc/deviceViews.ts";
import { type Broker, broker, missing } from "./broker.ts";
import { keep } from "./keep.ts";

const brokers: Broker[] = [];
afterEach(async () => {
  await Promise.all(brokers.splice(0).map(({ stop }) => stop()));
});
const started = async (options: Parameters<typeof broker>[0] = {}): Promise<Broker> => {
  const one = await broker(options);
  brokers.push(one);
  return one;
};
const source = (port: number, speaker: Speaker, login: Partial<MqttSource> = {}): MqttSource => ({
  kind: "mqtt",
  host: "127.0.0.1",
  port,
  tls: false,
  user: "",
  password: "",
  speaker,
  ...login,
});
const TOPIC: Speaker = { speaks: "topic", topic: "home/grid", path: "now.kw", role: "gridPower", unit: "kW" };

/** Says it again and again until the device was heard: a subscription has no moment at which a test could know of it. */
async function heard(
  { client }: Broker,
  kept: ReturnType<typeof keep>,
  messages: readonly (readonly [string, string])[],
  count: number,
) {
  const speak = setInterval(() => messages.forEach(([topic, text]) => client.publish(topic, text)), 50);
  try {
    return await kept.until(({ values }) => values.length >= count);
  } finally {
    clearInterval(speak);
  }
}
const figures = (view: Awaited<ReturnType<typeof heard>>) =>
  view.values.map(({ role, milli, unit }) => [role, milli, unit]).toSorted((a, b) => (String(a) < String(b) ? -1 : 1));

describe.skipIf(missing !== null)("on mosquitto", () => {
  it("a topic of one's own, with its path", async () => {
    const one = await started();
    const view = await heard(one, keep(mqtt(source(one.port, TOPIC))), [["home/grid", '{"now":{"kw":-1.2345}}']], 1);
    expect(figures(view)).toEqual([["gridPower", -1_234_500, "W"]]);
    expect(view.state).toBe("live");
  });

  it("a Shelly of the second generation", async () => {
    const one = await started();
    const kept = keep(mqtt(source(one.port, { speaks: "shelly2", id: "pro3em-1", sits: "grid" })));
    const view = await heard(
      one,
      kept,
      [
        [
          "pro3em-1/events/rpc",
          '{"method":"NotifyStatus","params":{"ts":1.5,"em:0":{"id":0,"total_act_power":-512.3}}}',
        ],
        ["pro3em-1/status/emdata:0", '{"id":0,"total_act":1500.25,"total_act_ret":9000.5}'],
      ],
      3,
    );
    expect(figures(view)).toEqual([
      ["exported", 9_000_500, "Wh"],
      ["gridPower", -512_300, "W"],
      ["imported", 1_500_250, "Wh"],
    ]);
  });

  it("what announced itself the way of Home Assistant, from kept announcements", async () => {
    const one = await started();
    const config = {
      name: "Power",
      stat_t: "~/state",
      "~": "dryer",
      unit_of_meas: "W",
      dev_cla: "power",
      val_tpl: "{{ value_json.p | float }}",
    };
    await one.client.publishAsync("homeassistant/sensor/dryer/p/config", JSON.stringify(config), { retain: true });
    const kept = keep(mqtt(source(one.port, { speaks: "homeAssistant", prefix: "homeassistant" })));
    const view = await heard(one, kept, [["dryer/state", '{"p":2100}']], 1);
    expect(view.values).toMatchObject([{ id: "dryer/p", name: "Power", role: "other", unit: "W", milli: 2_100_000 }]);
  });

  it("a figure that the broker kept from before is not taken for a live one", async () => {
    const one = await started();
    await one.client.publishAsync("home/grid", '{"now":{"kw":7}}', { retain: true });
    const view = await heard(one, keep(mqtt(source(one.port, TOPIC))), [["home/grid", '{"now":{"kw":1}}']], 1);
    expect(figures(view)).toEqual([["gridPower", 1_000_000, "W"]]);
  });

  it("comes back after the broker was away, its last figure kept meanwhile", async () => {
    const one = await started();
    let shift = 0;
    const kept = keep(mqtt(source(one.port, TOPIC), 5_000), {}, { now: () => Date.now() + shift });
    await heard(one, kept, [["home/grid", '{"now":{"kw":2}}']], 1);
    await one.stop();
    await kept.until(({ fault }) => fault !== null);
    shift = 6_000;
    expect(kept.keeper.view()).toMatchObject({ state: "stale", values: [{ milli: 2_000_000, quality: "stale" }] });
    const again = await started({ port: one.port });
    const speak = setInterval(() => again.client.publish("home/grid", '{"now":{"kw":3}}'), 50);
    const view = await kept.until(({ state }) => state === "live");
    clearInterval(speak);
    expect(view).toMatchObject({ fault: null, values: [{ milli: 3_000_000, quality: "measured" }] });
  });

  it("a wrong password says so", async () => {
    const one = await started();
    const view = await keep(mqtt(source(one.closed, TOPIC, { user: "reader", password: "wrong" }))).until(
      ({ fault }) => fault !== null,
    );
    expect(view.fault).toEqual({ code: "login", data: { host: "127.0.0.1", port: one.closed } });
  });

  it("what is no figure is not shown, and ends nothing", async () => {
    const one = await started();
    const nonsense = [
      "",
      "{",
      "[".repeat(5_000),
      '{"now":{"kw":"NaN"}}',
      '{"now":{"kw":1e300}}',
      '{"now":{}}',
      "x".repeat(70_000),
    ];
    const messages = nonsense.map((text) => ["home/grid", text] as const);
    const view = await heard(
      one,
      keep(mqtt(source(one.port, TOPIC))),
      [...messages, ["home/grid", '{"now":{"kw":4}}']],
      1,
    );
    expect(figures(view)).toEqual([["gridPower", 4_000_000, "W"]]);
  });
});
