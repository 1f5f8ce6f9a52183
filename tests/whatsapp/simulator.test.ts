import { randomBytes } from "node:crypto";
import wweb from "whatsapp-web.js";
import { whatsappTest } from "./whatsapp-box.ts";

const ANA = "12025550111@c.us";
const ANA_LID = "100000000000111@lid";
const BIA = "12025550112@c.us";
const GROUP = "120363000000000001@g.us";

describe("what comes in", () => {
  whatsappTest("a text is heard as created and as received, with its links", async (box) => {
    const raw = await box.paired();
    const { key } = box.phone.inbound({
      chat: ANA,
      text: "see https://example.com/a",
      pushname: "Ana",
      at: Date.UTC(2026, 0, 2, 3, 4, 5),
    });
    const message = await raw.message("message");
    expect(message).toMatchObject({
      id: { _serialized: key, fromMe: false, remote: ANA },
      body: "see https://example.com/a",
      type: "chat",
      from: ANA,
      to: box.phone.account.pn,
      timestamp: Date.UTC(2026, 0, 2, 3, 4, 5) / 1000,
      hasMedia: false,
      links: [{ link: "https://example.com/a", isSuspicious: false }],
      rawData: { notifyName: "Ana" },
    });
    expect(raw.of("message_create")).toHaveLength(1);
    const [chat] = await raw.event("unread_count");
    expect(chat).toMatchObject({ id: { _serialized: ANA }, name: "Ana", unreadCount: 1 });
  });

  whatsappTest("a medium has the bytes that were sent, and its caption", async (box) => {
    const raw = await box.paired();
    const bytes = randomBytes(300_000);
    box.phone.inbound({
      chat: ANA,
      text: "the contract",
      media: { bytes, mimetype: "application/pdf", filename: "contract.pdf" },
    });
    const message = await raw.message("message");
    expect(message).toMatchObject({ type: "document", body: "the contract", hasMedia: true });
    expect(message.rawData).toMatchObject({ size: bytes.length, filename: "contract.pdf" });
    const media = await message.downloadMedia();
    expect(media).toMatchObject({ mimetype: "application/pdf", filename: "contract.pdf" });
    expect(Buffer.from(media.data, "base64").equals(bytes)).toBe(true);
  });

  whatsappTest("one who writes by their lid is found by number, when asked for", async (box) => {
    const raw = await box.paired();
    box.phone.people.add({ pn: "12025550111", lid: "100000000000111", pushname: "Ana" });
    box.phone.inbound({ chat: ANA_LID, text: "oi" });
    const message = await raw.message("message");
    expect(message).toMatchObject({ from: ANA_LID, to: box.phone.account.lid });
    expect(await raw.client.getContactLidAndPhone([ANA_LID])).toEqual([{ lid: ANA_LID, pn: ANA }]);
    expect(await message.getContact()).toMatchObject({
      id: { _serialized: ANA },
      number: "12025550111",
      pushname: "Ana",
    });
  });

  whatsappTest("who hides their number has none, whoever asks", async (box) => {
    const raw = await box.paired();
    box.phone.people.add({ pn: "12025550111", lid: "100000000000111", hidesNumber: true });
    expect(await raw.client.getContactLidAndPhone([ANA_LID])).toEqual([{ lid: ANA_LID }]);
  });

  whatsappTest("an answer quotes, and the quoted message is found", async (box) => {
    const raw = await box.paired();
    const first = box.phone.inbound({ chat: ANA, text: "is it open?" });
    box.phone.inbound({ chat: ANA, text: "I mean this", quoted: first.key });
    const answer = await raw.message("message", 2);
    expect(answer).toMatchObject({
      hasQuotedMsg: true,
      rawData: { quotedStanzaID: first.id.id, quotedParticipant: { _serialized: ANA } },
    });
    expect(await answer.getQuotedMessage()).toMatchObject({ body: "is it open?" });
  });

  whatsappTest("edits, deletions, reactions and calls are heard", async (box) => {
    const raw = await box.paired();
    const { key } = box.phone.inbound({ chat: ANA, text: "at noon" });
    await raw.message("message");
    box.phone.edit(key, "at one");
    const [edited, after, before] = await raw.event("message_edit");
    expect([edited, after, before]).toMatchObject([{ body: "at one" }, "at one", "at noon"]);
    box.phone.react({ of: key, emoji: "👍" });
    const [reaction] = await raw.event("message_reaction");
    expect(reaction).toMatchObject({
      reaction: "👍",
      msgId: { _serialized: key },
      senderId: ANA,
    });
    box.phone.revoke(key);
    const [revoked, earlier] = await raw.event("message_revoke_everyone");
    expect(revoked).toMatchObject({ type: "revoked", body: "", id: { _serialized: key } });
    expect(earlier).toMatchObject({ body: "at one" });
    box.phone.call({ from: ANA, isVideo: true });
    expect(await raw.event("call")).toMatchObject([{ from: ANA, isVideo: true }]);
  });

  whatsappTest("what cannot be read is read when it is sent again", async (box) => {
    const raw = await box.paired();
    const { key } = box.phone.ciphertext({ chat: ANA });
    await raw.message("message_ciphertext");
    expect(raw.of("message")).toEqual([]);
    box.phone.decrypt(key, { text: "now" });
    expect(await raw.message("message")).toMatchObject({ type: "chat", body: "now" });
    // The library calls it an edit, too: there was nothing before.
    const [, after, before] = await raw.event("message_edit");
    expect([after, before]).toEqual(["now", null]);
  });

  whatsappTest("what can never be read is given up after fifteen seconds", async (box) => {
    const raw = await box.paired();
    const { key } = box.phone.ciphertext({ chat: ANA });
    const failed = await raw.message("message_ciphertext_failed");
    expect(failed.id._serialized).toBe(key);
    expect(box.phone.sent).toEqual([{ kind: "ask-sender-again", ids: [key] }]);
  });

  whatsappTest("groups, the status feed and channels come through the same event", async (box) => {
    const raw = await box.paired();
    box.phone.addGroup(GROUP, { subject: "Neighbors", participants: [ANA, BIA] });
    box.phone.inbound({ chat: GROUP, author: BIA, text: "in the group" });
    box.phone.inbound({ chat: "status@broadcast", author: ANA, text: "a status" });
    box.phone.inbound({ chat: "120363000000000002@newsletter", text: "news" });
    const group = await raw.message("message");
    expect(group).toMatchObject({
      from: GROUP,
      author: BIA,
      id: { participant: expect.anything() },
    });
    expect(await group.getChat()).toMatchObject({ isGroup: true, name: "Neighbors" });
    expect(await raw.message("message", 2)).toMatchObject({ isStatus: true, author: ANA });
    const news = await raw.message("message", 3);
    expect(news.id.remote).toBe("120363000000000002@newsletter");
  });

  whatsappTest("what the owner writes on the phone is created, not received", async (box) => {
    const raw = await box.paired();
    box.phone.ownFromPhone({ chat: ANA, text: "from the phone" });
    expect(await raw.message("message_create")).toMatchObject({ fromMe: true, to: ANA });
    expect(raw.of("message")).toEqual([]);
  });

  whatsappTest("a message that comes again is heard again", async (box) => {
    const raw = await box.paired();
    const { key } = box.phone.inbound({ chat: ANA, text: "once" });
    await raw.message("message");
    box.phone.redeliver(key);
    expect((await raw.message("message", 2)).id._serialized).toBe(key);
  });

  whatsappTest("a thousand at once are all heard, in order", async (box) => {
    const raw = await box.paired();
    const texts = Array.from({ length: 1_000 }, (_, n) => `message ${n}`);
    for (const text of texts) box.phone.inbound({ chat: ANA, text });
    await raw.message("message", texts.length);
    expect(raw.of("message").map(({ values: [message] }) => message)).toMatchObject(
      texts.map((body) => ({ body })),
    );
    // The last of the questions that it asks for each of them; the browser ends in their midst otherwise.
    await raw.event("unread_count", texts.length);
  });
});

