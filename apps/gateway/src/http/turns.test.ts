import { createTurns } from "./turns.ts";

test("so many work at once, who waits comes in order, and who is too many is told at once", async () => {
  const turns = createTurns({ atOnceMax: 2, waitingMax: 2 });
  const began: string[] = [];
  const ask = async (name: string) => {
    const end = await turns.take();
    began.push(end ? name : `not ${name}`);
    return end;
  };
  const [a, b, c, d, e] = ["a", "b", "c", "d", "e"].map(ask);
  await Promise.all([a, b, e]);
  expect(began).toEqual(["a", "b", "not e"]);
  (await a)?.();
  await c;
  expect(began.at(-1)).toBe("c");
  (await b)?.();
  await d;
  expect(began.at(-1)).toBe("d");
});

test("a turn that is given back twice is one turn", async () => {
  const turns = createTurns({ atOnceMax: 1, waitingMax: 5 });
  const end = await turns.take();
  end?.();
  end?.();
  const second = await turns.take();
  let hasThird = false;
  const third = turns.take().then((turn) => {
    hasThird = true;
    return turn;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(hasThird).toBe(false);
  second?.();
  await third;
  expect(hasThird).toBe(true);
});
