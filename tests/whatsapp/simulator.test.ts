import type { Message } from "whatsapp-web.js";
import { WhatsappWebSimulator } from "../../packages/lab/src/index.ts";
import { RawClient } from "./raw-client.ts";

test("pairs, hears, sends and is acknowledged", async () => {
  await using simulator = await WhatsappWebSimulator.start();
  await using raw = new RawClient(simulator);
  const t0 = performance.now();
  await raw.pair(simulator);
  console.log("ready", performance.now() - t0);
  const { phone } = simulator;
  phone.inbound({ chat: "12025550111@c.us", text: "hello https://example.com/a", pushname: "Ana" });
  const [message] = await raw.event("message");
  expect((message as Message).body).toBe("hello https://example.com/a");
  const sent = await raw.client.sendMessage("12025550111@c.us", "hi there");
  expect(sent.body).toBe("hi there");
  await raw.events("message_ack", 2);
  phone.ack(sent.id._serialized, 3);
  await raw.events("message_ack", 3);
  expect(phone.sentMessages).toMatchObject([{ text: "hi there", outcome: "deliver" }]);
  expect(simulator.unknownModules).toEqual([]);
  expect(simulator.pageErrors).toEqual([]);
  console.log(
    raw.heard.map((h) => h.name).join(" "),
    phone.sent.map((s) => s.kind),
  );
});
