import { createHttpServer, type HttpServer } from "../http/server.ts";
import type { Metrics } from "./metrics.ts";

/**
 * `/metrics` on a port of its own, which no proxy leads to: numbers of an installation are nobody's
 * business outside of it (security.md V13.4).
 */
export async function openMetricsDoor(
  metrics: Metrics,
  at: { readonly port: number; readonly bindAddress: string },
): Promise<HttpServer> {
  const server = createHttpServer(async (request, response) => {
    const [path] = (request.url ?? "").split("?");
    if (path !== "/metrics" || request.method !== "GET") {
      response.writeHead(404).end();
      return;
    }
    const text = await metrics.text();
    response.writeHead(200, { "content-type": metrics.contentType, "cache-control": "no-store" });
    response.end(text);
  });
  await server.listen(at.port, at.bindAddress).catch((cause: unknown) => {
    throw new Error(`METRICS_PORT ${at.port} cannot be had; choose another`, { cause });
  });
  return server;
}
