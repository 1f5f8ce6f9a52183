import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createTicketGate } from "./ticket-gate.ts";

test("so many tickets are worked on at once, a thousand wait, and the next is told to come again", async () => {
  const inHand: ServerResponse[] = [];
  const gate = createTicketGate(
    (_, response) => void inHand.push(response),
    () => "request-1",
  );
  const server = createServer((request, response) => void gate(request, response));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const asked: Promise<number>[] = [];
  try {
    let refused: Response | undefined;
    for (let n = 0; n < 1_011; n++) {
      asked.push(
        fetch(url, { method: "POST" }).then((answer) => {
          if (answer.status === 503) refused = answer;
          return answer.status;
        }),
      );
    }
    await Promise.race(asked);
    expect(inHand).toHaveLength(10);
    expect(refused?.headers.get("retry-after")).toBe("2");
    expect(await refused?.json()).toMatchObject({ code: "unavailable", requestId: "request-1" });
    // Whoever is done makes room for the next.
    for (let n = 0; n < 1_010; n++) {
      while (inHand.length === 0) await new Promise((resolve) => setImmediate(resolve));
      inHand.shift()?.writeHead(200).end();
    }
    const statuses = await Promise.all(asked);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1_010);
  } finally {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
});
