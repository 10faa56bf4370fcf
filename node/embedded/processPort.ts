/** The utility process's end of the line to the main process (Electron's process.parentPort) as a port for the link. */
import type { Port } from "../../shared/link/link.ts";

/** The part of Electron.ParentPort that we use. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: "message", listener: (event: { readonly data: unknown }) => void): unknown;
}

/** Undefined outside a utility process. */
export function parentPort(): Port | undefined {
  const port = (process as { parentPort?: ParentPort }).parentPort;
  return (
    port && {
      post: (message) => port.postMessage(message),
      listen: (receive) => void port.on("message", ({ data }) => receive(data)),
      // Electron ends this process together with its parent; the port itself never closes before.
      onClose: () => {},
    }
  );
}
