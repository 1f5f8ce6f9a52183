import { createServer } from "node:net";
import { readRedis } from "./read-redis.ts";

const url = process.env.TEST_REDIS_URL;

(url === undefined ? test.skip : test)("a Redis says how it is set", async () => {
  expect(await readRedis(url ?? "")).toEqual({
    version: expect.stringMatching(/^\d+\.\d+/),
    policy: expect.stringMatching(/^(noeviction|\w+-\w+)$/),
    usedBytes: expect.any(Number),
    maxBytes: expect.any(Number),
  });
});

test("of one that is away it is said why", async () => {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  const port = typeof address === "object" ? address?.port : 0;
  await expect(readRedis(`redis://127.0.0.1:${port}`)).rejects.toMatchObject({
    code: "ECONNREFUSED",
  });
});

test("of one that never answers the connection is given up", async () => {
  const server = createServer((socket) => socket.on("error", () => {}));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  await expect(readRedis(`redis://127.0.0.1:${port}`)).rejects.toThrow();
  server.close();
}, 30_000);
