import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** Each test starts a process. */
jest.setTimeout(60_000);

const HERE = import.meta.dirname;

/** A process tied to its life as the gateway is, that then does what the test wants to see. */
async function live(work: string): Promise<{ code: number | null; said: string }> {
  const child = start(work, "inherit");
  let said = "";
  child.stdout?.on("data", (chunk) => {
    said += chunk;
  });
  const [code] = await once(child, "close");
  return { code, said };
}

function start(work: string, stderr: "inherit" | "pipe"): ChildProcess {
  const program = `
    import { createLog } from ${JSON.stringify(join(HERE, "..", "log", "log.ts"))};
    import { tieToProcess } from ${JSON.stringify(join(HERE, "life.ts"))};
    import { createUnwind } from ${JSON.stringify(join(HERE, "unwind.ts"))};
    const log = createLog({ level: "info", secrets: ["canary-secret"], readable: false });
    const unwind = createUnwind(log);
    const timer = setInterval(() => {}, 1_000);
    unwind.add("work", () => { clearInterval(timer); log.info("unwound"); });
    const life = tieToProcess(log, unwind);
    ${work}`;
  return spawn(
    process.execPath,
    ["--conditions=@circuito/source", "--import", "tsx", "--input-type=module", "-e", program],
    { cwd: join(HERE, "..", ".."), stdio: ["ignore", "pipe", stderr] },
  );
}

test.each([
  ["a rejection nobody handles", `Promise.reject(new Error("role broke with canary-secret"));`],
  ["an exception nobody catches", `setTimeout(() => { throw new Error("role broke"); }, 1);`],
  ["something thrown that is no error", `Promise.reject("role broke");`],
])("%s is logged, everything is stopped, and the exit code tells of it", async (_, work) => {
  const { code, said } = await live(work);
  expect(code).toBe(1);
  expect(said).toContain("unforeseen error");
  expect(said).toContain("unwound");
  expect(said).not.toContain("canary-secret");
});

test.each(["SIGTERM", "SIGINT", "SIGHUP"])(
  "%s stops everything and is no failure",
  async (signal) => {
    const { code, said } = await live(`process.kill(process.pid, "${signal}");`);
    expect(code).toBe(0);
    expect(said).toContain("unwound");
  },
);

test("a part that is stuck ends the process in order, with a code that has it started again", async () => {
  const { code, said } = await live(`life.fail("the router is stuck");`);
  expect(code).toBe(1);
  expect(said).toMatch(/"because":"the router is stuck"/);
  expect(said).toContain("unwound");
});

test("a second Ctrl-C ends a stop that hangs", async () => {
  const { code } = await live(`
    unwind.add("hangs", () => new Promise(() => {}));
    process.kill(process.pid, "SIGINT");
    setTimeout(() => process.kill(process.pid, "SIGINT"), 50);`);
  expect(code).toBe(130);
});

test("whoever reads the log going away stops everything once, and is no reason to spin", async () => {
  const child = start(
    `
    let crashes = 0;
    process.on("uncaughtException", () => { crashes += 1; });
    unwind.add("slow work", () => new Promise((resolve) => setTimeout(resolve, 300)));
    const ticks = setInterval(() => log.info("tick"), 10);
    unwind.add("ticks", () => clearInterval(ticks));
    process.on("exit", () => process.stderr.write("crashes " + crashes));`,
    "pipe",
  );
  let said = "";
  child.stderr?.on("data", (chunk) => {
    said += chunk;
  });
  child.stdout?.once("data", () => child.stdout?.destroy());
  const [code] = await once(child, "close");
  expect(code).toBe(1);
  expect(said).toContain("crashes 0");
});
