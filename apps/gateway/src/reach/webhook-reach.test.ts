import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { openedBy, reachOf } from "./reach.ts";
import { webhookReach } from "./webhook-reach.ts";

const reachWith = (networks: readonly string[]) =>
  webhookReach({
    mayReach: reachOf(networks),
    isOpened: openedBy(networks),
    opensAny: networks.length > 0,
  });
const world = reachWith([]);
const opened = reachWith(["127.0.0.0/8"]);

let server: Server;
let port: number;
beforeAll(async () => {
  server = createServer((_, response) => response.end("ok"));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test.each([
  ["https://erp.example/hook", undefined],
  ["https://erp.example:443/hook", undefined],
  ["http://erp.example/hook", "url-needs-https"],
  ["https://erp.example:6379/", "url-needs-https"],
  ["https://ana:senha@erp.example/", "url-has-credentials"],
  ["http://127.0.0.1/", "url-not-public"],
  ["https://127.1/", "url-not-public"],
  ["https://2130706433/", "url-not-public"],
  ["https://[::ffff:127.0.0.1]/", "url-not-public"],
  ["https://169.254.169.254/latest", "url-not-public"],
  ["https://10.0.0.1/", "url-not-public"],
] as const)("on the public internet alone, %s is %s", (url, because) => {
  expect(world.whyRefused(url)).toBe(because);
});

test.each([
  ["http://127.0.0.1:8080/hook", undefined],
  ["http://erp.loja.example:8080/hook", undefined],
  ["http://10.0.0.1:8080/", "url-not-public"],
  ["http://8.8.8.8/", "url-needs-https"],
] as const)("with a network that the operator opened, %s is %s", (url, because) => {
  expect(opened.whyRefused(url)).toBe(because);
});

const post = { method: "POST", body: "{}" };

test("what the operator opened is reached on any port; nothing else is, by whatever name", async () => {
  expect((await opened.post(`http://127.0.0.1:${port}/`, post)).status).toBe(200);
  expect((await opened.post(`http://localhost:${port}/`, post)).status).toBe(200);
  for (const url of [
    `http://127.0.0.1:${port}/`,
    `http://localhost:${port}/`,
    "https://localhost/",
  ]) {
    await expect(world.post(url, post)).rejects.toMatchObject({ code: "ADDRESS_REFUSED" });
  }
  await expect(opened.post("http://8.8.8.8/", post)).rejects.toMatchObject({
    code: "ADDRESS_REFUSED",
  });
});
