// Loads the application folder named first on the command line, as Electron's own default application does. It is a module
// with a top-level await, so "ready" waits until the application's entry has run.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { app } from "electron";

process.defaultApp = true;
const at = process.argv.findIndex((argument, index) => index > 0 && !argument.startsWith("-"));
if (at < 0) {
  process.stderr.write("usage: electron FOLDER\n");
  app.exit(1);
} else {
  const folder = resolve(process.argv[at]);
  const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  app.setName(about.productName ?? about.name);
  if (about.version) app.setVersion(about.version);
  app.setPath("userData", join(app.getPath("appData"), app.getName()));
  app.setAppPath(folder);
  process.argv.splice(1, at - 1);
  await import(pathToFileURL(join(folder, about.main ?? "index.js")).href);
}
