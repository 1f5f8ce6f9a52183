import { buffer } from "node:stream/consumers";
import { RecordingHost } from "@circuito/connector/testing";
import { cloudSettings } from "../../settings.ts";
import { openMediaFetcher } from "./fetch-media.ts";

const TOKEN = "EAAG-not-a-real-token-0000000000";
const NEVER = new AbortController().signal;

/** Meta's hosts, as they answer by address; who was shown the token is written down. */
function metaOf(answers: Readonly<Record<string, () => Response>>) {
  const shown: string[] = [];
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers);
    const token = headers.get("authorization") === `Bearer ${TOKEN}` ? "token" : "nameless";
    shown.push(`${new URL(url).host} ${token} ${headers.get("user-agent")}`);
    return answers[url]?.() ?? new Response(null, { status: 404 });
  };
  const settings = cloudSettings.parse({
    transport: "cloud",
    phoneNumberId: "100000000000001",
    wabaId: "200000000000001",
    accessToken: TOKEN,
    appSecret: "0".repeat(32),
    verifyToken: "a verify token of ours",
    mediaHosts: ["lookaside.fbsbx.com", "scontent.example.com"],
  });
  const host = Object.assign(new RecordingHost(), { fetch });
  return { shown, fetchMedia: openMediaFetcher({ host, settings }) };
}

const graph = "https://graph.facebook.com/v25.0/1?phone_number_id=100000000000001";
const redirect = (location: string) => () =>
  new Response(null, { status: 302, headers: { location } });
const at = (url: string) => () => Response.json({ url, mime_type: "image/png" });

test("the token goes to the host that Meta named, and not to the next that it hands over to", async () => {
  const meta = metaOf({
    [graph]: at("https://lookaside.fbsbx.com/a"),
    "https://lookaside.fbsbx.com/a": redirect("https://scontent.example.com/b"),
    "https://scontent.example.com/b": () => new Response("bytes"),
  });
  const { bytes } = await meta.fetchMedia({ url: "whatsapp-media:1" }, NEVER);
  expect((await buffer(bytes)).toString()).toBe("bytes");
  expect(meta.shown).toEqual([
    "graph.facebook.com token Circuito",
    "lookaside.fbsbx.com token Circuito",
    "scontent.example.com nameless Circuito",
  ]);
});

test.each([
  ["a host of nobody's", "https://files.example.net/b"],
  ["another port", "https://lookaside.fbsbx.com:8443/b"],
  ["a line that others can read", "http://lookaside.fbsbx.com/b"],
  ["a host that only begins like one of Meta's", "https://lookaside.fbsbx.com.example.net/b"],
  ["a name before an at sign", "https://lookaside.fbsbx.com@files.example.net/b"],
  ["where clouds keep secrets", "http://169.254.169.254/latest/meta-data"],
])("%s is not asked, named or redirected to", async (_, url) => {
  const named = metaOf({ [graph]: at(url) });
  const blocked = { name: "MediaError", kind: "blocked" };
  await expect(named.fetchMedia({ url: "whatsapp-media:1" }, NEVER)).rejects.toMatchObject(blocked);
  expect(named.shown).toHaveLength(1);
  const moved = metaOf({
    [graph]: at("https://lookaside.fbsbx.com/a"),
    "https://lookaside.fbsbx.com/a": redirect(url),
  });
  await expect(moved.fetchMedia({ url: "whatsapp-media:1" }, NEVER)).rejects.toMatchObject(blocked);
  expect(moved.shown).toHaveLength(2);
});

test.each([
  [400, 190, "retry", 35],
  [400, 100, "not-there", 35],
  [404, undefined, "not-there", 35],
  [403, undefined, "retry", 35],
  [401, undefined, "retry", 35],
  [400, 4, "retry", undefined],
  [500, 131000, "retry", undefined],
  [503, undefined, "retry", undefined],
  [429, undefined, "retry", undefined],
] as const)("where it is: HTTP %i with code %s is %s", async (status, code, kind, minutes) => {
  const error = code === undefined ? {} : { error: { code } };
  const meta = metaOf({ [graph]: () => Response.json(error, { status }) });
  const fetching = meta.fetchMedia({ url: "whatsapp-media:1" }, NEVER);
  const afterMs = minutes === undefined ? undefined : minutes * 60_000;
  await expect(fetching).rejects.toMatchObject({ kind, afterMs });
});
