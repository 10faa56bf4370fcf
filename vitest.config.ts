import { defineConfig } from "vitest/config";

const plain = { globalSetup: "test/temporaryRoot.ts", testTimeout: 60_000, hookTimeout: 60_000 };
const FOLDERS = ["test/node", "test/electron", "test/crash"];
/** Rooms of those that compute, or write into folders of their own, and listen on no address: they run beside each other. */
const ALONE = [
  ...["agent", "book", "confirm", "door", "electronList", "kiosk", "readings", "settings", "store", "vault"].map(
    (room) => `test/electron/${room}/**`,
  ),
  ...["application", "forecast", "scenario", "settle", "store", "street"].map((room) => `test/node/${room}/**`),
];
/** The rest starts nodes and servers: two files at once would meet on one address. */
const PROCESSES = FOLDERS.map((folder) => `${folder}/**/*.test.{ts,tsx}`);

/** Three projects: what stands alone, several files at once; what starts nodes, one file after the other; what drives the real Electron. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...plain,
          name: "pure",
          include: [
            "test/*/*.test.{ts,tsx}",
            "test/!(node|electron|crash)/**/*.test.{ts,tsx}",
            ...ALONE.map((room) => `${room}/*.test.{ts,tsx}`),
          ],
          exclude: ["test/{node,electron,crash}/*.test.{ts,tsx}", "test/e2e/**", "test/bench/**"],
        },
      },
      {
        test: {
          ...plain,
          name: "processes",
          include: PROCESSES,
          exclude: ALONE,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: "window",
          include: ["test/e2e/**/*.test.ts"],
          globalSetup: "test/temporaryRoot.ts",
          testTimeout: 240_000,
          hookTimeout: 240_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
