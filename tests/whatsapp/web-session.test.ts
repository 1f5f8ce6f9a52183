import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { outbound, pairedTest } from "./paired-inbox.ts";

const ANA = "5511987654321@c.us";
const TEL = "tel:+5511987654321";
const signal = () => AbortSignal.timeout(30_000);

pairedTest("pairs by a code that is scanned, and after a restart by itself", async (inbox) => {
  const first = inbox.open();
  const started = first.start?.();
  await inbox.said("awaiting-scan");
  const shown = inbox.host.sessions.at(-1)?.pairing;
  expect(shown?.value.split(",")).toHaveLength(5);
  await inbox.phone.scan(shown?.value);
  await started;
  expect(inbox.host.sessions.at(-1)).toMatchObject({
    state: "ready",
    account: { phone: "+12025550100", name: "Circuito" },
  });
  expect(statSync(join(inbox.folder, "session")).mode & 0o777).toBe(0o700);
  await first.stop();
  const before = inbox.host.sessions.length;
  await inbox.open().start?.();
  const said = inbox.host.sessions.slice(before).map(({ state }) => state);
  expect(said).not.toContain("awaiting-scan");
  expect(said.at(-1)).toBe("ready");
});

pairedTest("pairs by a code that is typed into the phone", async (inbox) => {
  const connector = inbox.open();
  const started = connector.start?.();
  await inbox.said("awaiting-scan");
  connector.wish?.({
    id: "w1",
    at: Date.now(),
    wish: { kind: "pair", method: "code", phone: "+12025550100" },
  });
  const typed = () => inbox.host.sessions.at(-1)?.pairing;
  await inbox.until(
    () => typed()?.method === "code",
    () => "a code to type",
  );
  await inbox.phone.pairByCode(typed()?.value ?? "");
  await started;
});

pairedTest("takes in text and files, and answers with quotes, files and acks", async (inbox) => {
  const connector = await inbox.paired();
  const asked = inbox.phone.inbound({
    chat: ANA,
    pushname: "Ana",
    text: "veja https://example.com",
  });
  await inbox.rows(1);
  expect(inbox.messages[0]).toMatchObject({
    from: TEL,
    fromName: "Ana",
    text: "veja https://example.com",
  });
  const bytes = randomBytes(300_000);
  inbox.phone.inbound({
    chat: ANA,
    text: "foto",
    media: { bytes, mimetype: "image/png", filename: "a.png" },
  });
  await inbox.rows(2);
  const [file] = inbox.messages[1]?.media ?? [];
  if (!file || !("url" in file)) throw new Error("no file");
  const fetched = await connector.fetchMedia?.(file, signal());
  expect(await buffer(Readable.from(fetched?.bytes ?? []))).toEqual(bytes);
  const { externalId } = await connector.send(
    outbound(TEL, "recebido", { chat: { answers: inbox.messages[0]?.externalId ?? "" } }),
    signal(),
  );
  const sent = await inbox.sent(1);
  expect(sent).toMatchObject({ chat: ANA, text: "recebido", quoted: asked.id.id });
  inbox.phone.ack(sent.id, 3);
  await inbox.rows(6);
  expect(inbox.host.rows.slice(2)).toMatchObject([
    { kind: "message", externalId, writtenBy: "us" },
    { kind: "receipt", of: externalId, status: "sent" },
    { kind: "receipt", of: externalId, status: "delivered" },
    { kind: "receipt", of: externalId, status: "read" },
  ]);
  await connector.send(
    outbound(TEL, "segue", {
      media: [
        {
          url: "https://gateway.example.com/f",
          mimeType: "application/pdf",
          fileName: "boleto.pdf",
          sizeBytes: 8,
          open: async () => Readable.from([Buffer.from("%PDF-1.7")]),
        },
      ],
    }),
    signal(),
  );
  const document = await inbox.sent(2);
  expect(document).toMatchObject({ text: "segue", type: "document" });
  expect(document.media?.bytes.toString()).toBe("%PDF-1.7");
  await inbox.rows(9);
  expect(inbox.messages.at(-1)?.media).toHaveLength(1);
});

