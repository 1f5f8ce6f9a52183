import { areCrashPointsArmed, crashPoint } from "./crash-point.ts";
import { CRASH_POINTS } from "./crash-points.ts";
import { type Fault, HOWS, readFault, writeFault } from "./fault.ts";
import { areSeamsArmed, SEAMS, seam } from "./seams.ts";
import { ALL_BUGS, readBug, SEEDED_BUGS, wasAtWork, writeAtWork } from "./seeded-bugs.ts";
import { readStruck, strikeBy } from "./strike-by.ts";

function struckBy(fault: Fault) {
  const said: string[] = [];
  const dealt: string[] = [];
  const strike = strikeBy(fault, {
    say: (line) => said.push(line),
    deal: (how) => dealt.push(how),
  });
  return { said, dealt, strike };
}

test("nobody has armed the points of an ordinary process, and passing them does nothing", () => {
  expect(areCrashPointsArmed()).toBe(false);
  expect(() => crashPoint("I3")).not.toThrow();
});

test.each(HOWS)("a fault that should %s is read as it is written", (how) => {
  const fault: Fault = { point: "O2b", nth: 7, how };
  expect(readFault(writeFault(fault))).toEqual(fault);
});

test.each([
  "",
  "I3",
  "I3:0:kill",
  "I3:1:burn",
  "I3:1:kill:x",
  "X9:1:kill",
  "I3:-1:kill",
  "I3:1.5:kill",
])("%j is no fault, and is told what one looks like", (text) =>
  expect(readFault(text)).toMatch(/must be <point>:<nth>:<kill\|/),
);

test("it strikes its own point, the nth time, once, and says so first", () => {
  const { said, dealt, strike } = struckBy({ point: "R2", nth: 2, how: "kill" });
  for (const point of ["R1", "R2", "R1", "R2", "R2", "R2"] as const) strike(point);
  expect(dealt).toEqual(["kill"]);
  expect(readStruck(said.join(""), "kill")).toEqual(new Set(["R2"]));
});

test("a fault that throws throws where the point is", () => {
  const { strike } = struckBy({ point: "I1", nth: 1, how: "throw" });
  expect(() => strike("I1")).toThrow("crash point I1");
  expect(() => strike("I1")).not.toThrow();
});

test("a run that only notes says every point it passes, once", () => {
  const { said, dealt, strike } = struckBy({ point: "every", nth: 1, how: "note" });
  for (const point of ["I1", "I2", "I1"] as const) strike(point);
  expect(said).toEqual(["struck I1 note\n", "struck I2 note\n"]);
  expect(dealt).toEqual([]);
});

test("every point says what has happened there and what has not", () => {
  for (const [name, words] of Object.entries(CRASH_POINTS)) {
    expect({ name, words }).toEqual({ name, words: expect.stringMatching(/^\S.{10,}\S$/) });
  }
});

test("nobody has exchanged a function of an ordinary process: it is the sound one itself", () => {
  const sound = (): number => 1;
  expect(areSeamsArmed()).toBe(false);
  expect(seam("receive", sound)).toBe(sound);
});

test("every bug has a number of its own, from 1 on, and is read by it alone", () => {
  expect(ALL_BUGS).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
  expect(ALL_BUGS.map((bug) => readBug(String(bug)))).toEqual(ALL_BUGS);
  for (const text of ["", "0", "21", "1.0", "01", "one", "toString"]) {
    expect(readBug(text)).toBeUndefined();
  }
});

test("a process that says that its bug was at work is heard, and not for another bug", () => {
  const output = `web is ready\n${writeAtWork(12)}`;
  expect([1, 2, 12].map((bug) => wasAtWork(output, bug as 1 | 2 | 12))).toEqual([
    false,
    false,
    true,
  ]);
});

test("every bug and every seam says in words what it is", () => {
  for (const [name, words] of [...Object.entries(SEEDED_BUGS), ...Object.entries(SEAMS)]) {
    expect({ name, words }).toEqual({ name, words: expect.stringMatching(/^\S.{10,}\S$/) });
  }
});
