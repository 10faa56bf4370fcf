/** electron-builder's configuration: one program for Linux, macOS and Windows, its files and links, and what is done to the binary. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { AfterPackContext, Configuration } from "electron-builder";
import { burnFuses, fusedProgram } from "./fuses.ts";

export const APP_ID = "org.wattlight.wallet";
/** Proofs and networks, told apart by their content. */
export const FILE = { extension: "watt", mimeType: "application/vnd.wattlight+json" } as const;
export const LINK_SCHEME = "wattlight";
/** The window's languages; Electron's own texts in others stay out. */
const LANGUAGES = ["en-US", "zh-CN"];

export interface Places {
  readonly root: string;
  /** What goes into the ASAR (stage.ts). */
  readonly staged: string;
  readonly output: string;
  readonly runtime: { readonly folder: string; readonly version: string };
  /** Files that lie beside the ASAR: licences. */
  readonly beside: readonly string[];
  readonly executable: string;
  readonly product: string;
}

export function configuration(places: Places): Configuration {
  const { root, staged, output, runtime, beside, executable, product } = places;
  return {
    appId: APP_ID,
    productName: product,
    copyright: "Apache-2.0",
    directories: { app: staged, output, buildResources: join(root, "build", "icons", "drawn") },
    files: ["**/*"],
    extraResources: beside.map((from) => ({ from, to: "." })),
    asar: true,
    compression: "normal",
    // The bundles need no node_modules; without this answer the packager looks for some in every folder above.
    beforeBuild: () => Promise.resolve(false),
    electronVersion: runtime.version,
    electronDist: runtime.folder,
    electronLanguages: LANGUAGES,
    // No server, no feed: whoever wants a newer version fetches it and checks it against the signed manifest.
    publish: null,
    detectUpdateChannel: false,
    afterPack: async ({ appOutDir, electronPlatformName }: AfterPackContext) => {
      // An unpacked application of the runtime's own would never be loaded (OnlyLoadAppFromAsar), nor should it be there.
      rmSync(join(appOutDir, "resources", "app"), { recursive: true, force: true });
      await burnFuses(fusedProgram(appOutDir, platformOf(electronPlatformName), product, executable));
    },
    fileAssociations: [
      {
        ext: FILE.extension,
        name: "Wattlight file",
        description: "Wattlight proof or network",
        mimeType: FILE.mimeType,
        role: "Viewer",
      },
    ],
    protocols: [{ name: "Wattlight network", schemes: [LINK_SCHEME], role: "Viewer" }],
    linux: {
      target: ["AppImage", "deb"],
      executableName: executable,
      category: "Office",
      icon: "icons",
      maintainer: "Wattlight <release@wattlight.example>",
      synopsis: "The desktop wallet of the energy internet",
      executableArgs: [],
    },
    mac: {
      target: ["dmg"],
      category: "public.app-category.finance",
      icon: "icon.icns",
      hardenedRuntime: true,
      darkModeSupport: true,
    },
    // Links and files are registered for the machine: Windows keeps the file type of a per-user installation from others.
    nsis: {
      oneClick: false,
      perMachine: true,
      allowToChangeInstallationDirectory: true,
      deleteAppDataOnUninstall: false,
    },
    win: { target: ["nsis"], icon: "icon.ico" },
    artifactName: `${executable}-\${version}-\${os}-\${arch}.\${ext}`,
  };
}

function platformOf(name: string): NodeJS.Platform {
  return name === "darwin" || name === "mas" ? "darwin" : name === "win32" ? "win32" : "linux";
}
