import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { asId, CONSENT_ASK_MS, CONSENT_KEPT_MS, type InboxId } from "@circuito/domain";
import { FakeConsentProvider } from "@circuito/lab";
import { findInbox } from "@circuito/store";
import { uuidv7 } from "uuidv7";
import { wholeSettings } from "../inboxes/open-connector.ts";
import { createLog } from "../log/log.ts";
import { consentPages } from "../public/consent/consent-pages.ts";
import { createPublicDoor } from "../public/public-door.ts";
import { type Client, createWebStage, type WebStage } from "../web/testing/web-stage.ts";
import { beginConsent } from "./begin-consent.ts";

/* From the admin's question to a mailbox that is opened by what its owner granted. */

let provider: FakeConsentProvider;
let stage: WebStage;
let admin: Client;
let door: Server;
let late: number;

beforeEach(async () => {
  late = 0;
  provider = await FakeConsentProvider.start();
  // Where the provider sends people back to is known before anything is asked.
  door = createServer((request, response) => void pages(request, response));
  await new Promise<void>((listening) => door.listen(0, "127.0.0.1", listening));
  const publicUrl = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
  stage = await createWebStage(publicUrl, /^127\.0\.0\.1$/);
  const log = createLog({ level: "error", secrets: [], readable: false, write: () => {} });
  const parts = {
    ...{ database: stage.scene.database, sealer: stage.sealer, publicUrl, newId: uuidv7, log },
    addressOf: () => "::1",
    now: () => Date.now() + late,
    mailboxes: { mayReach: (address: string) => address === "127.0.0.1" },
  };
  const pages = createPublicDoor(parts, [{ path: "/oauth", pages: consentPages(parts) }]);
  admin = await stage.logIn(await stage.newPerson({ role: "admin" }));
});
afterEach(async () => {
  await stage[Symbol.asyncDispose]();
  await new Promise((closed) => door.close(closed));
  await provider[Symbol.asyncDispose]();
});

const CLIENT = { clientId: "client id", clientSecret: "client secret" };
const asked = (change: object = {}) => ({
  address: "Help@example.org",
  tokenUrl: provider.tokenUrl,
  authorizeUrl: provider.authorizeUrl,
  scope: "mail",
  ...CLIENT,
  ...change,
});

async function begin(change: object = {}): Promise<{ id: string; url: string }> {
  const begun = await admin.send("POST", "/api/v1/mailboxes/consents", { body: asked(change) });
  expect(begun.status).toBe(201);
  return begun.body;
}
const stateOf = async (id: string, client = admin) =>
  (await client.send("GET", `/api/v1/mailboxes/consents/${id}`)).body;
/** As the owner's browser does: to the provider, and back. */
const open = async (url: string) => {
  const response = await fetch(url);
  return { status: response.status, text: await response.text(), at: response.url };
};
const settings = (change: object = {}) => ({
  address: "help@example.org",
  imapHost: "127.0.0.1",
  imapUser: "help@example.org",
  smtpHost: "127.0.0.1",
  smtpUser: "help@example.org",
  ...change,
});
const create = (oauthConsent: unknown, client = admin) =>
  client.send("POST", "/api/v1/inboxes", {
    body: { name: "Ajuda", channel: "email", settings: settings({ oauthConsent }) },
  });

test("what the owner grants becomes the inbox's, and no browser sees it", async () => {
  const { id, url } = await begin();
  expect(await stateOf(id)).toMatchObject({ state: "waiting" });
  const page = await open(url);
  expect(page).toMatchObject({ status: 200 });
  expect(page.text).toContain("Caixa de e-mail autorizada");
  expect(await stateOf(id)).toEqual({ state: "granted", because: null, theirWords: null });
  expect(Object.fromEntries(provider.asked[0] ?? [])).toMatchObject({
    client_id: CLIENT.clientId,
    login_hint: "Help@example.org",
    scope: "mail",
    access_type: "offline",
    code_challenge_method: "S256",
  });

  const made = await create(id);
  expect(made.status).toBe(201);
  const [refreshToken = ""] = provider.granted;
  const inbox = await findInbox(stage.scene.database.pool, asId<InboxId>(made.body.id));
  if (!inbox) throw new Error("no inbox");
  expect(wholeSettings(inbox, stage.sealer)).toMatchObject({
    oauthTokenUrl: provider.tokenUrl,
    oauthClientId: CLIENT.clientId,
    oauthClientSecret: CLIENT.clientSecret,
    oauthRefreshToken: refreshToken,
    oauthScope: "mail",
  });
  expect(inbox.settings).not.toHaveProperty("oauthConsent");
  const told = JSON.stringify([made.body, await stateOf(id), stage.lines]);
  expect(told).not.toContain(refreshToken);
  expect(told).not.toContain(CLIENT.clientSecret);
});

