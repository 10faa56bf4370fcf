/**
 * The PIN with which the kiosk can be left: set once, by the installer before the empty kiosk. On disk stands its scrypt hash alone; guesses are
 * slowed down across restarts. A file that cannot be read lets nobody out and is not replaced: to damage it is no way round the PIN.
 */
import { randomBytes, timingSafeEqual } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { fromHex, toHex } from "../../shared/codec/bytes.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import { codeOf, writeAtomic } from "../vault/atomicFile.ts";
import { deriveKey, KDF_FLOOR } from "../vault/kdf.ts";
import { type Clocks, Throttle } from "../vault/throttle.ts";

const hex32 = z.string().regex(/^[0-9a-f]{64}$/);
const PinFile = z.strictObject({ format: z.literal("wattlight-kiosk-pin-1"), salt: hex32, hash: hex32 });
type PinFile = z.infer<typeof PinFile>;
type Found = PinFile | "missing" | "damaged";

export class KioskPin {
  readonly #path: string;
  readonly #throttle: Throttle;

  constructor(folder: string, clocks: Clocks) {
    this.#path = join(folder, "kiosk-pin.json");
    this.#throttle = new Throttle(join(folder, "kiosk-throttle.json"), clocks);
  }

  async state(): Promise<"set" | "missing" | "damaged"> {
    const found = await this.#read();
    return typeof found === "string" ? found : "set";
  }

  /** Faults: "kiosk.pinSet" where there is a file already, readable or not; "vault.write" {file, why}. */
  async set(pin: string): Promise<void> {
    const salt = randomBytes(32).toString("hex");
    const file: PinFile = { format: "wattlight-kiosk-pin-1", salt, hash: await hashOf(pin, salt) };
    try {
      await writeAtomic(this.#path, `${JSON.stringify(file)}\n`, true);
    } catch (error) {
      const why = codeOf(error) ?? "unknown";
      if (why === "EEXIST") throw new FaultError("kiosk.pinSet", {}, "none");
      throw new FaultError("vault.write", { file: this.#path, why }, "retry");
    }
  }

  /** `until`: epoch ms before which no other one is tried. Fault: "vault.write" when a guess cannot be counted. */
  async try(
    pin: string,
  ): Promise<{ readonly answer: "right" } | { readonly answer: "wrong" | "wait"; readonly until: number }> {
    const { until } = await this.#throttle.look();
    if (until > 0) return { answer: "wait", until };
    await this.#throttle.attempt();
    const found = await this.#read();
    const right =
      typeof found !== "string" && timingSafeEqual(fromHex(found.hash), fromHex(await hashOf(pin, found.salt)));
    if (!right) return { answer: "wrong", until: (await this.#throttle.look()).until };
    await this.#throttle.succeeded();
    return { answer: "right" };
  }

  async #read(): Promise<Found> {
    try {
      const parsed = PinFile.safeParse(JSON.parse(await readFile(this.#path, "utf8")));
      return parsed.success ? parsed.data : "damaged";
    } catch (error) {
      return codeOf(error) === "ENOENT" ? "missing" : "damaged";
    }
  }
}

/** The vault's own floor: a guess takes 0.2 s and 128 MiB. Six digits fall to whoever copies the file; the kiosk holds nothing of value. */
async function hashOf(pin: string, salt: string): Promise<string> {
  return toHex(await deriveKey(new TextEncoder().encode(pin), salt, KDF_FLOOR));
}
