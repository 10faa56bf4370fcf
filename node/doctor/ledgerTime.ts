/**
 * What time the ledger's newest block has, without CometBFT: a machine whose clock is slow has none that answers. From the database of a node
 * that is stopped; from the ledger's own socket where one runs.
 */
import { existsSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { DeepPartial } from "cosmjs-types/helpers";
import { Request, Response } from "cosmjs-types/tendermint/abci/types";
import { z } from "zod";
import { encodeCanonical } from "../../shared/codec/canonical.ts";
import { queryOf } from "../../shared/ledger/runQuery.ts";
import { openWitness } from "../../shared/state/openWitness.ts";
import { frame, FrameReader } from "../abci/frames.ts";
import { STATE_FILE } from "../abci/serve.ts";
import { applicationAddress, type Home } from "../home/home.ts";

const PATIENCE_MS = 5_000;
/** Of an answer: a witness of one entry. */
const ANSWER_BYTES = 1 << 16;
const Tip = z.object({ time: z.number().int() });

/** Milliseconds since 1970; undefined where there is no block yet, or nobody tells. */
export async function ledgerTime(home: Home, application: string): Promise<number | undefined> {
  const file = join(home.ledger, STATE_FILE);
  if (!existsSync(file)) return undefined;
  try {
    const db = new DatabaseSync(file, { readOnly: true });
    try {
      return Tip.optional().parse(db.prepare("SELECT time FROM tip").get())?.time;
    } finally {
      db.close();
    }
  } catch {
    // Its node runs and holds it.
    return await askedOf(home, application).catch(() => undefined);
  }
}

async function askedOf(home: Home, application: string): Promise<number | undefined> {
  const { info } = await ask(home, application, { info: {} });
  const { lastBlockHeight: height, lastBlockAppHash: root } = info ?? {};
  if (height === undefined || root === undefined || height === 0n) return undefined;
  const clock = queryOf("clock");
  const path = `/query/clock/${clock.version}`;
  const { query } = await ask(home, application, { query: { path, data: encodeCanonical({}), height, prove: false } });
  if (query === undefined || query.code !== 0) return undefined;
  return clock.run(openWitness(query.value, root), {}).header;
}

/** One request on a connection of its own, as CometBFT would ask. */
function ask(home: Home, application: string, asked: DeepPartial<Request>): Promise<Response> {
  const at = applicationAddress(home, application);
  return new Promise((resolve, reject) => {
    const socket = connect(at.kind === "unix" ? { path: at.path } : { host: at.host, port: at.port });
    const reader = new FrameReader(ANSWER_BYTES);
    socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error("no answer")));
    socket.once("error", reject);
    socket.once("close", () => reject(new Error("closed")));
    socket.on("data", (piece) => {
      try {
        for (const message of reader.push(piece)) {
          resolve(Response.decode(message));
          socket.destroy();
        }
      } catch (error) {
        socket.destroy(error instanceof Error ? error : new Error(String(error)));
      }
    });
    // Answers come in their order; a flush sends what is ready.
    for (const request of [asked, { flush: {} }])
      socket.write(frame(Request.encode(Request.fromPartial(request)).finish()));
  });
}
