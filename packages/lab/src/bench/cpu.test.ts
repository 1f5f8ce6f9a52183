import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpuSecondsOf, parentOf } from "./cpu.ts";

/** Only Linux tells; elsewhere the bench says n/a. */
const onLinux = process.platform === "linux" ? test : test.skip;

/** Busy until it has used so much of the CPU; says so, and waits to be killed. */
const BUSY = `
  while (process.cpuUsage().user < 300_000);
  console.log("done");
  setInterval(() => {}, 1_000);
`;

onLinux(
  "the CPU of a process is counted, and a tree counts its children, living and ended",
  async () => {
    const self = { name: "self", pid: process.pid };
    const before = cpuSecondsOf({ ...self, isTree: true }) ?? Number.NaN;
    const child = spawn(process.execPath, ["-e", BUSY], { stdio: ["ignore", "pipe", "inherit"] });
    await once(child.stdout, "data");
    expect(parentOf(child.pid ?? 0)).toBe(process.pid);
    expect(cpuSecondsOf({ name: "child", pid: child.pid ?? 0, isTree: false })).toBeGreaterThan(
      0.25,
    );
    expect((cpuSecondsOf({ ...self, isTree: true }) ?? 0) - before).toBeGreaterThan(0.25);

    child.kill("SIGKILL");
    await once(child, "exit");
    expect((cpuSecondsOf({ ...self, isTree: true }) ?? 0) - before).toBeGreaterThan(0.25);
    expect(cpuSecondsOf({ name: "gone", pid: child.pid ?? 0, isTree: false })).toBeUndefined();
  },
);
