import type { Address, ContactId } from "@circuito/domain";
import { dueHandlers } from "./due/due-handlers.ts";
import { startDueWork } from "./due/due-work.ts";
import { startRouter } from "./inbound-router.ts";
import { merge, separate } from "./testing/persons.ts";
import { createRouterWorld, type RouterWorld, silentLog, sms } from "./testing/router-world.ts";

jest.setTimeout(120_000);

const ROUTERS = 3;
const BROWSERS = 9;
const CUSTOMERS = 5;
const WORDS_A_BROWSER = 3;
const MERGES_A_PERSON = 8;
const PATIENCE_MS = 60_000;

let world: RouterWorld;
const warnings: string[] = [];
beforeEach(async () => {
  warnings.length = 0;
  world = await createRouterWorld({ channel: "webchat" });
  const log = { ...silentLog, error: (fact: string) => warnings.push(fact) };
  for (let n = 0; n < ROUTERS; n += 1) await startRouter({ ...world, log });
  await startDueWork({ bus: world.bus, handlers: dueHandlers(world), log });
});
afterEach(() => world[Symbol.asyncDispose]());

async function rows<T>(text: string): Promise<T[]> {
  return (await world.database.pool.query(text)).rows;
}

async function twoPersons(): Promise<readonly ContactId[]> {
  const found = await rows<{ id: ContactId }>(
    "select id from contacts where merged_into_id is null order by random() limit 2",
  );
  return found.map(({ id }) => id);
}

async function noLinksDue(): Promise<void> {
  for (let tries = 0; tries < 2_000; tries += 1) {
    const due = await rows("select from dues where kind = 'link' limit 1");
    if (due.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error("links are still due");
}

test("three routers, the machine's merges and people's at once: nothing points at another name, nothing is lost", async () => {
  let said = 0;
  let isOver = false;
  /** New browsers all the time: some are signed for from their first word on. */
  const write = async (who: number, n: number) => {
    said += 1;
    const browser = Math.floor(n / WORDS_A_BROWSER);
    const signed = n % WORDS_A_BROWSER >= who % WORDS_A_BROWSER;
    const proof = { evidence: "signed", subject: `c${(who + browser) % CUSTOMERS}` } as const;
    const from: Address = `visitor:${who}-${browser}`;
    await world.receive(sms(`m${said}`, `words ${said}`, { from, ...(signed && { proof }) }));
  };
  const writing = Promise.all(
    Array.from({ length: BROWSERS }, async (_, who) => {
      for (let n = 0; !isOver; n += 1) await write(who, n);
    }),
  );
  const people = async () => {
    const deadline = Date.now() + PATIENCE_MS;
    for (let done = 0; done < MERGES_A_PERSON; ) {
      if (Date.now() > deadline) throw new Error(`only ${done} merges`);
      const [into, from] = await twoPersons();
      if (!into || !from) continue;
      // Somebody may have been faster: then these are no two persons any more.
      const id = await merge(world.database, into, from).catch(() => undefined);
      if (id === undefined) continue;
      done += 1;
      if (done % 4 > 0) await separate(world.database, id).catch(() => undefined);
    }
  };
  await Promise.all([people(), people()]);
  isOver = true;
  await writing;
  await world.routed();
  await noLinksDue();

  // Otherwise nothing was tried.
  const [merges] = await rows<{ machine: number }>(
    "select count(*)::int as machine from contact_merges where because = 'signed-identity'",
  );
  expect(merges?.machine).toBeGreaterThan(0);
  expect(warnings).toEqual([]);
  expect(await rows("select state, count(*)::int as n from ledger group by state")).toEqual([
    { state: "routed", n: said },
  ]);
  expect(await rows("select count(*)::int as n from messages")).toEqual([{ n: said }]);
  const pointing = (table: string) =>
    rows(`select t.* from ${table} t join contacts c on c.id = t.contact_id
      where c.merged_into_id is not null`);
  expect(await pointing("identities")).toEqual([]);
  expect(await pointing("conversations")).toEqual([]);
  expect(await pointing("messages")).toEqual([]);
  // Everything that was said at an address is its holder's.
  expect(
    await rows(
      `select c.id from conversations c join identities i on i.address = c.address
       where c.contact_id <> i.contact_id or exists (select from messages m
         where m.conversation_id = c.id and m.contact_id <> i.contact_id)`,
    ),
  ).toEqual([]);
  // Each other name leads to somebody who is none.
  expect(
    await rows(
      `select a.id from contacts a join contacts b on b.id = a.merged_into_id
       where b.merged_into_id is not null`,
    ),
  ).toEqual([]);
});
