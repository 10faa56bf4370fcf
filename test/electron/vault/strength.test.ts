/** The meter is honest: what people take for strong is not, what is long and unrelated is. */
import { expect, it } from "vitest";
import { FLOOR_BITS, strengthOf } from "../../../electron/vault/strength.ts";

it.each(["", "password", "P@ssw0rd1!", "qwertyuiop123", "aaaaaaaaaaaaaaaaaaaa", "20240617", "iloveyou2024", "中国"])(
  "%o stays under the floor",
  async (passphrase) => expect((await strengthOf(passphrase)).bits).toBeLessThan(FLOOR_BITS),
);

it.each(["seven copper kettles hum", "vR7#qLm2zX!e9", "灯火阑珊处那人却在蓦然回首二十年"])(
  "%o passes",
  async (passphrase) => {
    const { bits, floor, score } = await strengthOf(passphrase);
    expect(bits).toBeGreaterThanOrEqual(floor);
    expect(score).toBeGreaterThanOrEqual(3);
  },
);
