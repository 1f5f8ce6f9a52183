import { randomUUID } from "node:crypto";
import { asId, type ConversationId } from "@circuito/domain";
import { type Database, openDatabase, type Queryable } from "../database.ts";
import { forgetExpiredAccess } from "../people/forget-expired.ts";
import { createTestDatabase, type TestDatabase } from "../testing/index.ts";
import { lockUploads, saveUpload, spendUploads, takeUpload } from "./uploads.ts";

let test_: TestDatabase;
let database: Database;
beforeAll(async () => {
  test_ = await createTestDatabase();
  database = openDatabase({ url: test_.url, connectionsMax: 4, applicationName: "uploads test" });
});
afterAll(async () => {
  await database.close();
  await test_.drop();
});

const ana = randomUUID();
async function upload(fileName: string): Promise<string> {
  const id = randomUUID();
  const file = { fileName, mimeType: "text/plain", sizeBytes: 1, sha256: "0".repeat(64) };
  await saveUpload(database.pool, { id, uploaderId: ana, ...file });
  return id;
}

const elsewhere = asId<ConversationId>(randomUUID());
async function takeUploads(q: Queryable, ids: readonly string[], uploader: string) {
  const media = await lockUploads(q, ids, uploader, elsewhere);
  if (media) await spendUploads(q, ids);
  return media;
}

test("uploads are taken once, in the order asked for, by their uploader, all or none", async () => {
  const [a, b] = [await upload("a"), await upload("b")];
  expect(await takeUploads(database.pool, [a, b], randomUUID())).toBeUndefined();
  expect(await takeUploads(database.pool, [a, randomUUID()], ana)).toBeUndefined();
  expect(await takeUploads(database.pool, [a, a], ana)).toBeUndefined();
  const taken = await takeUploads(database.pool, [b, a], ana);
  expect(taken?.map(({ fileName }) => fileName)).toEqual(["b", "a"]);
  expect(await takeUploads(database.pool, [a], ana)).toBeUndefined();
  expect(await takeUploads(database.pool, [], ana)).toEqual([]);
});

test("two messages at once cannot both have a file", async () => {
  const id = await upload("a");
  const takers = Array.from({ length: 4 }, () =>
    database.transaction(({ client }) => takeUploads(client, [id], ana)),
  );
  const taken = await Promise.all(takers);
  expect(taken.filter((media) => media !== undefined)).toHaveLength(1);
});

test("what went into no message is forgotten after a day", async () => {
  const [old, young] = [await upload("old"), await upload("young")];
  await database.pool.query(
    "update uploads set created_at = now() - interval '25 hours' where id = $1",
    [old],
  );
  await forgetExpiredAccess(database.pool);
  const { rows } = await database.pool.query<{ id: string }>("select id from uploads");
  expect(rows.map(({ id }) => id)).toEqual([young]);
});

test("what is taken for no message is its uploader's, and taken once", async () => {
  const id = await upload("logo.png");
  expect(await takeUpload(database.pool, id, randomUUID())).toBeUndefined();
  const taken = { sha256: "0".repeat(64), sizeBytes: 1 };
  expect(await takeUpload(database.pool, id, ana)).toEqual(taken);
  expect(await takeUpload(database.pool, id, ana)).toBeUndefined();
});
