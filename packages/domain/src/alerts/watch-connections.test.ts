import { watchConnections } from "./watch-connections.ts";

const at = (inboxId: string, isConnected: boolean, since: number) => ({
  ...{ inboxId, name: inboxId, isConnected, since },
});

test("tries that fail do not begin the time anew; a connection ends it", () => {
  const first = watchConnections({}, [at("a", false, 100), at("b", true, 5)]);
  expect(first).toEqual({ a: 100 });
  const second = watchConnections(first, [at("a", false, 400), at("b", false, 350)]);
  expect(second).toEqual({ a: 100, b: 350 });
  expect(watchConnections(second, [at("a", true, 500), at("b", false, 350)])).toEqual({ b: 350 });
});

test("an inbox that is gone is not down", () => {
  expect(watchConnections({ a: 1 }, [])).toEqual({});
});
