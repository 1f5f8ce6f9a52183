import { RecordingHost } from "@circuito/connector/testing";
import { createAccessTokens } from "./oauth.ts";

const HOUR_MS = 3_600_000;
const settings = {
  oauthTokenUrl: "https://login.example.org/token",
  oauthClientId: "client",
  oauthRefreshToken: "first",
};

/** A provider that gives another refresh token with each access token. */
function renewing(host: RecordingHost) {
  let given = 0;
  const used: (string | null)[] = [];
  const fetch = async (_url: string, { body }: RequestInit) => {
    used.push(new URLSearchParams(String(body)).get("refresh_token"));
    given += 1;
    return Response.json({ access_token: `access ${given}`, refresh_token: `next ${given}` });
  };
  const { now } = host;
  return { used, tokens: createAccessTokens(settings, Object.assign(host, { fetch, now })) };
}

test("a renewed grant takes the place of the one before, once a day", async () => {
  const host = new RecordingHost();
  const { tokens, used } = renewing(host);
  for (let hour = 0; hour < 26; hour += 1) {
    await tokens.get();
    host.advance(HOUR_MS);
  }
  expect(used.slice(0, 3)).toEqual(["first", "next 1", "next 2"]);
  expect(host.replacedSecrets).toEqual([
    ["oauthRefreshToken", "first", "next 1"],
    ["oauthRefreshToken", "next 1", "next 25"],
  ]);
});

test("what could not be kept is kept the next time", async () => {
  const host = new RecordingHost();
  const { tokens } = renewing(host);
  host.failure = new Error("away");
  expect(await tokens.get()).toBe("access 1");
  host.failure = undefined;
  host.advance(HOUR_MS);
  await tokens.get();
  expect(host.replacedSecrets).toEqual([["oauthRefreshToken", "first", "next 2"]]);
});