pairedTest(
  "takes in edits, revokes, reactions, calls and what the owner writes on the phone",
  async (inbox) => {
    await inbox.paired();
    const one = inbox.phone.inbound({ chat: ANA, text: "antes" });
    await inbox.rows(1);
    inbox.phone.edit(one.key, "depois");
    await inbox.rows(2);
    inbox.phone.react({ of: one.key, emoji: "👍" });
    await inbox.rows(3);
    inbox.phone.revoke(one.key);
    await inbox.rows(4);
    inbox.phone.call({ from: ANA });
    await inbox.rows(5);
    inbox.phone.ownFromPhone({ chat: ANA, text: "do telefone" });
    await inbox.rows(6);
    inbox.phone.redeliver(one.key);
    const of = `false:${one.id.id}`;
    expect(inbox.host.rows).toMatchObject([
      { kind: "message", externalId: of },
      { kind: "change", of, by: "customer", change: { kind: "edited", text: "depois" } },
      { kind: "change", of, by: "customer", change: { kind: "reaction", emoji: "👍" } },
      { kind: "change", of, by: "customer", change: { kind: "revoked" } },
      { kind: "message", chat: { special: { kind: "notice", event: "missed-call" } } },
      { kind: "message", from: TEL, text: "do telefone", writtenBy: "us" },
    ]);
  },
);

pairedTest(
  "one person under two ids is one contact, and is answered where they wrote",
  async (inbox) => {
    const connector = await inbox.paired();
    inbox.phone.people.add({ pn: "5521976543210", lid: "222000000000001" });
    inbox.phone.inbound({ chat: "222000000000001@lid", text: "pelo id" });
    await inbox.rows(1);
    inbox.phone.inbound({ chat: "5521976543210@c.us", text: "pelo número" });
    await inbox.rows(2);
    expect(inbox.messages.map(({ from }) => from)).toEqual([
      "tel:+5521976543210",
      "tel:+5521976543210",
    ]);
    expect(inbox.messages[0]?.alsoKnownAs).toEqual(["wa-lid:222000000000001"]);
    await connector.send(outbound("tel:+5521976543210", "aqui"), signal());
    expect((await inbox.sent(1)).chat).toBe("5521976543210@c.us");
  },
);

pairedTest(
  "what is not for us is counted; a group, where it is wanted, says who spoke",
  async (inbox) => {
    await inbox.paired({ groups: true });
    const group = "120363000000000001@g.us";
    inbox.phone.addGroup(group, { subject: "Condomínio", participants: [ANA] });
    inbox.phone.inbound({ chat: group, author: ANA, pushname: "Ana", text: "no grupo" });
    inbox.phone.inbound({ chat: "status@broadcast", author: ANA, text: "status" });
    inbox.phone.inbound({ chat: ANA, type: "poll_creation", fields: { pollName: "Quando?" } });
    inbox.phone.inbound({ chat: ANA, type: "hologram" });
    await inbox.rows(3);
    expect(inbox.messages).toMatchObject([
      {
        from: "wa-group:120363000000000001",
        text: "no grupo",
        chat: { speaker: { address: TEL } },
      },
      { from: TEL, chat: { special: { kind: "poll", question: "Quando?" } } },
      { from: TEL, chat: { special: { kind: "unsupported", type: "hologram" } } },
    ]);
  },
);

pairedTest("messages of before it was ready are found, once", async (inbox) => {
  inbox.phone.inbound({ chat: ANA, text: "cedo" });
  await inbox.paired();
  await inbox.rows(1);
  inbox.phone.resync();
  inbox.phone.inbound({ chat: ANA, text: "agora" });
  await inbox.rows(2);
  expect(inbox.texts).toEqual(["cedo", "agora"]);
});

