import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Browser, chromium, type Page } from "playwright-core";
import { newMail } from "../web/testing/new-mail.ts";
import { type Client, createWebStage, type WebStage } from "../web/testing/web-stage.ts";

/* A mail's page in a real Chromium, beside a server of the sender's that must hear of nothing. */

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
let stage: WebStage;
let senders: Server;
let sendersUrl: string;
let heard: IncomingMessage[] = [];
let browser: Browser;
let client: Client;
beforeAll(async () => {
  senders = createServer((request, response) => {
    heard.push(request);
    response.writeHead(200, { "content-type": "image/png", "set-cookie": "seen=1" }).end(PNG);
  });
  await new Promise<void>((listening) => senders.listen(0, "127.0.0.1", listening));
  const { port } = senders.address() as AddressInfo;
  sendersUrl = `http://127.0.0.1:${port}`;
  stage = await createWebStage(undefined, /^127\.0\.0\.1$/, [port]);
  client = await stage.logIn(await stage.newPerson());
  browser = await chromium.launch({
    executablePath: process.env.TEST_CHROMIUM_PATH ?? "/usr/bin/chromium",
    // A page that the test makes up comes from no address: it may ask this machine all the same.
    args: ["--no-sandbox", "--disable-gpu", "--disable-features=LocalNetworkAccessChecks"],
  });
});
afterAll(async () => {
  await browser.close();
  await stage[Symbol.asyncDispose]();
  senders.closeAllConnections();
  senders.close();
});
beforeEach(() => {
  heard = [];
});

/** What a sanitiser must never let through: here it is stored as if it had. */
const hostile = (url: string): string => `
  <script>document.title = "ran"; parent.ran = true; fetch("${url}/script")</script>
  <img src="${url}/img.png" onerror="parent.ran = true" onload="parent.ran = true">
  <img src="x" onerror="parent.ran = true; new Image().src = '${url}/onerror'">
  <svg onload="parent.ran = true"><image href="${url}/svg" /></svg>
  <style>@import url(${url}/import); body { background: url(${url}/background) }
    @font-face { font-family: f; src: url(${url}/font) } p { font-family: f }</style>
  <link rel="stylesheet" href="${url}/sheet"><link rel="icon" href="${url}/icon">
  <div style="background:url(${url}/inline)">fundo</div><p>fonte</p>
  <iframe src="${url}/frame"></iframe><iframe srcdoc="<img src=${url}/srcdoc>"></iframe>
  <object data="${url}/object"></object><embed src="${url}/embed">
  <video poster="${url}/poster" src="${url}/video" autoplay></video><audio src="${url}/audio"></audio>
  <meta http-equiv="refresh" content="0;url=${url}/refresh">
  <base href="${url}/"><form action="${url}/form"><input autofocus onfocus="parent.ran = true"></form>
  <table background="${url}/table"><tr><td>x</td></tr></table>`;

/** A page of our origin that shows something in a frame, as the console does. */
async function framed(src: string, sandbox: string): Promise<{ page: Page; asked: string[] }> {
  const context = await browser.newContext();
  const [name = "", value = ""] = (client.cookie ?? "").split("=");
  await context.addCookies([{ name, value, url: stage.url }]);
  const page = await context.newPage();
  const asked: string[] = [];
  // What a policy stopped has no answer; whether somebody was asked, the servers know.
  page.on("response", (response) => asked.push(response.url()));
  await page.route(`${stage.url}/console`, (route) =>
    route.fulfill({
      contentType: "text/html",
      body: `<!doctype html><title>console</title><iframe sandbox="${sandbox}" src="${src}"></iframe>`,
    }),
  );
  await page.goto(`${stage.url}/console`, { waitUntil: "load" });
  return { page, asked };
}

/** As the page that frames a mail can look into it: same origin, no scripts. */
function inside(page: Page): Promise<{ text: string; height: number; widths: number[] }> {
  return page.evaluate(() => {
    const body = document.querySelector("iframe")?.contentDocument?.body;
    return {
      text: body?.textContent ?? "",
      height: body?.scrollHeight ?? 0,
      widths: [...(body?.querySelectorAll("img") ?? [])].map((image) => image.naturalWidth),
    };
  });
}

const SANDBOX = "allow-same-origin allow-popups allow-popups-to-escape-sandbox";
const mailUrl = (id: string, part = "full") => `/api/v1/messages/${id}/html?part=${part}`;

test("the probe is not blind: the same page without our headers runs and asks", async () => {
  const page = await (await browser.newContext()).newPage();
  await page.route(`${stage.url}/open`, (route) =>
    route.fulfill({
      contentType: "text/html",
      // It would leave for elsewhere before the rest is seen.
      body: hostile(sendersUrl).replace(/<meta[^>]*>/, ""),
    }),
  );
  await page.goto(`${stage.url}/open`, { waitUntil: "load" });
  expect(await page.evaluate(() => "ran" in window)).toBe(true);
  const paths = heard.map(({ url }) => url);
  expect(paths).toEqual(expect.arrayContaining(["/script", "/img.png", "/inline", "/frame"]));
  await page.context().close();
});

