import { once } from "node:events";
import { type AddressInfo, connect } from "node:net";
import { createHttpServer, type HttpServer } from "./server.ts";

const LIMITS = {
  headersTimeoutMs: 300,
  requestTimeoutMs: 400,
  uploadTimeoutMs: 1_200,
  checkEveryMs: 50,
  keepAliveTimeoutMs: 2_000,
};
let http: HttpServer;
beforeAll(async () => {
  // Waits for a body that never ends.
  http = createHttpServer((request) => void request.resume(), LIMITS);
  await http.listen(0, "127.0.0.1");
});
afterAll(() => http.close());

/** How long somebody who stops in the middle of a body is waited for, and what they hear. */
function stall(path: string): Promise<{ answer: string; ms: number }> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const { port } = http.server.address() as AddressInfo;
    const socket = connect(port, "127.0.0.1");
    let answer = "";
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    socket.on("close", () => resolve({ answer, ms: performance.now() - startedAt }));
    socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{`);
  });
}

test("a body that does not come is waited for a while, a file longer, and neither for ever", async () => {
  const [body, file, alike] = await Promise.all([
    stall("/webhooks/x"),
    stall("/api/v1/media?name=a"),
    stall("/api/v1/mediary"),
  ]);
  for (const { answer } of [body, file, alike]) expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  expect(body.ms).toBeLessThan(LIMITS.uploadTimeoutMs);
  expect(alike.ms).toBeLessThan(LIMITS.uploadTimeoutMs);
  expect(file.ms).toBeGreaterThanOrEqual(LIMITS.uploadTimeoutMs);
});

test("a thousand who come in one moment are let in by the kernel, and wait for nobody's turn", async () => {
  const patient = createHttpServer((_, response) => void response.end());
  await patient.listen(0, "127.0.0.1");
  const { port } = patient.server.address() as AddressInfo;
  let taken = 0;
  patient.server.on("connection", () => {
    taken += 1;
  });
  const sockets = Array.from({ length: 1_000 }, () => connect(port, "127.0.0.1"));
  await Promise.all(sockets.map((socket) => once(socket, "connect")));
  const takenMeanwhile = taken;
  for (const socket of sockets) socket.destroy();
  await patient.close();
  // Whom the kernel refuses asks again a second later: by then all the others are taken.
  expect(takenMeanwhile).toBeLessThan(500);
});
