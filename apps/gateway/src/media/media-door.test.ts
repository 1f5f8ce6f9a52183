import { randomUUID } from "node:crypto";
import { newMail } from "../web/testing/new-mail.ts";
import { type Client, createWebStage, type WebStage } from "../web/testing/web-stage.ts";
import { createMediaUrls, FOLLOW_MS, PICTURES_MS } from "./media-urls.ts";

let stage: WebStage;
let client: Client;
beforeAll(async () => {
  stage = await createWebStage();
  client = await stage.logIn(await stage.newPerson());
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
});

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${stage.url}${path}`, { headers, redirect: "manual" });

/** A file of a message, followed to where it is. */
async function download(file: {
  fileName: string;
  mimeType: string;
  bytes: Buffer;
}): Promise<Response> {
  const { sha256, sizeBytes } = await stage.media.put(file.bytes);
  const { fileName, mimeType } = file;
  const conversation = await stage.scene.newConversation();
  const id = await newMail(stage, conversation, {
    media: [{ fileName, mimeType, sizeBytes, sha256, state: "stored" }],
  });
  const { body } = await client.send("GET", `/api/v1/conversations/${conversation}/messages`);
  expect(body.items[0].media[0].url).toBe(`/api/v1/messages/${id}/media/0`);
  const found = await client.send("GET", body.items[0].media[0].url);
  expect(found.status).toBe(302);
  return get(found.headers.get("location") ?? "");
}

test("a file is followed without a cookie and saved under its name, whole", async () => {
  const bytes = Buffer.alloc(300_000, "relatório ");
  const response = await download({
    fileName: "relatório “2026”.pdf",
    mimeType: "application/pdf",
    bytes,
  });
  expect(response.status).toBe(200);
  expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": "application/pdf",
    "content-length": "300000",
    "content-disposition":
      "attachment; filename=\"relat?rio ?2026?.pdf\"; filename*=UTF-8''relat%C3%B3rio%20%E2%80%9C2026%E2%80%9D.pdf",
    "x-content-type-options": "nosniff",
    "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
  });
  expect(response.headers.get("set-cookie")).toBeNull();
});

test.each([
  ["page.html", "text/html", "<script>alert(1)</script>"],
  ["picture.svg", "image/svg+xml", "<svg onload=alert(1)>"],
  ["data.xml", "text/xml", "<x/>"],
  ["code.js", "text/javascript", "alert(1)"],
  ["page.xhtml", "application/xhtml+xml", "<html/>"],
  ["mixed", "multipart/related", "x"],
  ["odd", "image/png; charset=x\r\nx-evil: 1", "x"],
])("%s, which is %s, is bytes to a browser", async (fileName, mimeType, text) => {
  const response = await download({ fileName, mimeType, bytes: Buffer.from(text) });
  const type = response.headers.get("content-type");
  expect(type).toBe(mimeType.startsWith("image/png") ? "image/png" : "application/octet-stream");
  expect(response.headers.get("content-disposition")).toMatch(/^attachment/);
  expect(response.headers.get("x-evil")).toBeNull();
});

test.each([
  ["../../.htaccess", "attachment; filename=htaccess"],
  ["\u200b.htaccess", "attachment; filename=htaccess"],
  ["con.txt", "attachment; filename=_con.txt"],
  ["a\r\nset-cookie: x=1", 'attachment; filename="aset-cookie x=1"'],
  ["foto\u202egpj.exe", "attachment; filename=fotogpj.exe"],
  ["...", "attachment; filename=file"],
  ['a"b\\c.txt', "attachment; filename=c.txt"],
])("a file called %j is saved as %s", async (fileName, expected) => {
  const response = await download({
    fileName,
    mimeType: "text/plain",
    bytes: Buffer.from("x"),
  });
  expect(response.headers.get("content-disposition")).toBe(expected);
});

test("an address that ran out, was altered, or was made for something else opens nothing", async () => {
  const conversation = await stage.scene.newConversation();
  const id = await newMail(stage, conversation, { html: "<p>oi</p>" });
  const other = await newMail(stage, conversation, { html: "<p>segredo</p>" });
  const { mediaUrls } = stage;
  const good = mediaUrls.sign({ kind: "html", messageId: id, part: "full" }, FOLLOW_MS);
  const answer = await get(good);
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain("<p>oi</p>");

  const token = good.split("/").at(-1) ?? "";
  const [body = "", mac = ""] = token.split(".");
  const forOther = Buffer.from(
    Buffer.from(body, "base64url").toString().replace(id, other),
  ).toString("base64url");
  const foreign = createMediaUrls(Buffer.alloc(32, 7), Date.now);
  const bad = [
    mediaUrls.sign({ kind: "html", messageId: id, part: "full" }, -1),
    `/media/html/${forOther}.${mac}`,
    `/media/html/${body}.${mac.startsWith("A") ? "B" : "A"}${mac.slice(1)}`,
    // Of the last letter two bits count for nothing: the same bytes, written otherwise.
    `/media/html/${body}.${mac.slice(0, -1)}${String.fromCharCode(mac.charCodeAt(42) + 1)}`,
    `/media/html/${body}.`,
    `/media/html/${body}`,
    `/media/source/${token}`,
    `/media/file/${token}`,
    `/media/html/${"a".repeat(10_000)}`,
    foreign.sign({ kind: "html", messageId: id, part: "full" }, FOLLOW_MS),
  ];
  for (const path of bad) {
    const refused = await get(path, { cookie: client.cookie ?? "" });
    expect({ path, status: refused.status }).toEqual({ path, status: 403 });
    expect(await refused.text()).not.toContain("segredo");
  }
  const never = { kind: "html", messageId: randomUUID(), part: "full" } as const;
  expect((await get(mediaUrls.sign(never, FOLLOW_MS))).status).toBe(404);
  expect((await get("/media/html")).status).toBe(404);
  expect((await fetch(`${stage.url}${good}`, { method: "POST" })).status).toBe(404);
});

test("no address opens for more than five minutes in all", () => {
  expect(FOLLOW_MS + PICTURES_MS).toBeLessThanOrEqual(5 * 60_000);
});

test("nobody guesses a signature", async () => {
  const conversation = await stage.scene.newConversation();
  const id = await newMail(stage, conversation, { html: "<p>oi</p>" });
  const path = stage.mediaUrls.sign({ kind: "html", messageId: id, part: "full" }, FOLLOW_MS);
  const [body = ""] = path.split("/").at(-1)?.split(".") ?? [];
  for (let guess = 0; guess < 100_000; guess += 1) {
    const mac = Buffer.alloc(32);
    mac.writeUInt32LE(guess);
    expect(stage.mediaUrls.open("html", `${body}.${mac.toString("base64url")}`)).toBeUndefined();
  }
});

test.each(["ledger", "media"] as const)(
  "a mail's bytes in the %s are had as they came",
  async (where) => {
    const conversation = await stage.scene.newConversation();
    const text = "Subject: oi\r\n\r\n<script>alert(1)</script>\r\n";
    const id = await newMail(stage, conversation, { source: { text, in: where } });
    const { headers } = await client.send("GET", `/api/v1/messages/${id}/raw`);
    const response = await get(headers.get("location") ?? "");
    expect(await response.text()).toBe(text);
    expect(response.headers.get("content-type")).toBe("message/rfc822");
    expect(response.headers.get("content-disposition")).toMatch(
      /^attachment; filename=[\w-]+-1\.eml$/,
    );
  },
);

test("a mail without HTML, without bytes, without that file has none of them", async () => {
  const conversation = await stage.scene.newConversation();
  const id = await newMail(stage, conversation, {
    media: [{ fileName: "a.bin", mimeType: "x/y", sizeBytes: null, state: "pending" }],
  });
  for (const rest of ["html", "raw", "media/0", "media/7", "media/x"]) {
    expect(await client.send("GET", `/api/v1/messages/${id}/${rest}`)).toMatchObject({
      status: 404,
      body: { code: "not-found" },
    });
  }
});

test("bytes that are gone are told to the log, and the reader hears no", async () => {
  const conversation = await stage.scene.newConversation();
  const sha256 = "0".repeat(64);
  const id = await newMail(stage, conversation, {
    media: [{ fileName: "a.txt", mimeType: "text/plain", sizeBytes: 1, state: "stored", sha256 }],
  });
  const response = await get(
    stage.mediaUrls.sign({ kind: "file", messageId: id, index: 0 }, FOLLOW_MS),
  );
  expect(response.status).toBe(404);
  expect(response.headers.get("content-disposition")).toBeNull();
  expect(stage.lines.some((line) => line.includes("stored file is missing"))).toBe(true);
});

test("HTML of an older sanitiser is made again from the mail's bytes, once", async () => {
  const conversation = await stage.scene.newConversation();
  const text = [
    "From: ana@example.com",
    "Content-Type: text/html; charset=utf-8",
    "",
    '<p onclick="x()">olá</p><script>alert(1)</script><img src="https://x.example/a.png">',
  ].join("\r\n");
  const id = await newMail(stage, conversation, {
    version: 0,
    html: '<p onclick="x()">old</p>',
    source: { text, in: "media" },
  });
  const page = async () => {
    const url = stage.mediaUrls.sign({ kind: "html", messageId: id, part: "visible" }, FOLLOW_MS);
    return (await get(url)).text();
  };
  const looks = await Promise.all([page(), page()]);
  for (const shown of [...looks, await page()]) {
    expect(shown).toContain('<body><p>olá</p><img data-remote="0" /></body>');
  }
  const made = stage.lines.filter(
    (line) => line.includes("html of a mail made") && line.includes(id),
  );
  expect(made).toHaveLength(1);
  const { body } = await client.send("GET", `/api/v1/messages/${id}/mail`);
  expect(body.remoteHosts).toEqual(["x.example"]);
});

test("HTML that nobody has looked at is made at the first look; without its bytes there is none", async () => {
  const conversation = await stage.scene.newConversation();
  const mail = { html: { version: 0 as const, remoteImages: [] } };
  const text = "From: ana@example.com\r\nContent-Type: text/html\r\n\r\n<b onclick='x()'>oi</b>";
  const id = await newMail(stage, conversation, { mail, source: { text, in: "ledger" } });
  const gone = await newMail(stage, conversation, { mail });
  const [shown, missing] = await Promise.all(
    [id, gone].map((messageId) =>
      get(stage.mediaUrls.sign({ kind: "html", messageId, part: "full" }, FOLLOW_MS)),
    ),
  );
  expect(await shown?.text()).toContain("<body><b>oi</b></body>");
  expect(missing?.status).toBe(404);
});

test("a large page of an older sanitiser whose mail is gone is not shown", async () => {
  const conversation = await stage.scene.newConversation();
  const html = `<p>${"x".repeat(300 * 1024)}</p>`;
  const id = await newMail(stage, conversation, { version: 0, html });
  const url = stage.mediaUrls.sign({ kind: "html", messageId: id, part: "full" }, FOLLOW_MS);
  expect((await get(url)).status).toBe(404);
});

test("HTML of an older sanitiser whose mail is gone is put through today's", async () => {
  const conversation = await stage.scene.newConversation();
  const id = await newMail(stage, conversation, {
    version: 0,
    html: '<p onclick="x()">oi</p><script>alert(1)</script><img alt="&quot;" src="parts/a%40b" /><img data-remote="1" />',
    remoteImages: ["https://one.example/a.png", "https://two.example/b.png?x=1&y=2"],
    media: [
      {
        ...{ fileName: "a.png", mimeType: "image/png", sizeBytes: 1, state: "stored" as const },
        ...{ sha256: "0".repeat(64), contentId: "a@b" },
      },
    ],
  });
  const page = async () => {
    const url = stage.mediaUrls.sign({ kind: "html", messageId: id, part: "full" }, FOLLOW_MS);
    return (await get(url)).text();
  };
  const shown = await page();
  expect(shown).not.toMatch(/onclick|<script/);
  expect(shown).toMatch(
    /<img alt="&quot;" src="\/media\/file\/[\w.-]+" \/><img data-remote="0" \/>/,
  );
  await client.send("POST", `/api/v1/messages/${id}/allow-images`, { body: {} });
  const [, token = ""] = /src="\/media\/picture\/([\w.-]+)"/.exec(await page()) ?? [];
  expect(stage.mediaUrls.open("picture", token)).toMatchObject({ messageId: id, index: 1 });
});

test("a picture from elsewhere is not fetched for a sender whom nobody allowed", async () => {
  const conversation = await stage.scene.newConversation();
  const id = await newMail(stage, conversation, {
    from: "quiet@example.com",
    html: '<img data-remote="0" />',
    remoteImages: ["http://127.0.0.1:1/a.png"],
  });
  const picture = { kind: "picture", messageId: id, index: 0 } as const;
  const response = await get(stage.mediaUrls.sign(picture, FOLLOW_MS));
  expect(response.status).toBe(404);
  const { rows } = await stage.scene.database.pool.query("select from remote_pictures");
  expect(rows).toEqual([]);
});
