import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createGuardedRequest } from "./guarded-request.ts";

let server: Server;
let port: number;
let connections: number;
const seen: { method: string; headers: Record<string, unknown>; body: string }[] = [];
beforeEach(async () => {
  connections = 0;
  seen.length = 0;
  server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    seen.push({ method: request.method ?? "", headers: request.headers, body });
    if (request.url === "/moved") response.writeHead(302, { location: "/elsewhere" }).end();
    else if (request.url === "/nothing") response.writeHead(204).end();
    else if (request.url === "/slow") response.write("first");
    else response.writeHead(201, { "x-said": "yes" }).end("olá");
  }).on("connection", () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const anywhere = createGuardedRequest({ mayReach: () => true });
const nowhere = createGuardedRequest({ mayReach: () => false });

test("a request goes out and its answer comes back as fetch would have it", async () => {
  const init = { method: "POST", headers: { "x-one": "1" }, body: new URLSearchParams({ a: "ã" }) };
  const response = await anywhere(`http://localhost:${port}/`, init);
  expect([response.status, response.headers.get("x-said"), await response.text()]).toEqual([
    201,
    "yes",
    "olá",
  ]);
  expect(seen).toMatchObject([{ method: "POST", headers: { "x-one": "1" }, body: "a=%C3%A3" }]);
  expect(seen[0]?.headers["content-type"]).toMatch(/^application\/x-www-form-urlencoded/);
});

test("redirects are handed back, and answers without a body have none", async () => {
  const moved = await anywhere(`http://127.0.0.1:${port}/moved`, {});
  expect([moved.status, moved.headers.get("location")]).toEqual([302, "/elsewhere"]);
  const nothing = await anywhere(`http://127.0.0.1:${port}/nothing`, {});
  expect([nothing.status, nothing.body]).toEqual([204, null]);
});

test.each(["127.0.0.1", "localhost", "[::1]"])(
  "nothing is connected to %s where the rule says no, name or address",
  async (host) => {
    const url = `http://${host}:${port}/`;
    await expect(nowhere(url, {})).rejects.toMatchObject({ name: "AddressRefused" });
    expect(connections).toBe(0);
  },
);

test("only the address that passed is connected to", async () => {
  const asked: string[] = [];
  const onlyFour = createGuardedRequest({
    mayReach: (address) => {
      asked.push(address);
      return address === "127.0.0.1";
    },
  });
  expect((await onlyFour(`http://localhost:${port}/`, {})).status).toBe(201);
  expect(asked).toContain("127.0.0.1");
});

test("our own address is called as it is written, and no other path of it", async () => {
  const url = `http://127.0.0.1:${port}/demo/sms`;
  const own = createGuardedRequest({ mayReach: () => false, ownUrls: [url] });
  expect((await own(url, {})).status).toBe(201);
  const refused = expect.objectContaining({ name: "AddressRefused" });
  await expect(own(`${url}/other`, {})).rejects.toEqual(refused);
  await expect(own(`http://127.0.0.1:${port}/`, {})).rejects.toEqual(refused);
});

test("a body streams, and ends with the caller's patience", async () => {
  const patience = new AbortController();
  const url = `http://127.0.0.1:${port}/slow`;
  const response = await anywhere(url, { signal: patience.signal });
  const reader = response.body?.getReader();
  expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe("first");
  patience.abort();
  await expect(reader?.read()).rejects.toThrow();
});

test("nobody there is said with the system's own code", async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  const gone = anywhere(`http://127.0.0.1:${port}/`, {});
  await expect(gone).rejects.toMatchObject({ code: "ECONNREFUSED" });
});
