import { secretsInForce } from "./secrets.ts";

test("both secrets sign until the overlap is over, the new one first", () => {
  const secrets = { secret: "new", formerSecret: "old", formerUntil: 100 };
  expect(secretsInForce(secrets, 99)).toEqual(["new", "old"]);
  expect(secretsInForce(secrets, 100)).toEqual(["new"]);
  expect(secretsInForce({ secret: "one", formerSecret: null, formerUntil: null }, 0)).toEqual([
    "one",
  ]);
});
