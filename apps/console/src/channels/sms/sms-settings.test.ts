import { mistakesInSms, newWebhookSecret, smsFormOf, smsSettingsOf } from "./sms-settings.ts";

const generic = { provider: "generic", from: "+5511900000000", sendUrl: "https://sms.example" };

test("each provider asks for its own fields", () => {
  expect(mistakesInSms(smsFormOf({}))).toEqual({
    accountSid: "required",
    authToken: "required",
    from: "required",
  });
  expect(mistakesInSms(smsFormOf({ provider: "vonage" }))).toEqual({
    apiKey: "required",
    signatureSecret: "required",
    from: "required",
  });
});

test("a kept secret is asked for again only where it goes somewhere new", () => {
  expect(mistakesInSms(smsFormOf(generic), generic)).toEqual({});
  const moved = { ...smsFormOf(generic), sendUrl: "https://other.example" };
  expect(mistakesInSms(moved, generic)).toEqual({ secret: "needed-again" });
});

test("secrets that were not typed are not sent, and what the form does not show stays", () => {
  const before = { provider: "twilio", from: "+5511900000000", mediaHosts: ["a.example"] };
  expect(smsSettingsOf(smsFormOf(before), before)).toEqual(before);
});

test("a secret of ours is as the settings take it", () => {
  const secret = newWebhookSecret((bytes) => bytes.map((_, place) => place));
  expect(mistakesInSms({ ...smsFormOf(generic), secret })).toEqual({});
});