test("the address that the provider sends back to is good once", async () => {
  const { id, url } = await begin();
  const { at } = await open(url);
  expect(await open(at)).toMatchObject({ status: 410 });
  expect(await stateOf(id)).toMatchObject({ state: "granted" });
  expect(provider.granted).toHaveLength(1);
});

test.each([
  [
    "the owner says no",
    { refuses: "access_denied", refusesWith: "The user\n declined" },
    "denied",
    "The user declined",
  ],
  [
    "the secret is wrong",
    { clientSecret: "another" },
    "client",
    "AADSTS7000215: Invalid client secret provided.",
  ],
  ["the grant does not last", { isShort: true }, "no-lasting-grant", null],
  ["it says something else", { refuses: "server_error" }, "provider", "server_error"],
])(
  "where %s, the admin is told why, and nothing is stored",
  async (_case, conduct, because, theirWords) => {
    Object.assign(provider.conduct, conduct);
    const { id, url } = await begin();
    expect((await open(url)).text).toContain("A caixa não foi autorizada");
    expect(await stateOf(id)).toEqual({ state: "refused", because, theirWords });
    expect(await create(id)).toMatchObject({
      status: 400,
      body: { code: "invalid", details: { issues: [{ problem: "no-consent" }] } },
    });
  },
);

test("a provider that is away is told apart from one that refuses", async () => {
  const { id, url } = await begin({ tokenUrl: "http://127.0.0.1:9/token" });
  await open(url);
  expect(await stateOf(id)).toMatchObject({ state: "refused", because: "no-answer" });
});

test("who comes back too late, or with what nobody asked, finds nothing", async () => {
  const { id, url } = await begin();
  late = CONSENT_ASK_MS + 1;
  expect(await open(url)).toMatchObject({ status: 410 });
  const nobody = new URL((await open(url)).at);
  nobody.searchParams.set("state", "x".repeat(43));
  expect(await open(nobody.href)).toMatchObject({ status: 410 });
  expect(await stateOf(id)).toMatchObject({ state: "waiting" });
});

test("a consent is used by the admin who asked for it, and by no other", async () => {
  const { id, url } = await begin();
  await open(url);
  const other = await stage.logIn(await stage.newPerson({ role: "admin" }));
  expect(await stateOf(id, other)).toMatchObject({ code: "not-found" });
  expect(await create(id, other)).toMatchObject({ status: 400 });
  expect(await create("no id")).toMatchObject({ status: 400 });
});

test("a mailbox that is there is consented to anew with its stored secret, for the same client alone", async () => {
  const first = await begin();
  await open(first.url);
  const { body: inbox } = await create(first.id);
  const again = await begin({ inboxId: inbox.id, clientSecret: "" });
  await open(again.url);
  expect(await stateOf(again.id)).toMatchObject({ state: "granted" });
  const changed = await admin.send("PATCH", `/api/v1/inboxes/${inbox.id}`, {
    body: { settings: settings({ oauthConsent: again.id }) },
  });
  expect(changed.status).toBe(200);
  const stored = await findInbox(stage.scene.database.pool, asId<InboxId>(inbox.id));
  if (!stored) throw new Error("no inbox");
  expect(wholeSettings(stored, stage.sealer)).toMatchObject({
    oauthRefreshToken: provider.granted[1],
    oauthClientSecret: CLIENT.clientSecret,
  });
  const elsewhere = await begin({ inboxId: inbox.id, clientSecret: "", clientId: "another" });
  await open(elsewhere.url);
  expect(await stateOf(elsewhere.id)).toMatchObject({ state: "refused", because: "client" });
});

test.each([
  ["plain http elsewhere", { tokenUrl: "http://example.org/token" }],
  ["a page of nobody we know", { authorizeUrl: undefined }],
  ["a script", { authorizeUrl: "javascript:alert(1)" }],
])("%s is refused before anything is asked", async (_case, change) => {
  const begun = await admin.send("POST", "/api/v1/mailboxes/consents", { body: asked(change) });
  expect(begun).toMatchObject({ status: 400, body: { code: "invalid" } });
});

test("of the providers we know, the page is found by where tokens come from", async () => {
  const { url } = await begin({
    authorizeUrl: undefined,
    tokenUrl: "https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token",
  });
  expect(url).toMatch(
    /^https:\/\/login\.microsoftonline\.com\/contoso\.com\/oauth2\/v2\.0\/authorize\?/,
  );
});

test("old consents go when a new one is asked for", async () => {
  const { database } = stage.scene;
  await begin();
  const later = () => Date.now() + CONSENT_ASK_MS + CONSENT_KEPT_MS;
  const person = await stage.newPerson({ role: "admin" });
  const parts = {
    ...{ database, sealer: stage.sealer, publicUrl: stage.url, newId: uuidv7, now: later },
  };
  await beginConsent(parts, person.id, asked());
  const { rows } = await database.pool.query("select count(*)::int as n from mail_consents");
  expect(rows).toEqual([{ n: 1 }]);
});
