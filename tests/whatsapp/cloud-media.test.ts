import { buffer } from "node:stream/consumers";
import { MediaError } from "../../packages/connector/src/index.ts";
import { standInProvider } from "../../packages/connector/src/testing/index.ts";
import { METADATA_ADDRESS } from "../../packages/lab/src/index.ts";
import { type CloudStage, cloudStage, NEVER } from "./cloud-stage.ts";

const MINUTE_MS = 60_000;
const PNG = Buffer.from("\x89PNG of a leaking tap", "latin1");

let stage: CloudStage;
let file: { readonly id: string; readonly sha256: string };
beforeEach(async () => {
  stage = await cloudStage();
  file = stage.graph.media.add(PNG, "image/png");
});
afterEach(() => stage[Symbol.asyncDispose]());

const fetchFile = (url = `whatsapp-media:${file.id}`) => stage.sender.fetchMedia({ url }, NEVER);
const paths = () => stage.graph.requests.map(({ path }) => path.split("/")[1]);

async function failureOf(fetching: Promise<unknown>): Promise<MediaError> {
  try {
    await fetching;
  } catch (error) {
    if (error instanceof MediaError) return error;
    throw error;
  }
  throw new Error("it was fetched");
}

test("a file comes in two steps, both with our token, as Meta says what it is", async () => {
  const fetched = await fetchFile();
  expect(fetched).toMatchObject({ mimeType: "image/png", sizeBytes: PNG.byteLength });
  expect(await buffer(fetched.bytes)).toEqual(PNG);
  expect(paths()).toEqual(["v25.0", "files"]);
  expect(stage.graph.requests.every(({ authorized }) => authorized)).toBe(true);
});

test("an address that is over is asked for once more", async () => {
  stage.graph.media.plan(file.id, { kind: "address-over" });
  const fetched = await fetchFile();
  expect(await buffer(fetched.bytes)).toEqual(PNG);
  expect(paths()).toEqual(["v25.0", "files", "v25.0", "files"]);
});

test.each([
  ["gone at once", [{ kind: "gone" }], "not-there", 35],
  ["over twice", [{ kind: "address-over" }, { kind: "address-over" }], "not-there", 35],
  ["not on the file server", Array(2).fill({ kind: "status", status: 404 }), "not-there", 35],
  ["refused by the file server", [{ kind: "status", status: 403 }], "retry", 35],
  ["a file server that is down", [{ kind: "status", status: 503 }], "retry", undefined],
  ["a page instead of the picture", Array(2).fill({ kind: "html" }), "not-there", 35],
  ["where clouds keep secrets", [{ kind: "redirect", to: METADATA_ADDRESS }], "blocked", undefined],
] as const)("%s: %j is %s", async (_, conducts, kind, minutes) => {
  for (const conduct of conducts) stage.graph.media.plan(file.id, conduct);
  const failure = await failureOf(fetchFile());
  expect(failure.kind).toBe(kind);
  expect(failure.afterMs).toBe(minutes === undefined ? undefined : minutes * MINUTE_MS);
});

test("other bytes than were announced are an error before the file counts as whole", async () => {
  stage.graph.media.plan(file.id, { kind: "wrong-hash" });
  const fetched = await fetchFile();
  const failure = await failureOf(buffer(fetched.bytes));
  expect(failure.kind).toBe("retry");
  expect(await buffer((await fetchFile()).bytes)).toEqual(PNG);
});

test("the hash that came with the message counts before the one that is told now", async () => {
  const url = `whatsapp-media:${file.id}`;
  const other = await stage.sender.fetchMedia({ url, sha256: "f".repeat(64) }, NEVER);
  await expect(buffer(other.bytes)).rejects.toMatchObject({ kind: "retry" });
  stage.graph.media.plan(file.id, { kind: "wrong-hash" });
  const own = await stage.sender.fetchMedia({ url, sha256: file.sha256 }, NEVER);
  expect(await buffer(own.bytes)).toEqual(PNG);
});

test("a line that is cut in the middle is an error of its bytes", async () => {
  stage.graph.media.plan(file.id, { kind: "cut" });
  const fetched = await fetchFile();
  await expect(buffer(fetched.bytes)).rejects.toThrow();
});

test("a lie about its size stays with who told it: the bytes' own length counts", async () => {
  stage.graph.media.plan(file.id, { kind: "lies", mimeType: "image/jpeg", sizeBytes: 1 });
  const fetched = await fetchFile();
  expect(fetched).toMatchObject({ mimeType: "image/jpeg", sizeBytes: PNG.byteLength });
  expect(await buffer(fetched.bytes)).toEqual(PNG);
});

test("another host that a redirect names is not asked, and gets no token", async () => {
  await using stranger = await standInProvider();
  stranger.conduct(() => ({ status: 200, body: "bytes" }));
  stage.graph.media.plan(file.id, { kind: "redirect", to: `${stranger.url}/file` });
  expect(await failureOf(fetchFile())).toMatchObject({ kind: "blocked" });
  expect(stranger.calls).toEqual([]);
});

test("a token that is over lets the file wait, since an admin may mend it within its week", async () => {
  await using other = await cloudStage({ accessToken: "another-token-of-somebody" });
  const { id } = other.graph.media.add(PNG, "image/png");
  const url = `whatsapp-media:${id}`;
  const failure = await failureOf(other.sender.fetchMedia({ url }, NEVER));
  expect(failure).toMatchObject({ kind: "retry", afterMs: 35 * MINUTE_MS });
});

test("files that are gone do not get us barred from those that are there", async () => {
  for (let at = 0; at < 12; at++) {
    stage.graph.media.plan(file.id, { kind: "gone" });
    await failureOf(fetchFile());
  }
  const asked = stage.graph.requests.length;
  stage.host.advance(10 * MINUTE_MS);
  const failure = await failureOf(fetchFile());
  expect(failure).toMatchObject({ kind: "retry", afterMs: 50 * MINUTE_MS });
  expect(stage.graph.requests).toHaveLength(asked);
  stage.host.advance(50 * MINUTE_MS);
  expect(await buffer((await fetchFile()).bytes)).toEqual(PNG);
});

test("a file named by its address is fetched there, where that is a host of Meta's", async () => {
  const direct = `${stage.graph.url}${stage.graph.media.address(file.id, stage.graph.now())}`;
  expect(await buffer((await fetchFile(direct)).bytes)).toEqual(PNG);
  const elsewhere = await failureOf(fetchFile("https://files.example.com/1"));
  expect(elsewhere.kind).toBe("blocked");
});

test.each(["whatsapp-media:", "whatsapp-media:../1", "whatsapp-media:1?x=2", ""])(
  "%j is no file of Meta's, and nobody is asked",
  async (url) => {
    expect(await failureOf(fetchFile(url))).toMatchObject({ kind: "blocked" });
    expect(stage.graph.requests).toEqual([]);
  },
);

test("a Graph API that is not there is tried again", async () => {
  await stage.graph[Symbol.asyncDispose]();
  expect(await failureOf(fetchFile())).toMatchObject({ kind: "retry" });
});
