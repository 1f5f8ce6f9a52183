import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createGuardedRequest } from "./guarded-request.ts";
import { wholeAnswers } from "./whole-answers.ts";

let server: Server;
let url: string;
let answer: (response: ServerResponse) => void;
beforeAll(async () => {
  server = createServer((_, response) => answer(response));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const limits = { bytesMax: 10, timeoutMs: 300 };
const mayReach = (address: string) => address === "127.0.0.1";
const ask = wholeAnswers(createGuardedRequest({ mayReach }), limits);

test("an answer is handed over whole, as it was given", async () => {
  answer = (response) => response.writeHead(400, { "x-said": "no" }).end("1234567890");
  const whole = await ask(url, { method: "POST", body: "a=b" });
  expect([whole.status, whole.headers.get("x-said"), await whole.text()]).toEqual([
    ...[400, "no", "1234567890"],
  ]);
  answer = (response) => response.writeHead(204).end();
  expect([(await ask(url)).status, (await ask(url)).body]).toEqual([204, null]);
});

test("a redirect is an answer, and nobody follows it", async () => {
  answer = (response) => response.writeHead(302, { location: "/elsewhere" }).end();
  expect((await ask(url)).status).toBe(302);
});

const failures: readonly [string, () => Promise<Response>][] = [
  ["an answer that is too long", () => answered((response) => response.end("12345678901"))],
  ["an answer that does not end", () => answered((response) => response.write("1"))],
  ["a connection that breaks", () => answered((response) => response.destroy())],
  ["nobody who listens", () => ask("http://127.0.0.1:1/")],
  ["a name that nobody has", () => ask("http://nobody.invalid/")],
  ["an address that may not be reached", () => ask("http://10.0.0.5/")],
  ["an address that is none", () => ask("http://")],
  ["a caller who waits no more", () => ask(url, { signal: AbortSignal.abort() })],
];
function answered(how: typeof answer): Promise<Response> {
  answer = how;
  return ask(url);
}

test.each(failures)("%s sounds like every failure", async (_, fail) => {
  const error = await fail().catch((thrown: unknown) => thrown);
  expect(error).toEqual(new Error("the server cannot be reached"));
  expect(Object.keys(Object(error))).toEqual([]);
  expect(error).not.toHaveProperty("cause");
});
