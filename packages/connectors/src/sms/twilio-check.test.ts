import { Buffer } from "node:buffer";
import {
  INBOX,
  type ProviderCall,
  type ProviderStandIn,
  RecordingHost,
  standInProvider,
  WEBHOOK_URL,
} from "@circuito/connector/testing";
import { sms } from "./sms.ts";

const ACCOUNT = "AC00000000000000000000000000000001";
const TOKEN = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
const FROM = "+14155550100";
const ROOT = `/2010-04-01/Accounts/${ACCOUNT}`;

/** Twilio with one account, its token and the numbers it owns, each with where its messages go. */
function answersAs(twilio: ProviderStandIn, numbers: Readonly<Record<string, string>>): void {
  const basic = `Basic ${Buffer.from(`${ACCOUNT}:${TOKEN}`).toString("base64")}`;
  twilio.conduct(({ path, headers }: ProviderCall) => {
    if (headers.authorization !== basic) {
      return { status: 401, body: JSON.stringify({ code: 20003, message: "Authenticate" }) };
    }
    const { pathname, searchParams } = new URL(path, twilio.url);
    if (pathname === `${ROOT}.json`) {
      return { status: 200, body: JSON.stringify({ status: "active", friendly_name: "Loja" }) };
    }
    if (pathname !== `${ROOT}/IncomingPhoneNumbers.json`) return { status: 404 };
    const sms_url = numbers[searchParams.get("PhoneNumber") ?? ""];
    const found = sms_url === undefined ? [] : [{ sid: "PN1", sms_url }];
    return { status: 200, body: JSON.stringify({ incoming_phone_numbers: found }) };
  });
}

let twilio: ProviderStandIn;
beforeEach(async () => {
  twilio = await standInProvider();
});
afterEach(() => twilio[Symbol.asyncDispose]());

/** What the check says of each step; no secret is in it. */
async function check(more: Readonly<Record<string, unknown>> = {}) {
  const settings = sms.settings.parse({
    ...{ provider: "twilio", accountSid: ACCOUNT, authToken: TOKEN, from: FROM },
    ...{ apiBaseUrl: twilio.url, ...more },
  });
  const inbox = { id: INBOX, name: "SMS", settings, webhookUrl: WEBHOOK_URL };
  const steps = await sms.open(inbox, new RecordingHost()).check?.(new AbortController().signal);
  expect(JSON.stringify(steps)).not.toContain(TOKEN);
  return Object.fromEntries(
    (steps ?? []).map(({ step, ok, detail }) => [step, `${ok}: ${detail}`]),
  );
}

test("an account that owns the number and sends its messages here is well", async () => {
  answersAs(twilio, { [FROM]: WEBHOOK_URL });
  expect(await check()).toEqual({
    login: "true: Loja, active",
    number: `true: ${FROM}`,
    webhook: `true: ${WEBHOOK_URL}`,
  });
});

test("where the messages of the number go instead is told", async () => {
  answersAs(twilio, { [FROM]: "https://demo.twilio.com/welcome/sms/reply" });
  expect(await check()).toMatchObject({
    webhook: "false: https://demo.twilio.com/welcome/sms/reply",
  });
  answersAs(twilio, { [FROM]: "" });
  expect(await check()).toMatchObject({ webhook: "false: no address is set" });
});

test("after what failed nothing else is asked: a wrong token, a number of somebody else's", async () => {
  answersAs(twilio, { "+14155550199": WEBHOOK_URL });
  expect(await check()).toEqual({
    login: "true: Loja, active",
    number: "false: the account has no such number",
  });
  expect(await check({ authToken: "f".repeat(32) })).toEqual({ login: "false: 401, Authenticate" });
  expect(twilio.calls).toHaveLength(3);
});

test("a sender that is a name, and a messaging service, have no webhook of a number", async () => {
  answersAs(twilio, { [FROM]: "" });
  expect(await check({ from: "LOJA" })).toEqual({ login: "true: Loja, active" });
  expect(await check({ messagingServiceSid: `MG${"0".repeat(32)}` })).toEqual({
    login: "true: Loja, active",
    number: `true: ${FROM}`,
  });
});

test.each([
  ["a line that is cut", "cut" as const],
  ["an answer that is not Twilio's", { status: 200, body: "<html>" }],
  ["a proxy's refusal", { status: 502, body: "<html>" }],
])("%s is a finding, too", async (_, conduct) => {
  twilio.conduct(() => conduct);
  expect(await check()).toEqual({ login: expect.stringMatching(/^false: ./) });
});
