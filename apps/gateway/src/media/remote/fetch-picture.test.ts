import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { reachOf } from "../../reach/reach.ts";
import { fetchPicture, WEB_PORTS } from "./fetch-picture.ts";

const GIF = Buffer.from("GIF89a\x01\0\x01\0\0\0\0;", "latin1");
/** 20,000 pixels square, by its header. */
const bomb = Buffer.from("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0N \0\0N ", "latin1");
let server: Server;
let port: number;
let heard: IncomingMessage[] = [];
const answers: Record<string, (response: ServerResponse) => void> = {
  "/picture": (r) => void r.writeHead(200, { "content-type": "text/html" }).end(GIF),
  "/page": (r) => void r.writeHead(200, { "content-type": "image/png" }).end("<script>1</script>"),
  "/svg": (r) => void r.writeHead(200, { "content-type": "image/svg+xml" }).end("<svg/>"),
  "/empty": (r) => void r.writeHead(200, { "content-type": "image/gif" }).end(),
  "/none": (r) => void r.writeHead(404).end(GIF),
  "/moved": (r) => void r.writeHead(302, { location: "/picture" }).end(),
  "/loop": (r) => void r.writeHead(302, { location: "/loop" }).end(),
  "/inside": (r) => void r.writeHead(302, { location: `http://127.0.0.2:${port}/picture` }).end(),
  "/metadata": (r) => void r.writeHead(302, { location: "http://169.254.169.254/latest" }).end(),
  "/file": (r) => void r.writeHead(302, { location: "file:///etc/passwd" }).end(),
  "/port": (r) => void r.writeHead(302, { location: "http://127.0.0.1:6379/" }).end(),
  "/bomb": (r) => void r.writeHead(200).end(bomb),
  "/endless": (r) => {
    r.writeHead(200, { "content-type": "image/gif" });
    r.write(GIF);
    const more = () => {
      if (!r.destroyed && r.write(Buffer.alloc(1 << 20))) setImmediate(more);
      else r.once("drain", more);
    };
    more();
  },
  "/broken": (r) => {
    r.writeHead(200, { "content-length": "1000" });
    r.write(GIF);
    setImmediate(() => r.destroy());
  },
};
beforeAll(async () => {
  server = createServer((request, response) => {
    heard.push(request);
    (answers[request.url ?? ""] ?? answers["/none"])?.(response);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  heard = [];
});

/** This machine's first address plays the public internet. */
const fetchHere = (path: string) =>
  fetchPicture(`http://127.0.0.1:${port}${path}`, {
    mayReach: (address) => address === "127.0.0.1",
    ports: [port, 80],
  });

test.each(["/picture", "/moved"])("%s is fetched, known by its bytes, as nobody", async (path) => {
  expect(await fetchHere(path)).toEqual({ kind: "picture", bytes: GIF, mimeType: "image/gif" });
  for (const { headers } of heard) {
    expect(Object.keys(headers).sort()).toEqual([
      ...["accept", "accept-encoding", "connection", "host", "user-agent"],
    ]);
  }
});

test.each([
  ["/page", "not-a-picture"],
  ["/svg", "not-a-picture"],
  ["/empty", "not-a-picture"],
  ["/none", "not-found"],
  ["/loop", "too-many-redirects"],
  ["/inside", "address-not-allowed"],
  ["/metadata", "address-not-allowed"],
  ["/file", "address-not-allowed"],
  ["/port", "address-not-allowed"],
  ["/bomb", "too-large"],
  ["/endless", "too-large"],
  ["/broken", "no-answer"],
])("%s: %s", async (path, because) => {
  expect(await fetchHere(path)).toEqual({ kind: "refused", because });
});

test.each([
  "http://127.0.0.1/",
  "http://127.1/",
  "http://2130706433/",
  "http://0x7f.1/",
  "http://localhost/",
  "http://[::1]/",
  "http://[::ffff:127.0.0.1]/",
  "http://[::ffff:7f00:1]/",
  "http://10.0.0.1/",
  "http://169.254.169.254/latest/meta-data/",
  "http://0.0.0.0/",
  "https://192.168.0.1/",
  "http://8.8.8.8:25/",
  "http://8.8.8.8:6379/",
  "http://user:word@8.8.8.8/",
  "gopher://8.8.8.8/",
  "file:///etc/passwd",
  "ftp://8.8.8.8/",
  "//8.8.8.8/",
  "",
])("%j is not gone to from a public address list", async (url) => {
  const reach = { mayReach: reachOf([]), ports: WEB_PORTS };
  expect(await fetchPicture(url, reach)).toEqual({
    kind: "refused",
    because: "address-not-allowed",
  });
});

test("a name is gone to at the addresses that were judged, all of them", async () => {
  const asked: string[] = [];
  const mayReach = (address: string) => {
    asked.push(address);
    return true;
  };
  const url = `http://localhost:${port}/picture`;
  expect(await fetchPicture(url, { mayReach, ports: [port] })).toMatchObject({ kind: "picture" });
  expect(asked).toContain("127.0.0.1");
  // One address of many that is not allowed is enough: names are made up for this.
  const reach = { mayReach: (address: string) => address !== asked.at(-1), ports: [port] };
  expect(await fetchPicture(url, reach)).toEqual({
    kind: "refused",
    because: "address-not-allowed",
  });
});

test("a name that nobody knows is told as no answer", async () => {
  const reach = { mayReach: () => true, ports: WEB_PORTS };
  expect(await fetchPicture("http://pictures.invalid/a.png", reach)).toEqual({
    kind: "refused",
    because: "no-answer",
  });
});
