import { once } from "node:events";
import { createServer } from "node:net";

/** Somebody may take it before we do; then the start fails and says so. */
export async function chooseFreePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return address.port;
}
