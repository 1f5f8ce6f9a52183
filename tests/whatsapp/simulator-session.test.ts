import { type RawClient, until } from "./raw-client.ts";
import { type WhatsappBox, whatsappTest } from "./whatsapp-box.ts";

const ANA = "12025550111@c.us";

async function killBrowser(box: WhatsappBox, { client }: RawClient): Promise<void> {
  const pid = client.pupBrowser?.process()?.pid;
  expect(pid).toBeDefined();
  if (pid !== undefined) process.kill(pid, "SIGKILL");
  await until(
    () => box.browsers.length === 0,
    () => "the end of the browser",
  );
}

describe("linking", () => {
  whatsappTest("a QR code has five fields, and is another one each time", async (box) => {
    const raw = box.client();
    await raw.client.initialize();
    const [first] = await raw.event("qr");
    expect(String(first).split(",")).toHaveLength(5);
    await box.simulator.refreshQr();
    const [second] = await raw.event("qr", 2);
    expect(second).not.toBe(first);
    await box.phone.scan(String(second));
    await raw.event("ready");
  });

  whatsappTest("too many codes that nobody scans end the client", async (box) => {
    const raw = box.client({ qrMaxRetries: 1 });
    await raw.client.initialize();
    await raw.event("qr");
    await box.simulator.refreshQr();
    expect(await raw.event("disconnected")).toEqual(["Max qrcode retries reached"]);
  });

  whatsappTest("a code that is typed on the phone links, too", async (box) => {
    const raw = box.client({ pairWithPhoneNumber: { phoneNumber: "12025550100" } });
    await raw.client.initialize();
    const [code] = await raw.event("code");
    expect(code).toMatch(/^[1-9A-Z]{8}$/);
    await box.phone.pairByCode(String(code));
    await raw.event("ready");
    expect(raw.of("qr")).toEqual([]);
  });

  whatsappTest("ready comes last, and knows whose account it is", async (box) => {
    const raw = await box.paired();
    expect(raw.heard.map(({ name }) => name)).toEqual([
      "qr",
      "loading_screen",
      "loading_screen",
      "authenticated",
      "ready",
    ]);
    expect(raw.client.info).toMatchObject({
      pushname: "Circuito",
      platform: "android",
      wid: { _serialized: "12025550100@c.us" },
    });
    expect(await raw.client.getState()).toBe("CONNECTED");
  });

  whatsappTest("the same profile is linked after a restart, without a code", async (box) => {
    const first = await box.paired();
    await first.client.destroy();
    const second = box.client();
    await second.client.initialize();
    await second.event("ready");
    expect(second.of("qr")).toEqual([]);
    expect(box.simulator.connections.map(({ isOpen }) => isOpen)).toEqual([false, true]);
  });
});

describe("a browser that is killed", () => {
  whatsappTest("says nothing, leaves nothing, and is linked when it starts again", async (box) => {
    const first = await box.paired();
    await killBrowser(box, first);
    expect(first.of("disconnected")).toEqual([]);
    const second = box.client();
    await second.client.initialize();
    await second.event("ready");
    expect(second.of("qr")).toEqual([]);
  });

  whatsappTest("is not linked where the page's memory was not on disk", async (box) => {
    box.phone.keepsLinkLate = true;
    const first = await box.paired();
    await killBrowser(box, first);
    const second = box.client();
    await second.client.initialize();
    await second.event("qr");
  });
});

