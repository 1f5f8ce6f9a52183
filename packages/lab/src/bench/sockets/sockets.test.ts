import { Arrivals, measureFanOut } from "./fan-out.ts";
import { printSockets } from "./print-sockets.ts";

const FIGURES = {
  sockets: 1_000,
  fanOut: { circuito: [], plain: [] },
};

test("a change has arrived when the last socket of its room has it", async () => {
  const arrivals = new Arrivals(3);
  const took = arrivals.of("a", async () => {
    arrivals.take("a", 100, 107);
    arrivals.take("b", 100, 900);
    arrivals.take("a", 100, 120);
    arrivals.take("a", 100, 118);
  });
  expect(await took).toBe(18);
});

test("a change that is refused is no change that took no time", async () => {
  const arrivals = new Arrivals(1);
  await expect(arrivals.of("a", () => Promise.reject(new Error("refused")))).rejects.toThrow(
    "refused",
  );
});

test("each socket of a room counts as a delivery", async () => {
  const arrivals = new Arrivals(20);
  const make = async (text: string): Promise<void> => {
    await new Promise((resolve) => setImmediate(resolve));
    for (let n = 0; n < 20; n++) arrivals.take(text, 0, 5);
  };
  const figures = await measureFanOut(arrivals, make, { room: 20, forMs: 20 });
  expect(figures.p99Ms).toBe(5);
  expect(figures.deliveriesPerSecond).toBeCloseTo(20 * figures.changesPerSecond);
});

test.each([
  [30_000, /^met .*30\.0 kB .*, 16\.0 over socket\.io's own 14\.0/m],
  [35_000, /^missed .*21\.0 over/m],
])(
  "an idle socket of %i bytes is judged by what it takes over socket.io's own",
  (circuito, line) => {
    const idle = {
      circuito: { heap: circuito, resident: 0 },
      plain: { heap: 14_000, resident: 90_000 },
    };
    expect(printSockets({ ...FIGURES, idle })).toMatch(line);
  },
);
