/** Vite's configuration of the renderer: three pages, the wallet, the safe window and the kiosk, with nothing inline so that the CSP can be strict. */
import { join } from "node:path";
import react from "@vitejs/plugin-react";
import type { InlineConfig } from "vite";

export function rendererConfig(root: string): InlineConfig {
  return {
    root: join(root, "renderer"),
    configFile: false,
    base: "./",
    logLevel: "warn",
    plugins: [react()],
    build: {
      outDir: join(root, "out", "renderer"),
      emptyOutDir: true,
      target: "chrome146",
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 1500,
      rollupOptions: {
        // A page with one Chinese character in a script keeps that script's text twice as large.
        output: { charset: "ascii" },
        input: Object.fromEntries(
          ["index", "safe", "kiosk"].map((page) => [page, join(root, "renderer", `${page}.html`)]),
        ),
      },
    },
  };
}
