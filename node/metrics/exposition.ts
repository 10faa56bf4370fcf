/** Prometheus' text format (version 0.0.4) of a few figures, and the address that serves it. */
import { createServer } from "node:http";

export interface Figure {
  readonly name: string;
  readonly help: string;
  readonly type: "counter" | "gauge";
  /** Without labels a single number. */
  readonly value: number | readonly (readonly [labels: Readonly<Record<string, string>>, value: number])[];
}

export function exposition(figures: readonly Figure[]): string {
  return figures
    .map(({ name, help, type, value }) => {
      const samples = typeof value === "number" ? [[{}, value] as const] : value;
      const lines = samples.map(([labels, sample]) => `${name}${labelText(labels)} ${sample}`);
      return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines].join("\n");
    })
    .join("\n")
    .concat("\n");
}

function labelText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

/** Serves GET /metrics and nothing else. Rejects when the address is taken. */
export async function serveMetrics(
  { host, port }: { readonly host: string; readonly port: number },
  figures: () => readonly Figure[],
): Promise<{ close(): Promise<void> }> {
  const server = createServer({ requestTimeout: 5_000, headersTimeout: 5_000 }, (request, response) => {
    if (request.method !== "GET" || request.url !== "/metrics") return response.writeHead(404).end();
    const text = exposition(figures());
    response.writeHead(200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" }).end(text);
  });
  server.maxConnections = 20;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
