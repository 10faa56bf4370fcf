import { defineConfig } from "vitest/config";

/** Two projects: everything that runs in plain Node, and what drives the real Electron (one window at a time). */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "plain",
          include: ["test/**/*.test.{ts,tsx}"],
          exclude: ["test/e2e/**", "test/bench/**"],
          globalSetup: "test/temporaryRoot.ts",
          testTimeout: 30_000,
          hookTimeout: 60_000,
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
