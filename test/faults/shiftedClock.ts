/** Loaded before a program (`node --import`): its clock is off by WATTLIGHT_TEST_CLOCK_OFFSET, in whole seconds as Go writes them (`-3600s`). */
import { CLOCK_OFFSET } from "../../build/runtime/skewedComet.ts";

const [, seconds] = /^(-?\d+)s$/.exec(process.env[CLOCK_OFFSET] ?? "") ?? [];
if (seconds === undefined) throw new Error(`${CLOCK_OFFSET} is no number of seconds`);
const right = Date.now;
Date.now = () => right() + Number(seconds) * 1000;