pairedTest("what came while it was down appears once, late, in its order", async (inbox) => {
  const first = await inbox.paired();
  const before = Date.now() - 300_000;
  // Were it of an earlier second than the first ready, it could be found by that one's reading, and late.
  inbox.phone.inbound({ chat: ANA, text: "antes", at: Date.now() + 2_000 });
  await inbox.rows(1);
  await first.stop();
  const texts = Array.from({ length: 70 }, (_, index) => `perdida ${index}`);
  for (const [index, text] of texts.entries()) {
    inbox.phone.inbound({ chat: ANA, text, at: before + Math.floor(index / 5) * 1_000 });
  }
  inbox.phone.ownFromPhone({ chat: "5521976543210@c.us", text: "do telefone", at: before });
  await inbox.open().start?.();
  await inbox.rows(73);
  inbox.phone.inbound({ chat: ANA, text: "agora" });
  await inbox.rows(74);
  const ofAna = inbox.messages.filter(({ from }) => from === TEL);
  expect(ofAna.map(({ text }) => text)).toEqual(["antes", ...texts, "agora"]);
  expect(ofAna.filter(({ chat }) => chat?.late)).toHaveLength(70);
  expect(inbox.messages.find(({ from }) => from !== TEL)).toMatchObject({
    text: "do telefone",
    writtenBy: "us",
    chat: { late: true },
  });
});

pairedTest("a burst of a thousand comes in whole and in order", async (inbox) => {
  await inbox.paired();
  const texts = Array.from({ length: 1_000 }, (_, index) => `${index}`);
  for (const text of texts) inbox.phone.inbound({ chat: ANA, text });
  await inbox.rows(1_000);
  expect(inbox.texts).toEqual(texts);
});

pairedTest(
  "logged out by the phone: the profile is gone, and it waits for a person",
  async (inbox) => {
    const connector = await inbox.paired();
    inbox.phone.loggedOutByPhone();
    await inbox.said("logged-out", "by-phone");
    expect(inbox.host.disconnections).toHaveLength(1);
    const started = connector.start?.();
    await inbox.until(
      () => inbox.browsers.length === 0 && !existsSync(join(inbox.folder, "session")),
      () => "the end of browser and profile",
    );
    const before = inbox.host.sessions.length;
    connector.wish?.({ id: "w1", at: Date.now(), wish: { kind: "pair", method: "qr" } });
    await inbox.said("awaiting-scan", undefined, before);
    await inbox.phone.scan();
    await started;
  },
  // The browser is closed under its page, and Chromium breaks the page's database off first.
  /^The connection was closed\.$/,
);

pairedTest("an admin logs it out: the phone forgets us, and so do we", async (inbox) => {
  const connector = await inbox.paired();
  connector.wish?.({ id: "w1", at: Date.now(), wish: { kind: "log-out" } });
  await inbox.said("logged-out", "by-admin");
  await inbox.until(
    () => inbox.browsers.length === 0 && !existsSync(join(inbox.folder, "session")),
    () => "the end of browser and profile",
  );
  expect(inbox.phone.sent).toContainEqual({ kind: "logout" });
});

pairedTest("opened elsewhere, it takes the session back", async (inbox) => {
  const connector = await inbox.paired();
  inbox.phone.people.add({ pn: "5511987654321" });
  inbox.phone.state("CONFLICT");
  await inbox.said("degraded", "opened-elsewhere");
  await inbox.until(
    () => inbox.phone.sent.some(({ kind }) => kind === "take-over"),
    () => "the session to be taken back",
  );
  inbox.phone.state("CONNECTED");
  const before = inbox.host.sessions.length - 1;
  await inbox.said("ready", undefined, before);
  await connector.send(outbound(TEL, "ainda aqui"), signal());
  expect(inbox.host.disconnections).toEqual([]);
});

pairedTest("a ready that was lost is made up for", async (inbox) => {
  inbox.phone.losesReady = true;
  await inbox.paired();
  inbox.phone.inbound({ chat: ANA, text: "oi" });
  await inbox.rows(1);
});

