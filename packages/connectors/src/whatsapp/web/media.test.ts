import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { MediaErrorKind } from "@circuito/connector";
import { WebStage } from "./testing/web-stage.ts";
import { CallTimedOut } from "./wa-session.ts";

const FILE = { url: "whatsapp-web:false_5511987654321@c.us_3A01" };
const signal = () => AbortSignal.timeout(5_000);

async function fetchFrom(stage: WebStage, file = FILE): Promise<string> {
  const fetched = stage.connector.fetchMedia?.(file, signal());
  return Promise.resolve(fetched).then(
    async (found) => {
      const bytes = found ? await buffer(Readable.from(found.bytes)) : Buffer.alloc(0);
      return `${bytes} ${found?.sizeBytes} ${found?.mimeType}`;
    },
    (error: { kind: MediaErrorKind; afterMs?: number }) => `${error.kind} ${error.afterMs ?? ""}`,
  );
}

test("a file comes whole, and nothing of it stays behind", async () => {
  await using stage = await new WebStage().ready();
  let path = "";
  stage.whatsapp.script.download = ({ folder, id }) => {
    path = join(folder, "f");
    writeFileSync(path, id);
    return { kind: "file", path, mimeType: "text/plain" };
  };
  expect(await fetchFrom(stage)).toBe("false_5511987654321@c.us_3A01 29 text/plain");
  expect(existsSync(path)).toBe(false);
});

test("a file that is not there is asked for three times more, then it is gone", async () => {
  await using stage = await new WebStage().ready();
  stage.whatsapp.script.download = () => ({ kind: "gone" });
  const ends: string[] = [];
  for (let n = 0; n < 4; n += 1) ends.push(await fetchFrom(stage));
  expect(ends).toEqual(["not-there 1", "not-there 2", "not-there 3", "refused "]);
});

test("a giant is not fetched at all: the host hears its size", async () => {
  await using stage = await new WebStage().ready();
  stage.whatsapp.script.download = ({ sizeMax }) => ({ kind: "too-large", sizeBytes: sizeMax + 1 });
  expect(await fetchFrom(stage)).toBe(` ${25 * 1_024 * 1_024 + 1} undefined`);
});

test("a page that never answers, a session that is not ready, another's address", async () => {
  await using stage = new WebStage();
  expect(await fetchFrom(stage)).toBe("retry ");
  void stage.connector.start?.().catch(() => {});
  await stage.launched(1);
  expect(await fetchFrom(stage)).toBe("retry 15000");
  stage.whatsapp.becomeReady();
  stage.whatsapp.script.download = () => Promise.reject(new CallTimedOut("x"));
  expect(await fetchFrom(stage)).toBe("retry ");
  expect(await fetchFrom(stage, { url: "https://example.com/a" })).toBe("blocked ");
});

test("one file at a time", async () => {
  await using stage = await new WebStage().ready();
  let running = 0;
  let most = 0;
  stage.whatsapp.script.download = async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
    return { kind: "gone" };
  };
  await Promise.all([1, 2, 3].map((n) => fetchFrom(stage, { url: `whatsapp-web:${n}` })));
  expect(most).toBe(1);
});
