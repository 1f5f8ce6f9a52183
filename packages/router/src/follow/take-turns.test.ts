import { REST_MS, TURN_MS, takeTurns } from "./take-turns.ts";

/** What a long computation does between its parts; the clock moves by so much with each. @returns its rests, ms */
async function work(parts: number, partMs: number): Promise<readonly number[]> {
  let now = 0;
  const rests: number[] = [];
  const endOfTurn = takeTurns(
    () => now,
    async (ms) => void rests.push(ms),
  );
  for (let part = 0; part < parts; part++) {
    await endOfTurn();
    now += partMs;
  }
  return rests;
}

test("whoever computes for long leaves the process to others after each turn", async () => {
  expect(await work(10, TURN_MS)).toEqual(Array(9).fill(REST_MS));
});

test("what takes less than a turn is done in one go", async () => {
  expect(await work(10, TURN_MS / 20)).toEqual([]);
});