pairedTest("a banned account is said to be banned, and not tried again", async (inbox) => {
  await inbox.paired();
  inbox.phone.state("TOS_BLOCK");
  await inbox.said("failed", "blocked-by-whatsapp");
  expect(inbox.host.disconnections).toHaveLength(1);
});

pairedTest("a browser that was killed is started anew, without a code", async (inbox) => {
  // What was paired a moment ago is not on disk yet (trap 9): it is after a stop.
  await (await inbox.paired()).stop();
  const connector = inbox.open();
  await connector.start?.();
  inbox.phone.inbound({ chat: ANA, text: "antes" });
  await inbox.rows(1);
  process.kill(inbox.browser, "SIGKILL");
  await inbox.said("backing-off");
  inbox.phone.inbound({ chat: ANA, text: "no meio" });
  await connector.start?.();
  await inbox.rows(2);
  expect(inbox.texts).toEqual(["antes", "no meio"]);
  expect(inbox.host.disconnections).toHaveLength(1);
});

pairedTest("a page that hangs is given up, killed, and started anew", async (inbox) => {
  const connector = await inbox.paired({}, { heartbeatTimeoutMs: 500, closeTimeoutMs: 1_000 });
  const hanging = inbox.browser;
  inbox.phone.hangPage(60_000);
  await inbox.said("degraded", "no-answer");
  await inbox.said("backing-off", "no-answer");
  await connector.start?.();
  expect(inbox.browsers).not.toContain(hanging);
  inbox.phone.inbound({ chat: ANA, text: "oi" });
  await inbox.rows(1);
});

pairedTest(
  "a restart that is asked for needs no code, and nobody is told of an end",
  async (inbox) => {
    const connector = await inbox.paired();
    inbox.phone.people.add({ pn: "5511987654321" });
    const before = inbox.host.sessions.length;
    connector.wish?.({ id: "w1", at: Date.now(), wish: { kind: "restart" } });
    await inbox.said("launching", "asked", before);
    await expect(connector.send(outbound(TEL, "cedo"), signal())).rejects.toMatchObject({
      kind: "retry",
    });
    inbox.phone.inbound({ chat: ANA, text: "no meio" });
    await inbox.said("ready", undefined, before);
    await inbox.rows(1);
    await connector.send(outbound(TEL, "agora"), signal());
    expect(inbox.phone.sentMessages.map(({ text }) => text)).toEqual(["agora"]);
    expect(inbox.host.disconnections).toEqual([]);
    const said = inbox.host.sessions.slice(before).map(({ state }) => state);
    expect(said).not.toContain("awaiting-scan");
  },
);

pairedTest("a lock of another machine is no obstacle", async (inbox) => {
  const first = await inbox.paired();
  await first.stop();
  symlinkSync("another-host-4711", join(inbox.folder, "session", "SingletonLock"));
  await inbox.open().start?.();
});

pairedTest(
  "a send that WhatsApp never confirms is unknown, and is not sent again",
  async (inbox) => {
    const connector = await inbox.paired({}, { ackWaitMs: 500 });
    inbox.phone.people.add({ pn: "5511987654321" });
    inbox.phone.behave({ send: "lose" });
    await expect(connector.send(outbound(TEL, "perdida"), signal())).rejects.toMatchObject({
      kind: "unknown",
    });
    expect(inbox.phone.sentMessages).toHaveLength(1);
    expect(inbox.host.rows).toEqual([]);
  },
);

pairedTest("a send that hangs after it left is unknown, and then found, once", async (inbox) => {
  const connector = await inbox.paired({}, { sendTimeoutMs: 1_000 });
  inbox.phone.people.add({ pn: "5511987654321" });
  inbox.phone.behave({ send: "hang-after-sending" });
  await expect(connector.send(outbound(TEL, "saiu"), signal())).rejects.toMatchObject({
    kind: "unknown",
  });
  await inbox.rows(3);
  expect(inbox.texts).toEqual(["saiu"]);
  expect(inbox.messages[0]).toMatchObject({ writtenBy: "us" });
  expect(inbox.phone.sentMessages).toHaveLength(1);
});

