import { mistakesFromServer } from "../inbox-page/mistakes.ts";
import {
  cloudFormOf,
  cloudSettingsOf,
  mistakesInCloud,
  mistakesInWeb,
  newVerifyToken,
  phoneOf,
  webFormOf,
  webSettingsOf,
} from "./whatsapp-settings.ts";

const IDS = { phoneNumberId: "106540352242922", wabaId: "102290129340398" };
const whole = {
  ...cloudFormOf(IDS),
  accessToken: "EAAG-a-token-that-is-long",
  appSecret: "0123456789abcdef0123456789abcdef",
  verifyToken: "a-verify-token-of-ours",
};

test("a new official number needs all of its secrets", () => {
  expect(mistakesInCloud(cloudFormOf({}))).toEqual({
    phoneNumberId: "required",
    wabaId: "required",
    accessToken: "required",
    appSecret: "required",
    verifyToken: "required",
  });
  expect(mistakesInCloud(whole)).toEqual({});
  expect(mistakesInCloud({ ...whole, wabaId: "12a", appSecret: "ABC", mediaHosts: "a b" })).toEqual(
    {
      wabaId: "format",
      appSecret: "format",
      mediaHosts: "format",
    },
  );
});

test("secrets that are kept are neither asked for nor sent", () => {
  const form = cloudFormOf(IDS);
  expect(mistakesInCloud(form, IDS)).toEqual({});
  const sent = cloudSettingsOf(form);
  expect(Object.keys(sent)).not.toContain("accessToken");
  expect(sent).toMatchObject({ transport: "cloud", ...IDS, mediaHosts: ["lookaside.fbsbx.com"] });
  expect(cloudSettingsOf(whole)).toMatchObject({ accessToken: whole.accessToken });
});

test.each([
  [{ graphBaseUrl: "https://proxy.example.com" }, { accessToken: "needed-again" }],
  [{ mediaHosts: "files.example.com" }, { accessToken: "needed-again" }],
  [{ graphVersion: "v26.0" }, {}],
  [{ graphBaseUrl: "https://proxy.example.com", accessToken: whole.accessToken }, {}],
] as const)("with %j the stored token goes nowhere new", (change, mistakes) => {
  expect(mistakesInCloud({ ...cloudFormOf(IDS), ...change }, IDS)).toEqual(mistakes);
});

test("what the server refuses is told at its field", () => {
  const issues = [
    { path: "body.settings.accessToken", problem: "needed-again" },
    { path: "body.settings.mediaHosts.0", problem: "must be a host name" },
    { path: "body.name", problem: "too short" },
    "nonsense",
  ];
  expect(mistakesFromServer({ issues })).toEqual({
    accessToken: "needed-again",
    mediaHosts: "format",
  });
  expect(mistakesFromServer({})).toEqual({});
});

test("limits of a phone's account stay within what the channel takes", () => {
  const form = webFormOf({ groups: true, historyDays: 7 });
  expect(mistakesInWeb(form)).toEqual({});
  expect(webSettingsOf(form)).toEqual({
    transport: "web",
    groups: true,
    marksRead: true,
    sendsPerMinuteMax: 12,
    firstContactsPerDayMax: 10,
    historyDays: 7,
    restartAt: "04:00",
    memoryMaxMb: 1500,
  });
  expect(
    mistakesInWeb({ ...form, sendsPerMinuteMax: "61", historyDays: "x", restartAt: "25:00" }),
  ).toEqual({ sendsPerMinuteMax: "range", historyDays: "range", restartAt: "format" });
});

test("a verify token is long, printable and as the settings take it", () => {
  const token = newVerifyToken((bytes) => bytes.map((_, place) => 255 - place));
  expect(token).toMatch(/^[\w-]{32}$/);
  expect(mistakesInCloud({ ...whole, verifyToken: token })).toEqual({});
});

test.each([
  ["(41) 99912-3388", "+5541999123388"],
  ["41 3333 0000", "+554133330000"],
  ["+55 41 99912-3388", "+5541999123388"],
  ["+351 912 345 678", "+351912345678"],
  ["99912-3388", null],
  ["+0 123", null],
  ["", null],
])("%j is the phone %s", (written, phone) => {
  expect(phoneOf(written)).toBe(phone);
});
