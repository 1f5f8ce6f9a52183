import { makeUuid } from "./uuid.ts";

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test("ids are UUIDv7 and sort in the order they were made, even if the clock goes back", () => {
  const clock = [...Array(5000).fill(1_700_000_000_000), 1_600_000_000_000, 1_700_000_000_001];
  const ids = clock.map((now) => makeUuid(now));
  for (const id of ids) expect(id).toMatch(UUID_V7);
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});