pairedTest("a number that is not on WhatsApp is unreachable", async (inbox) => {
  const connector = await inbox.paired();
  await expect(connector.send(outbound("tel:+5500000000000", "x"), signal())).rejects.toMatchObject(
    {
      kind: "unreachable-address",
    },
  );
});

pairedTest("files that are expired, or never come", async (inbox) => {
  const connector = await inbox.paired({}, { downloadTimeoutMs: 1_000 });
  inbox.phone.behave({ media: "missing" });
  inbox.phone.inbound({ chat: ANA, media: { bytes: Buffer.from("x"), mimetype: "image/png" } });
  await inbox.rows(1);
  const [file] = inbox.messages[0]?.media ?? [];
  if (!file || !("url" in file)) throw new Error("no file");
  const fetchKind = () =>
    Promise.resolve(connector.fetchMedia?.(file, signal())).then(
      () => "here",
      (error: { kind: string }) => error.kind,
    );
  expect(await fetchKind()).toBe("not-there");
  inbox.phone.behave({ media: "hang" });
  expect(await fetchKind()).toBe("retry");
});

pairedTest("what cannot be read says so, and when it can it is there", async (inbox) => {
  await inbox.paired();
  const one = inbox.phone.ciphertext({ chat: ANA });
  await inbox.rows(1);
  expect(inbox.messages[0]?.chat?.special).toMatchObject({ reason: "could not be read" });
  inbox.phone.decrypt(one.key, { text: "agora sim" });
  await inbox.rows(2);
  expect(inbox.texts).toEqual(["", "agora sim"]);
  const subtype = "view_once_unavailable_fanout";
  inbox.phone.ciphertext({ chat: ANA, fields: { subtype } });
  await inbox.rows(3);
  expect(inbox.messages[2]?.chat?.special).toMatchObject({
    reason: "to be seen once, on the phone only",
  });
});

pairedTest("a gateway that is killed leaves no browser behind", async (inbox) => {
  const { executablePath = "", args = [] } = inbox.host.local.browser ?? {};
  const gateway = spawn(
    process.execPath,
    [
      ...["--conditions=@circuito/source", "--import=tsx"],
      ...[join(__dirname, "gateway-process.ts"), inbox.folder, executablePath, ...args],
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const ready = once(gateway.stdout, "data");
  await Promise.race([inbox.phone.scan(), ready]);
  await ready;
  expect(inbox.browsers.length).toBeGreaterThan(0);
  gateway.kill("SIGKILL");
  await inbox.until(
    () => inbox.browsers.length === 0,
    () => "the end of the browsers",
  );
  // It closed by itself: what was paired is on disk.
  await inbox.open().start?.();
});

pairedTest(
  "a page that shows no codes any more is started anew",
  async (inbox) => {
    const connector = inbox.open();
    const started = connector.start?.();
    await inbox.said("awaiting-scan");
    await inbox.simulator.staleQr();
    await inbox.said("launching", "codes-stopped");
    await inbox.said("awaiting-scan", undefined, inbox.host.sessions.length);
    await inbox.phone.scan();
    await started;
  },
  // The library's own handler looks for a window in Node (trap 21).
  /window is not defined/,
);

pairedTest("a page that does not load fails the start, and a later one works", async (inbox) => {
  const connector = inbox.open({}, { authTimeoutMs: 1_000, launchMaxMs: 5_000 });
  inbox.simulator.document = { kind: "empty" };
  await expect(connector.start?.()).rejects.toThrow("the session is gone");
  inbox.simulator.document = { kind: "refuse" };
  await expect(connector.start?.()).rejects.toThrow("the session is gone");
  inbox.simulator.document = { kind: "serve" };
  await Promise.all([inbox.phone.scan(), connector.start?.()]);
});
