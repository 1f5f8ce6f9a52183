import { TURN_MS, takeTurns } from "./take-turns.ts";

/** What a long computation does between its parts; the clock moves by so much with each. */
async function work(parts: number, partMs: number): Promise<{ others: number }> {
  let now = 0;
  const endOfTurn = takeTurns(() => now);
  const seen = { others: 0 };
  let isOver = false;
  const other = (): void => {
    seen.others += 1;
    if (!isOver) setImmediate(other);
  };
  setImmediate(other);
  for (let part = 0; part < parts; part++) {
    await endOfTurn();
    now += partMs;
  }
  isOver = true;
  return seen;
}

test("whoever computes for long lets others go first, turn after turn", async () => {
  expect((await work(10, TURN_MS)).others).toBeGreaterThanOrEqual(9);
});

test("what takes less than a turn is done in one go", async () => {
  expect((await work(10, TURN_MS / 20)).others).toBe(0);
});
