/** `npm start`: opens the wallet in Electron; without a display it plays the demo under a virtual one instead. */
import { spawn } from "node:child_process";
import { bundleIfStale, ROOT } from "./bundle.ts";
import { provideElectron } from "./runtime/electron.ts";
import { hasDisplay } from "./system/display.ts";
import { provideLibraries } from "./system/libraries.ts";

const say = (line: string): void => console.log(line);

try {
  const virtualDisplay = !hasDisplay();
  const runtime = await provideElectron(say);
  provideLibraries(runtime.executable, { virtualDisplay }, say);
  await bundleIfStale(say);
  if (virtualDisplay) {
    say(
      "There is no display here, so the demo plays itself in a virtual one. Each step is printed; pictures go to out/demo.",
    );
    const demo = spawn(process.execPath, ["test/e2e/demo.ts", ...process.argv.slice(2)], {
      cwd: ROOT,
      stdio: "inherit",
    });
    demo.on("exit", (code) => process.exit(code ?? 1));
  } else {
    const window = spawn(runtime.executable, [...launchArguments(), ROOT, ...process.argv.slice(2)], {
      stdio: "inherit",
    });
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => window.kill(signal));
    window.on("exit", (code) => process.exit(code ?? 1));
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

/** Chromium's sandbox does not run as root: there, and only there, the launcher turns it off. */
function launchArguments(): string[] {
  return process.platform === "linux" && process.getuid?.() === 0 ? ["--no-sandbox"] : [];
}
