/**
 * Electron's fuses: switches inside the binary that nothing at run time turns back. All of the wire's are named, so that a fuse which a
 * later Electron adds stops the packaging until somebody has decided about it.
 */
import { join } from "node:path";
import { flipFuses, FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from "@electron/fuses";

export const FUSES: Readonly<Record<keyof typeof FuseV1Options, boolean>> = {
  /** The binary never becomes a plain Node by ELECTRON_RUN_AS_NODE; our children are utility processes and need no such thing. */
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  /** No --inspect: a debugger would read the keys in the main process. */
  EnableNodeCliInspectArguments: false,
  /** macOS and Windows check app.asar against the hash in the bundle; on Linux Electron has no such check and the fuse does nothing. */
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  /** For programs that bring a V8 snapshot of their own; we have none. */
  LoadBrowserProcessSpecificV8Snapshot: false,
  /** Our pages come from our own scheme; a file: page gets no more than a browser gives it. */
  GrantFileProtocolExtraPrivileges: false,
  /** As Electron ships it: WebAssembly's bounds are checked by the processor. */
  WasmTrapHandlers: true,
};

/** `program`: the packaged executable, or the `.app` bundle on macOS. */
export async function burnFuses(program: string): Promise<void> {
  const { WasmTrapHandlers: wasm, ...rest } = FUSES;
  await flipFuses(program, {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    // Apple's processors refuse a changed binary; where a certificate is there, the packager signs it once more afterwards.
    resetAdHocDarwinSignature: process.platform === "darwin",
    [FuseV1Options.RunAsNode]: rest.RunAsNode,
    [FuseV1Options.EnableCookieEncryption]: rest.EnableCookieEncryption,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: rest.EnableNodeOptionsEnvironmentVariable,
    [FuseV1Options.EnableNodeCliInspectArguments]: rest.EnableNodeCliInspectArguments,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: rest.EnableEmbeddedAsarIntegrityValidation,
    [FuseV1Options.OnlyLoadAppFromAsar]: rest.OnlyLoadAppFromAsar,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: rest.LoadBrowserProcessSpecificV8Snapshot,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: rest.GrantFileProtocolExtraPrivileges,
    [FuseV1Options.WasmTrapHandlers]: wasm,
  });
}

/** What stands in the binary: "on", "off", or "absent" where this Electron has no such fuse. */
export async function readFuses(
  program: string,
): Promise<Readonly<Record<keyof typeof FuseV1Options, "on" | "off" | "absent">>> {
  const wire = await getCurrentFuseWire(program);
  const stateOf = (name: keyof typeof FuseV1Options): "on" | "off" | "absent" => {
    const state = wire[FuseV1Options[name]];
    return state === FuseState.ENABLE ? "on" : state === FuseState.DISABLE ? "off" : "absent";
  };
  return {
    RunAsNode: stateOf("RunAsNode"),
    EnableCookieEncryption: stateOf("EnableCookieEncryption"),
    EnableNodeOptionsEnvironmentVariable: stateOf("EnableNodeOptionsEnvironmentVariable"),
    EnableNodeCliInspectArguments: stateOf("EnableNodeCliInspectArguments"),
    EnableEmbeddedAsarIntegrityValidation: stateOf("EnableEmbeddedAsarIntegrityValidation"),
    OnlyLoadAppFromAsar: stateOf("OnlyLoadAppFromAsar"),
    LoadBrowserProcessSpecificV8Snapshot: stateOf("LoadBrowserProcessSpecificV8Snapshot"),
    GrantFileProtocolExtraPrivileges: stateOf("GrantFileProtocolExtraPrivileges"),
    WasmTrapHandlers: stateOf("WasmTrapHandlers"),
  };
}

/** The program that carries the fuses, in the folder that the packager filled. */
export function fusedProgram(folder: string, platform: NodeJS.Platform, product: string, executable: string): string {
  switch (platform) {
    case "darwin":
      return join(folder, `${product}.app`);
    case "win32":
      return join(folder, `${product}.exe`);
    default:
      return join(folder, executable);
  }
}
