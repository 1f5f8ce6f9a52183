import type { Address, ContactId } from "@circuito/domain";
import fc from "fast-check";
import { startRouter } from "./inbound-router.ts";
import { holderOf, merge, separate } from "./testing/persons.ts";
import { createRouterWorld, type RouterWorld, silentLog, sms } from "./testing/router-world.ts";

jest.setTimeout(120_000);

/*
 * Any order of writing, merging and taking apart, against the simplest model there is: who a person is
 * now is who they were merged into, and everything said at an address is that person's.
 */

let world: RouterWorld;
beforeAll(async () => {
  world = await createRouterWorld();
  await startRouter({ ...world, log: silentLog });
});
afterAll(() => world[Symbol.asyncDispose]());

const PERSONS = 4;
const RUNS = 40;
let people = 0;
let said = 0;

interface Merge {
  readonly id: string;
  readonly into: number;
  readonly from: number;
}

type Step =
  | { readonly kind: "write"; readonly who: number; readonly closes: boolean }
  | { readonly kind: "merge"; readonly into: number; readonly from: number }
  | { readonly kind: "separate"; readonly which: number };

const person = fc.nat(PERSONS - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("write" as const), who: person, closes: fc.boolean() }),
  fc.record({ kind: fc.constant("merge" as const), into: person, from: person }),
  fc.record({ kind: fc.constant("separate" as const), which: fc.nat(5) }),
);

async function rows<T>(text: string, values: readonly unknown[] = []): Promise<T[]> {
  return (await world.database.pool.query(text, [...values])).rows;
}

test("whatever the order, each address's words are its person's, and the end is the beginning", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const addresses = Array.from({ length: PERSONS }, (): Address => {
        people += 1;
        return `tel:+5511960${String(people).padStart(6, "0")}`;
      });
      const write = async (who: number) => {
        said += 1;
        await world.receive(sms(`m${said}`, `words ${said}`, { from: addresses[who] as Address }));
        await world.routed();
      };
      for (let who = 0; who < PERSONS; who += 1) await write(who);
      const ids: ContactId[] = [];
      for (const address of addresses) ids.push(await holderOf(world.database, address));

      let merges: Merge[] = [];
      const rootOf = (who: number): number => {
        const up = merges.find(({ from }) => from === who);
        return up ? rootOf(up.into) : who;
      };
      const takeApart = async (one: Merge) => {
        await separate(world.database, one.id);
        merges = merges.filter((other) => other !== one);
      };
      const openMerges = () => merges.filter(({ into }) => rootOf(into) === into);
      const check = async () => {
        const expected = addresses.map((address, who) => ({
          address,
          ids: [ids[rootOf(who)]],
        }));
        const found = await rows(
          `select i.address, array_agg(distinct x.id) as ids from identities i
           cross join lateral (select i.contact_id as id
             union select contact_id from conversations where address = i.address
             union select m.contact_id from messages m join conversations c
               on c.id = m.conversation_id where c.address = i.address) x
           where i.address = any($1) group by i.address order by i.address`,
          [addresses],
        );
        expect(found).toEqual(expected);
        const names = await rows<{ id: string; of: string }>(
          "select id, coalesce(merged_into_id, id) as of from contacts where id = any($1)",
          [ids],
        );
        for (const [who, id] of ids.entries()) {
          expect(names.find((one) => one.id === id)?.of).toBe(ids[rootOf(who)]);
        }
      };

      for (const one of steps) {
        if (one.kind === "write") {
          await write(one.who);
          if (one.closes) {
            await rows("update conversations set status = 'closed' where address = $1", [
              addresses[one.who],
            ]);
          }
        } else if (one.kind === "merge") {
          const [into, from] = [rootOf(one.into), rootOf(one.from)];
          if (into === from) continue;
          const id = await merge(world.database, ids[into] as ContactId, ids[from] as ContactId);
          merges.push({ id, into, from });
        } else {
          const open = openMerges();
          const chosen = open[one.which % Math.max(open.length, 1)];
          if (chosen) await takeApart(chosen);
        }
        await check();
      }
      for (let left = openMerges()[0]; left; left = openMerges()[0]) await takeApart(left);
      await check();
    }),
    { numRuns: RUNS },
  );
});