describe("while it was away", () => {
  whatsappTest("what was missed is not heard, and is found by asking", async (box) => {
    const first = await box.paired();
    await first.client.destroy();
    for (let n = 1; n <= 120; n += 1) {
      box.phone.inbound({ chat: ANA, text: `missed ${n}`, at: Date.now() + n * 1_000 });
    }
    const second = box.client();
    await second.client.initialize();
    await second.event("ready");
    const [chat] = await second.client.getChats();
    expect(chat).toMatchObject({ unreadCount: 120, lastMessage: { body: "missed 120" } });
    const messages = await chat?.fetchMessages({ limit: 100 });
    expect(messages?.map(({ body }) => body)).toEqual(
      Array.from({ length: 100 }, (_, n) => `missed ${n + 21}`),
    );
    expect(second.of("message")).toEqual([]);
    const last = messages?.at(-1)?.id._serialized ?? "";
    expect(await second.client.getMessageById(last)).toMatchObject({ body: "missed 120" });
  });

  whatsappTest("more than was asked for, of one second, comes in reverse", async (box) => {
    const at = Date.now();
    for (let n = 1; n <= 3; n += 1) box.phone.inbound({ chat: ANA, text: `missed ${n}`, at });
    const raw = await box.paired();
    const chat = await raw.client.getChatById(ANA);
    const bodies = async (limit: number): Promise<string[]> =>
      (await chat.fetchMessages({ limit })).map(({ body }) => body);
    expect(await bodies(3)).toEqual(["missed 1", "missed 2", "missed 3"]);
    // The library sorts only what it cuts, and its comparison knows no equals.
    expect(await bodies(2)).toEqual(["missed 2", "missed 1"]);
  });

  whatsappTest("what the phone kept comes when it is asked, and answers", async (box) => {
    const first = await box.paired();
    await first.client.destroy();
    for (let n = 1; n <= 10; n += 1) box.phone.inbound({ chat: ANA, text: `missed ${n}` });
    box.phone.withholdHistory(ANA, 1);
    const second = box.client();
    await second.client.initialize();
    await second.event("ready");
    const chat = await second.client.getChatById(ANA);
    expect(await chat.fetchMessages({ limit: 50 })).toHaveLength(1);
    expect(await chat.syncHistory()).toBe(true);
    expect(box.phone.sent).toEqual([{ kind: "ask-phone-for-history", chat: ANA }]);
    box.phone.handOverHistory(ANA);
    expect(await chat.fetchMessages({ limit: 50 })).toHaveLength(10);
    expect(await chat.syncHistory()).toBe(false);
  });
});

describe("the end of a session", () => {
  whatsappTest("logged out on the phone, it says so, and can be linked again", async (box) => {
    const raw = await box.paired();
    box.phone.loggedOutByPhone();
    expect(await raw.event("disconnected")).toEqual(["LOGOUT"]);
    await raw.event("qr", 2);
    await box.phone.scan();
    await raw.event("ready", 2);
  });

  whatsappTest("logged out by itself, its device is unlinked", async (box) => {
    const raw = await box.paired();
    await raw.client.logout();
    expect(box.phone.devices.size).toBe(0);
    expect(raw.of("disconnected")).toEqual([]);
  });

  whatsappTest("another page's conflict ends the client, and its browser", async (box) => {
    const raw = await box.paired();
    box.phone.state("CONFLICT");
    expect(await raw.event("change_state")).toEqual(["CONFLICT"]);
    expect(await raw.event("disconnected")).toEqual(["CONFLICT"]);
    await until(
      () => box.browsers.length === 0,
      () => "the end of the browser",
    );
  });

  whatsappTest("a conflict is taken over by one that is told to", async (box) => {
    const raw = await box.paired({ takeoverOnConflict: true });
    box.phone.state("CONFLICT");
    await raw.event("change_state", 2);
    expect(raw.of("change_state").map(({ values }) => values[0])).toEqual([
      "CONFLICT",
      "CONNECTED",
    ]);
    expect(box.phone.sent).toEqual([{ kind: "take-over" }]);
    expect(raw.of("disconnected")).toEqual([]);
  });

  whatsappTest("two phones have a page each", async (box) => {
    const other = box.simulator.addPhone({ pn: "12025550150", lid: "100000000000150" });
    const raw = box.client();
    await raw.client.initialize();
    const [qr] = await raw.event("qr");
    await other.scan(String(qr));
    await raw.event("ready");
    box.phone.inbound({ chat: ANA, text: "to the first" });
    other.inbound({ chat: ANA, text: "to the other" });
    expect(await raw.message("message")).toMatchObject({ body: "to the other" });
  });
});
