import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface ProviderCall {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** What the provider does with a call: answers, never answers, or cuts the line. */
export type ProviderConduct =
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  | "hang"
  | "cut";

/** A real HTTP server on the loopback address that stands where the provider would. */
export interface ProviderStandIn extends AsyncDisposable {
  readonly url: string;
  readonly calls: readonly ProviderCall[];
  conduct(conduct: (call: ProviderCall) => ProviderConduct): void;
  /** Resolves at the next call, once its body is read. */
  nextCall(): Promise<ProviderCall>;
}

export async function standInProvider(): Promise<ProviderStandIn> {
  const calls: ProviderCall[] = [];
  let waiting: ((call: ProviderCall) => void)[] = [];
  let current: (call: ProviderCall) => ProviderConduct = () => ({ status: 500 });

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await readCall(request);
    calls.push(call);
    const conduct = current(call);
    if (conduct === "cut") request.socket.destroy();
    else if (conduct !== "hang") {
      response.writeHead(conduct.status, { ...conduct.headers }).end(conduct.body ?? "");
    }
    const woken = waiting;
    waiting = [];
    for (const wake of woken) wake(call);
  }

  const server = createServer((request, response) => {
    take(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const port = portOf(server.address());

  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    conduct: (conduct) => {
      current = conduct;
    },
    nextCall: () => new Promise((resolve) => waiting.push(resolve)),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An address on this machine where nobody listens. */
export async function deserted(): Promise<string> {
  const provider = await standInProvider();
  await provider[Symbol.asyncDispose]();
  return provider.url;
}

async function readCall(request: IncomingMessage): Promise<ProviderCall> {
  request.setEncoding("utf8");
  let body = "";
  for await (const chunk of request) body += chunk;
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : value,
    ]),
  );
  return { method: request.method ?? "", path: request.url ?? "", headers, body };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return address.port;
}
