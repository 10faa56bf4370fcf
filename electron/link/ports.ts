/** worker_threads ends of a link: the main process holds a Worker, the worker holds its parent port (see link.ts). */
import type { MessagePort, Worker } from "node:worker_threads";
import type { Port } from "./link.ts";

/** The main process's end. A worker that dies closes the link with its exit code or error. */
export function workerPort(worker: Worker): Port {
  return {
    post: (message) => worker.postMessage(message),
    listen: (receive) => void worker.on("message", receive),
    onClose: (closed) => {
      worker.on("error", (error) => closed(error.message));
      worker.on("exit", (code) => closed(`the worker ended with code ${code}`));
    },
  };
}

/** The worker's end (its parentPort), or either end of a MessageChannel in tests. */
export function messagePort(port: MessagePort): Port {
  return {
    post: (message) => port.postMessage(message),
    listen: (receive) => void port.on("message", receive),
    onClose: (closed) => void port.on("close", () => closed("the other side closed the port")),
  };
}
