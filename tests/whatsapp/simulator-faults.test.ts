import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { whatsappTest } from "./whatsapp-box.ts";

const ANA = "12025550111@c.us";

/** Long enough for what would happen to happen, on a machine that is not full. */
const NOTHING_HAPPENS_MS = 500;

async function isPending(promise: Promise<unknown>): Promise<boolean> {
  const settled = promise.then(
    () => false,
    () => false,
  );
  return Promise.race([settled, pause(NOTHING_HAPPENS_MS, true)]);
}

describe("ready", () => {
  whatsappTest(
    "is lost when all was synced before anybody listened, and is made up for",
    async (box) => {
      const first = await box.paired();
      await first.client.destroy();
      box.phone.losesReady = true;
      const second = box.client();
      await second.client.initialize();
      await pause(NOTHING_HAPPENS_MS);
      expect(second.of("ready")).toEqual([]);
      expect(await second.client.getState()).toBe("CONNECTED");
      await second.client.pupPage?.evaluate("window.onAppStateHasSyncedEvent()");
      await second.event("ready");
    },
  );

  whatsappTest("comes again when the page has synced again", async (box) => {
    const raw = await box.paired();
    box.phone.resync();
    await raw.event("ready", 2);
    box.phone.inbound({ chat: ANA, text: "once" });
    await raw.message("message");
    expect(raw.of("message_create")).toHaveLength(1);
  });

  whatsappTest("comes twice after a navigation in the page", async (box) => {
    const raw = await box.paired();
    box.phone.navigatePage();
    // Injected once more, the library listens twice; nothing says when it is done.
    await pause(NOTHING_HAPPENS_MS);
    box.phone.resync();
    await raw.event("ready", 3);
  });
});

describe("sending", () => {
  whatsappTest("what is lost stays without an ack", async (box) => {
    const raw = await box.paired();
    box.phone.people.add({ pn: "12025550111" });
    await box.phone.behave({ send: "lose" });
    const sent = await raw.client.sendMessage(ANA, "lost");
    expect(await box.phone.sentMessage()).toMatchObject({ outcome: "lose" });
    await pause(NOTHING_HAPPENS_MS);
    expect(raw.of("message_ack")).toEqual([]);
    expect(await raw.client.getMessageById(sent.id._serialized)).toMatchObject({ ack: 0 });
    // The network never had it: after a restart it is gone.
    expect(box.phone.history.get(sent.id._serialized)).toBeUndefined();
  });

  whatsappTest("what hangs never leaves", async (box) => {
    const raw = await box.paired();
    box.phone.people.add({ pn: "12025550111" });
    await box.phone.behave({ send: "hang" });
    const sending = raw.client.sendMessage(ANA, "hangs");
    sending.catch(() => undefined); // The browser's end ends it.
    expect(await isPending(sending)).toBe(true);
    expect(box.phone.sentMessages).toEqual([]);
    await box.phone.behave({ send: "deliver" });
    await raw.client.sendMessage(ANA, "goes");
    expect(await box.phone.sentMessage()).toMatchObject({ text: "goes" });
  });

  whatsappTest("what hangs after it was sent has left, and is heard of", async (box) => {
    const raw = await box.paired();
    box.phone.people.add({ pn: "12025550111" });
    await box.phone.behave({ send: "hang-after-sending" });
    const sending = raw.client.sendMessage(ANA, "left");
    sending.catch(() => undefined); // The browser's end ends it.
    expect(await box.phone.sentMessage()).toMatchObject({ text: "left" });
    expect(await raw.message("message_create")).toMatchObject({ body: "left", fromMe: true });
    await raw.event("message_ack", 2);
    expect(await isPending(sending)).toBe(true);
  });

  whatsappTest("what is refused throws", async (box) => {
    const raw = await box.paired();
    box.phone.people.add({ pn: "12025550111" });
    await box.phone.behave({ send: "refuse" });
    await expect(raw.client.sendMessage(ANA, "no")).rejects.toThrow("refuses to send");
  });
});

describe("media", () => {
  const media = { bytes: randomBytes(1_000), mimetype: "image/png" };

  for (const conduct of ["missing", "reuploading"] as const) {
    whatsappTest(`what is ${conduct} is not there, without an error`, async (box) => {
      const raw = await box.paired();
      await box.phone.behave({ media: conduct });
      box.phone.inbound({ chat: ANA, media });
      const message = await raw.message("message");
      expect(await message.downloadMedia()).toBeUndefined();
      await box.phone.behave({ media: "deliver" });
      expect(await message.downloadMedia()).toMatchObject({ mimetype: "image/png" });
    });
  }

  whatsappTest("a download may never end", async (box) => {
    const raw = await box.paired();
    await box.phone.behave({ media: "hang" });
    box.phone.inbound({ chat: ANA, media });
    const downloading = (await raw.message("message")).downloadMedia();
    downloading.catch(() => undefined); // The browser's end ends it.
    expect(await isPending(downloading)).toBe(true);
  });
});

describe("the page", () => {
  whatsappTest("answers nothing while it computes", async (box) => {
    const raw = await box.paired();
    box.phone.hangPage(2 * NOTHING_HAPPENS_MS);
    box.phone.inbound({ chat: ANA, text: "later" });
    await pause(NOTHING_HAPPENS_MS);
    expect(raw.of("message")).toEqual([]);
    expect(await raw.message("message")).toMatchObject({ body: "later" });
  });

  whatsappTest("that does not load is said by the browser", async (box) => {
    box.simulator.document = { kind: "refuse" };
    await expect(box.client().client.initialize()).rejects.toThrow("net::ERR_EMPTY_RESPONSE");
  });

  whatsappTest("that is empty is given up with a text, which is no error", async (box) => {
    box.simulator.document = { kind: "empty" };
    const raw = box.client({ authTimeoutMs: 300 });
    await expect(raw.client.initialize()).rejects.toBe("auth timeout");
  });

  whatsappTest("that is slow comes all the same", async (box) => {
    box.simulator.document = { kind: "slow", forMs: NOTHING_HAPPENS_MS };
    await box.paired();
  });

  whatsappTest(
    "whose code went stale gets no new one from the library",
    async (box) => {
      const raw = box.client();
      await raw.client.initialize();
      await raw.event("qr");
      await box.simulator.staleQr();
      await pause(NOTHING_HAPPENS_MS);
      expect(raw.of("qr")).toHaveLength(1);
      expect(await raw.client.getState()).toBe("UNPAIRED_IDLE");
    },
    // It calls in Node what is in the page only.
    { pageErrors: [expect.stringContaining("window is not defined")] },
  );

  whatsappTest(
    "that lacks a module says so, and the simulator is told",
    async (box) => {
      const raw = await box.paired();
      const asking = raw.client.pupPage?.evaluate('window.require("WAWebNobodyHasThis")');
      await expect(asking).rejects.toThrow("WAWebNobodyHasThis");
      await box.phone.settled();
    },
    { unknownModules: ["WAWebNobodyHasThis"] },
  );

  whatsappTest("reaches no other host", async (box) => {
    const raw = await box.paired();
    // Asked and not gone to: the library would look into whatever page came of it.
    const asked = raw.client.pupPage?.evaluate(() =>
      fetch("https://www.whatsapp.com/", { mode: "no-cors" }).then(() => "reached"),
    );
    await expect(asked).rejects.toThrow("Failed to fetch");
  });
});
