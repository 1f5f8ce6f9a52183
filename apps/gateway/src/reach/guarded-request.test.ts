import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { followRedirects } from "@circuito/connector";
import { createGuardedRequest, type GuardedRequestParts } from "./guarded-request.ts";
import { reachOf } from "./reach.ts";

let server: Server;
let port: number;
let connections: number;
/** Where `/moved` sends to. */
let elsewhere: string;
const seen: { method: string; headers: Record<string, unknown>; body: string }[] = [];
beforeEach(async () => {
  connections = 0;
  elsewhere = "/elsewhere";
  seen.length = 0;
  server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    seen.push({ method: request.method ?? "", headers: request.headers, body });
    if (request.url === "/moved") response.writeHead(302, { location: elsewhere }).end();
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

test("a body that streams goes out as it comes, with the length that was said", async () => {
  let pulled = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        pulled += 1;
        if (pulled > 3) controller.close();
        else controller.enqueue(Buffer.from(`part ${pulled}. `));
      },
    },
    { highWaterMark: 0 },
  );
  const headers = { "content-type": "text/plain", "content-length": "24" };
  const init: RequestInit & { duplex: "half" } = { method: "POST", headers, body, duplex: "half" };
  const response = await anywhere(`http://127.0.0.1:${port}/`, init);
  expect(response.status).toBe(201);
  expect(seen).toMatchObject([{ body: "part 1. part 2. part 3. ", headers }]);
});

test("a stream that breaks off is an error, and the server gets no whole request", async () => {
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.error(new Error("the file is gone"));
    },
  });
  const init: RequestInit & { duplex: "half" } = { method: "POST", body, duplex: "half" };
  await expect(anywhere(`http://127.0.0.1:${port}/`, init)).rejects.toThrow("the file is gone");
  expect(seen).toEqual([]);
});

test("a body that streams goes nowhere where the rule says no", async () => {
  const body = new ReadableStream<Uint8Array>();
  const init: RequestInit & { duplex: "half" } = { method: "POST", body, duplex: "half" };
  const refused = nowhere(`http://localhost:${port}/`, init);
  await expect(refused).rejects.toMatchObject({ name: "AddressRefused" });
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

/** Names of a network of tests, each with where it is. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  "here.example": ["127.0.0.1"],
  "both.example": ["10.0.0.5", "127.0.0.1"],
  "inside.example": ["10.0.0.5", "169.254.169.254"],
  "mapped.example": ["::ffff:10.0.0.5"],
  "empty.example": [],
};
async function addresses(host: string): Promise<readonly string[]> {
  const found = NAMES[host];
  if (found) return found;
  throw Object.assign(new Error(`no ${host}`), { code: "ENOTFOUND" });
}
/** This machine's first address plays the public internet. */
const mayReach = (address: string) => address === "127.0.0.1" || reachOf([])(address);
async function outcome(url: string, rule: Partial<GuardedRequestParts> = {}): Promise<unknown> {
  const request = createGuardedRequest({ mayReach, addresses, ...rule });
  const whole = url.replace("PORT", String(port));
  return await request(whole, {}).then(
    ({ status }) => status,
    (error: unknown) => Reflect.get(Object(error), "code"),
  );
}
const REFUSED = "ADDRESS_REFUSED";

test.each<[string, Partial<GuardedRequestParts>, unknown]>([
  ["http://127.0.0.1:PORT/", {}, 201],
  ["http://127.1:PORT/", {}, 201],
  ["http://here.example:PORT/", {}, 201],
  ["http://both.example:PORT/", {}, 201],
  ["http://both.example:PORT/", { needs: "every" }, REFUSED],
  ["http://here.example:PORT/", { needs: "every" }, 201],
  ["http://inside.example:PORT/", {}, REFUSED],
  ["http://mapped.example:PORT/", {}, REFUSED],
  ["http://empty.example:PORT/", {}, REFUSED],
  ["http://empty.example:PORT/", { needs: "every" }, REFUSED],
  ["http://nobody.example:PORT/", {}, "ENOTFOUND"],
  ["http://10.0.0.5:PORT/", {}, REFUSED],
  ["http://0xa000005/", {}, REFUSED],
  ["http://[::1]:PORT/", {}, REFUSED],
  ["http://[::ffff:10.0.0.5]:PORT/", {}, REFUSED],
  ["http://169.254.169.254/latest/meta-data/", {}, REFUSED],
  ["http://127.0.0.1:PORT/", { ports: [80, 443] }, REFUSED],
  ["http://inside.example/", { ports: [80] }, REFUSED],
  ["https://here.example/", { ports: [80] }, REFUSED],
  ["http://user@127.0.0.1:PORT/", {}, REFUSED],
  ["http://user:word@127.0.0.1:PORT/", {}, REFUSED],
  ["ftp://127.0.0.1:PORT/", {}, REFUSED],
  ["file:///etc/passwd", {}, REFUSED],
  ["//127.0.0.1:PORT/", {}, REFUSED],
  ["", {}, REFUSED],
])("%s under %j: %s", async (url, rule, expected) => {
  expect(await outcome(url, rule)).toBe(expected);
  expect(connections).toBe(expected === 201 ? 1 : 0);
});

test("a name is looked up once, and means another place the second time to nobody", async () => {
  const answers = [["127.0.0.1"], ["10.0.0.5"]];
  const changing = async () => answers.shift() ?? [];
  expect(await outcome("http://moving.example:PORT/", { addresses: changing })).toBe(201);
  expect(answers).toEqual([["10.0.0.5"]]);
});

test.each([
  ["here.example", 201],
  ["inside.example", REFUSED],
  ["10.0.0.5", REFUSED],
])("a redirect to %s is held against the rule like the first address", async (host, expected) => {
  elsewhere = `http://${host}:${port}/`;
  const request = createGuardedRequest({ mayReach, addresses });
  const followed = followRedirects(`http://here.example:${port}/moved`, 1, (url) =>
    request(url, {}),
  ).then(
    (response) => (response === "too-many-redirects" ? response : response.status),
    (error: unknown) => Reflect.get(Object(error), "code"),
  );
  expect(await followed).toBe(expected);
  expect(seen).toHaveLength(expected === 201 ? 2 : 1);
});

test("redirects are followed as often as somebody said, and no further", async () => {
  elsewhere = "/moved";
  const url = `http://127.0.0.1:${port}/moved`;
  expect(await followRedirects(url, 3, (hop) => anywhere(hop, {}))).toBe("too-many-redirects");
  expect(seen).toHaveLength(4);
});

test("a name server that keeps silent is waited for as long as the caller likes", async () => {
  const silent = createGuardedRequest({ mayReach, addresses: () => new Promise(() => {}) });
  const asked = silent("http://here.example/", { signal: AbortSignal.timeout(20) });
  await expect(asked).rejects.toThrow();
});

test.each([
  [true, 1],
  [false, 2],
])("connections are kept for the next request: %s", async (keepsConnections, made) => {
  const request = createGuardedRequest({ mayReach, addresses, keepsConnections });
  for (const path of ["one", "two"]) {
    await (await request(`http://here.example:${port}/${path}`, {})).text();
    await new Promise((turn) => setImmediate(turn));
  }
  expect(connections).toBe(made);
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