test.each([SANDBOX, "", `${SANDBOX} allow-scripts`])(
  "even unsafe HTML executes nothing and asks nobody in a frame with sandbox=%j",
  async (sandbox) => {
    const conversation = await stage.scene.newConversation();
    const id = await newMail(stage, conversation, { html: hostile(sendersUrl) });
    const { page, asked } = await framed(mailUrl(id), sandbox);
    await page.waitForTimeout(300);
    expect(await page.evaluate(() => "ran" in window)).toBe(false);
    expect(await page.title()).toBe("console");
    expect(heard.map((request) => request.url)).toEqual([]);
    const foreign = asked.filter(
      (url) => !url.startsWith(stage.url) && !/^(about|data):/.test(url),
    );
    expect(foreign).toEqual([]);
    await page.context().close();
  },
);

test("opened by itself, the address is as inert", async () => {
  const conversation = await stage.scene.newConversation();
  const id = await newMail(stage, conversation, { html: hostile(sendersUrl) });
  const { headers } = await client.send("GET", mailUrl(id));
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${stage.url}${headers.get("location")}`, { waitUntil: "load" });
  await page.waitForTimeout(300);
  expect(await page.title()).toBe("");
  expect(heard).toEqual([]);
  await page.context().close();
});

test("the console may frame a mail and measure it; another site may not frame it", async () => {
  const conversation = await stage.scene.newConversation();
  const id = await newMail(stage, conversation, {
    html: '<p style="padding-top:900px">fim</p><blockquote>antes</blockquote>',
  });
  const { page } = await framed(mailUrl(id, "visible"), SANDBOX);
  const shown = await inside(page);
  expect(shown.text.trim()).toBe("fim");
  expect(shown.height).toBeGreaterThan(900);
  await page.context().close();

  const { headers } = await client.send("GET", mailUrl(id));
  const elsewhere = await (await browser.newContext()).newPage();
  await elsewhere.route("http://elsewhere.example/", (route) =>
    route.fulfill({
      contentType: "text/html",
      body: `<iframe src="${stage.url}${headers.get("location")}"></iframe>`,
    }),
  );
  await elsewhere.goto("http://elsewhere.example/", { waitUntil: "load" });
  expect(elsewhere.frames()[1]?.url()).toMatch(/^chrome-error:/);
  await elsewhere.context().close();
});

test.each([SANDBOX, ""])(
  "a mail's own pictures show, and those of elsewhere once allowed, through us: sandbox=%j",
  async (sandbox) => {
    const { scene, media } = stage;
    const conversation = await scene.newConversation();
    const logo = await media.put(PNG);
    const remote = `${sendersUrl}/pixel-${sandbox.length}.png?id=ana&n=1`;
    const id = await newMail(stage, conversation, {
      from: `news-${sandbox.length}@example.com`,
      html: '<img alt="logo" src="parts/logo%40x" /><img width="1" data-remote="0" /><img src="parts/gone" />',
      remoteImages: [remote],
      media: [
        { fileName: "a.pdf", mimeType: "application/pdf", sizeBytes: 3, state: "unavailable" },
        {
          ...{ fileName: "logo.png", mimeType: "image/png", state: "stored", contentId: "logo@x" },
          ...{ disposition: "inline", sha256: logo.sha256, sizeBytes: logo.sizeBytes },
        },
      ],
    });
    const before = await framed(mailUrl(id), sandbox);
    if (sandbox !== "") expect((await inside(before.page)).widths).toEqual([1, 0, 0]);
    expect(before.asked.filter((url) => url.includes("/media/file/"))).toHaveLength(1);
    expect(heard).toEqual([]);
    await before.page.context().close();

    const allowed = await client.send("POST", `/api/v1/messages/${id}/allow-images`, { body: {} });
    expect(allowed.body.mail.html.remoteImages).toBe(0);
    for (const look of [1, 2]) {
      const { page, asked } = await framed(mailUrl(id), sandbox);
      if (sandbox !== "") expect((await inside(page)).widths).toEqual([1, 1, 0]);
      const foreign = asked.filter((url) => !url.startsWith(stage.url));
      expect({ look, foreign }).toEqual({ look, foreign: [] });
      expect(asked.filter((url) => url.includes("/media/picture/"))).toHaveLength(1);
      await page.context().close();
    }
    // Asked for once, by nobody in particular.
    expect(heard.map(({ url }) => url)).toEqual([
      new URL(remote).pathname + new URL(remote).search,
    ]);
    const { cookie, referer, "user-agent": agent } = heard[0]?.headers ?? {};
    expect({ cookie, referer, agent }).toEqual({ agent: "Circuito" });

    const later = await newMail(stage, conversation, {
      from: `NEWS-${sandbox.length}@example.com`,
    });
    expect((await client.send("GET", `/api/v1/messages/${later}/mail`)).body.allowsPictures).toBe(
      true,
    );
  },
);
