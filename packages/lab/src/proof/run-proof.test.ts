import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ProofRow } from "./proof-report.ts";
import { runProof } from "./run-proof.ts";

const ROW: ProofRow = { name: "I3:1:kill", verdict: "valid", figures: { n: 1 }, because: [] };
let folder: string;
let told: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "circuito-proof-"));
  told = "";
  jest.spyOn(process.stdout, "write").mockImplementation((text) => {
    told += String(text);
    return true;
  });
});
afterEach(async () => {
  jest.restoreAllMocks();
  await rm(folder, { recursive: true });
});

test("what was found before a proof could not go on is told and kept, and then why", async () => {
  const json = join(folder, "proof.json");
  const run = runProof({ proof: "crash", seed: "1", json }, async ({ add }) => {
    add(ROW);
    throw new Error("no server any more");
  });
  await expect(run).rejects.toThrow("no server any more");
  expect(told).toContain("crash: valid, 1 tried with seed 1, ended before all was tried");
  expect(JSON.parse(await readFile(json, "utf8"))).toMatchObject({ rows: [ROW], isCutShort: true });
});

test.each([
  [0, [ROW]],
  [1, [ROW, { ...ROW, verdict: "unknown" } as const]],
  [1, []],
])("the exit code is %j for its rows", async (code, rows) => {
  const run = { proof: "crash", seed: "1", json: undefined };
  expect(
    await runProof(run, async ({ add }) => {
      for (const row of rows) add(row);
    }),
  ).toBe(code);
});
