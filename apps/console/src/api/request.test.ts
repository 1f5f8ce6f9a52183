import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ApiError, request } from "./request.ts";

let server: Server;
let answer: (response: ServerResponse) => void;

beforeAll(async () => {
  server = createServer((_, response) => answer(response));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  Object.assign(globalThis, { location: new URL(`http://127.0.0.1:${port}`) });
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  Reflect.deleteProperty(globalThis, "location");
});

test("a yes whose words are cut off on the way is no answer: nobody knows what happened", async () => {
  answer = (response) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
    response.write('{"items":[', () => response.destroy());
  };
  const asked = request("GET", "/queues");
  await expect(asked).rejects.toBeInstanceOf(ApiError);
  await expect(asked).rejects.toMatchObject({ code: "unreachable", status: 0 });
});

test("a yes without words has none", async () => {
  answer = (response) => void response.writeHead(204).end();
  expect(await request("POST", "/seen")).toEqual({});
});

test("a no in a proxy's own words keeps its status", async () => {
  answer = (response) => void response.writeHead(502).end("<html>");
  await expect(request("GET", "/queues")).rejects.toMatchObject({ status: 502 });
});

test("a no says after which it is worth asking again, where the server does", async () => {
  const refusal = { code: "rate-limited", message: "please wait", requestId: "r" };
  const refuse = (headers: Record<string, string>) => {
    answer = (response) =>
      void response
        .writeHead(429, { "content-type": "application/json", ...headers })
        .end(JSON.stringify(refusal));
    return request("POST", "/sessions");
  };
  await expect(refuse({ "retry-after": "90" })).rejects.toMatchObject({ retryAfterMs: 90_000 });
  await expect(refuse({})).rejects.toMatchObject({ code: "rate-limited", retryAfterMs: null });
});
