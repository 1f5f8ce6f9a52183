import { createLog } from "../log/log.ts";
import { createUnwind, Stopping } from "./unwind.ts";

const lines: string[] = [];
const log = createLog({
  level: "info",
  secrets: [],
  readable: false,
  write: (line) => void lines.push(line),
});

test("the last started is stopped first, and each once", async () => {
  const stopped: string[] = [];
  const unwind = createUnwind(log);
  for (const name of ["database", "jobs", "port"]) unwind.add(name, () => stopped.push(name));
  await Promise.all([unwind.run(), unwind.run()]);
  await unwind.run();
  expect(stopped).toEqual(["port", "jobs", "database"]);
});

test("a part that fails to stop holds up no other, and is logged", async () => {
  const stopped: string[] = [];
  const unwind = createUnwind(log);
  unwind.add("database", () => stopped.push("database"));
  unwind.add("jobs", () => Promise.reject(new Error("jobs hang")));
  await unwind.run();
  expect(stopped).toEqual(["database"]);
  expect(lines.at(-1)).toContain("jobs hang");
});

test("what a start adds after the stop began is stopped, too, and the start learns of it", async () => {
  const stopped: string[] = [];
  const unwind = createUnwind(log);
  let release = (): void => {};
  unwind.add(
    "database",
    () =>
      new Promise<void>((resolve) => {
        release = resolve;
      }),
  );
  const running = unwind.run();
  expect(() => unwind.add("late", () => stopped.push("late"))).toThrow(Stopping);
  release();
  await running;
  expect(stopped).toEqual(["late"]);
});