const MEDIA = [
  { file: { mimetype: "image/png", name: "photo.png" }, options: {}, type: "image" },
  {
    file: { mimetype: "audio/ogg", name: "note.ogg" },
    options: { sendAudioAsVoice: true },
    type: "ptt",
  },
  { file: { mimetype: "application/pdf", name: "bill.pdf" }, options: {}, type: "document" },
  {
    file: { mimetype: "image/png", name: "scan.png" },
    options: { sendMediaAsDocument: true },
    type: "document",
  },
];

describe("what goes out", () => {
  whatsappTest("a text goes out, and is acknowledged step by step", async (box) => {
    const raw = await box.paired();
    box.phone.people.add({ pn: "12025550111" });
    const sent = await raw.client.sendMessage(ANA, "your order is ready");
    expect(sent).toMatchObject({ fromMe: true, to: ANA, ack: 0 });
    expect(await box.phone.sentMessage()).toMatchObject({
      id: sent.id._serialized,
      chat: ANA,
      type: "chat",
      text: "your order is ready",
    });
    // Created is heard before the call returns: the library waits for nothing in between.
    expect(raw.of("message_create")).toHaveLength(1);
    await raw.event("message_ack", 2);
    box.phone.ack(sent.id._serialized, 3);
    await raw.event("message_ack", 3);
    expect(raw.of("message_ack").map(({ values: [, ack] }) => ack)).toEqual([1, 2, 3]);
  });

  whatsappTest("an answer quotes", async (box) => {
    const raw = await box.paired();
    const { key, id } = box.phone.inbound({ chat: ANA, text: "how much?" });
    await raw.message("message");
    await raw.client.sendMessage(ANA, "ten", { quotedMessageId: key });
    expect(await box.phone.sentMessage()).toMatchObject({ text: "ten", quoted: id.id });
    expect(box.phone.sent.map(({ kind }) => kind)).toEqual(["seen", "message"]);
  });

  for (const { file, options, type } of MEDIA) {
    whatsappTest(`${file.name} goes out as ${type}, with its bytes`, async (box) => {
      const raw = await box.paired();
      box.phone.people.add({ pn: "12025550111" });
      const bytes = randomBytes(50_000);
      const media = new wweb.MessageMedia(file.mimetype, bytes.toString("base64"), file.name);
      const sent = await raw.client.sendMessage(ANA, media, { caption: "here", ...options });
      expect(sent).toMatchObject({ type, hasMedia: true, body: "here" });
      const message = await box.phone.sentMessage();
      expect(message).toMatchObject({ type, text: "here", media: { mimetype: file.mimetype } });
      expect(message.media?.bytes.equals(bytes)).toBe(true);
      if (type === "document") expect(message.media?.filename).toBe(file.name);
    });
  }

  whatsappTest("a place and a contact's card go out", async (box) => {
    const raw = await box.paired();
    box.phone.people.add({ pn: "12025550111", name: "Ana" });
    const place = new wweb.Location(-23.5, -46.6, { name: "Office", address: "Street 1" });
    await raw.client.sendMessage(ANA, place);
    await raw.client.sendMessage(ANA, await raw.client.getContactById(ANA));
    expect(await box.phone.sentMessage(1)).toMatchObject({
      type: "location",
      message: { lat: -23.5, lng: -46.6 },
    });
    expect(await box.phone.sentMessage(2)).toMatchObject({
      type: "vcard",
      text: expect.stringContaining("FN:Ana"),
    });
  });

  whatsappTest("reactions, edits, deletions, typing and having seen go out", async (box) => {
    const raw = await box.paired();
    const { key } = box.phone.inbound({ chat: ANA, text: "thanks" });
    await raw.message("message");
    await raw.client.sendReaction(key, "❤️");
    await raw.client.sendReaction(key, "");
    const sent = await raw.client.sendMessage(ANA, "bye", { sendSeen: false });
    await box.phone.sentMessage();
    expect(await sent.edit("good bye")).toMatchObject({ body: "good bye" });
    await sent.delete(true);
    expect(box.phone.history.get(sent.id._serialized)).toMatchObject({ type: "revoked" });
    const chat = await raw.client.getChatById(ANA);
    await chat.sendStateTyping();
    await chat.sendSeen();
    expect(box.phone.sent).toMatchObject([
      { kind: "reaction", of: key, emoji: "❤️" },
      { kind: "reaction", of: key, emoji: "" },
      { kind: "message", text: "bye" },
      { kind: "edit", of: sent.id._serialized, text: "good bye" },
      { kind: "revoke", of: [sent.id._serialized] },
      { kind: "chat-state", chat: ANA, state: "composing" },
      { kind: "seen", chat: ANA },
    ]);
  });

  whatsappTest("a number may be another one, or nobody's", async (box) => {
    const raw = await box.paired();
    box.phone.people.add({ pn: "553155550111", alsoReachedAs: ["5531955550111"] });
    expect(await raw.client.getNumberId("5531955550111")).toMatchObject({ user: "553155550111" });
    expect(await raw.client.getNumberId("12025550199")).toBeNull();
    await expect(raw.client.sendMessage("12025550199@c.us", "anybody?")).rejects.toThrow(
      "No LID for user",
    );
    expect(box.phone.sentMessages).toEqual([]);
  });
});
