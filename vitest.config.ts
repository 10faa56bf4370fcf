import { defineConfig } from "vitest/config";

const plain = { globalSetup: "test/temporaryRoot.ts", testTimeout: 30_000, hookTimeout: 60_000 };
/** Tests with processes and loopback addresses of their own: two at once would meet on one address. */
const PROCESSES = ["test/node/**", "test/electron/**", "test/crash/**"];

/** Three projects: what computes alone, several files at once; what starts nodes, one file after the other; what drives the real Electron. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...plain,
          name: "pure",
          include: ["test/**/*.test.{ts,tsx}"],
          exclude: [...PROCESSES, "test/e2e/**", "test/bench/**"],
        },
      },
      {
        test: {
          ...plain,
          name: "processes",
          include: PROCESSES.map((folder) => `${folder}/*.test.{ts,tsx}`),
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
