import pg from "pg";
import { type Answer, answering, breakStatements, Outdated, reworded } from "./break-statements.ts";

let pool: pg.Pool;
const sound = pg.Client.prototype.query;
const said: string[] = [];

beforeAll(() => {
  pool = new pg.Pool({ connectionString: process.env.TEST_DATABASE_URL, max: 1, pipeline: true });
  breakStatements(
    [
      {
        of: /^reworded$/,
        instead: (statement, run) => run(reworded(statement, "= $1", "<> $1")),
      },
      {
        of: /^emptied-\d+$/,
        instead: (statement, run) => answering(run(statement), () => []),
      },
      {
        of: /^looked-up$/,
        instead: async (statement, run) => {
          const { rows } = await run({ text: "select 2 as n" });
          return run({ ...statement, values: [rows[0]?.n] });
        },
      },
      {
        of: /^select 'drizzle'/,
        instead: (statement, run) => run(reworded(statement, "drizzle", "wrong")),
      },
      {
        of: /^outdated$/,
        instead: (statement, run) => run(reworded(statement, "not there", "")),
      },
    ],
    {
      atWork: () => said.push("at work"),
      outdated: (error) => said.push(String(error)),
    },
  );
});
afterAll(async () => {
  pg.Client.prototype.query = sound;
  await pool?.end();
});
beforeEach(() => {
  said.length = 0;
});

const ONE_OR_TWO = "select n from (values (1), (2)) as v(n) where n = $1::int";

test.each([
  ["other words", "reworded", [{ n: 2 }]],
  ["another answer", "emptied-12", []],
  ["another statement before it", "looked-up", [{ n: 2 }]],
])("a statement is known by its name, and met with %s", async (_, name, rows) => {
  expect((await pool.query({ name, text: ONE_OR_TWO, values: [1] })).rows).toEqual(rows);
  expect(said).toEqual(["at work"]);
});

test("one without a name is known by its words", async () => {
  expect((await pool.query({ text: "select 'drizzle' as word" })).rows).toEqual([
    { word: "wrong" },
  ]);
});

test("values that are given beside a statement go along", async () => {
  const asked = pool.query({ text: "select 'drizzle' as word, $1::int as n" }, [7]);
  expect((await asked).rows).toEqual([{ word: "wrong", n: 7 }]);
});

test("whatever is not meant is run as it was written, and nobody is told", async () => {
  expect((await pool.query(ONE_OR_TWO, [1])).rows).toEqual([{ n: 1 }]);
  const { rows } = await pool.query({ name: "other", text: ONE_OR_TWO, values: [1] });
  expect(rows).toEqual([{ n: 1 }]);
  expect(said).toEqual([]);
});

test("statements that are issued together stay in their order on their connection", async () => {
  const client = await pool.connect();
  try {
    const asked = ["begin", { text: "select 'drizzle' as word" }, "rollback"].map((statement) =>
      client.query(statement as string),
    );
    const answers = (await Promise.all(asked)) as readonly (Answer & { command: string })[];
    expect(answers.map(({ command }) => command)).toEqual(["BEGIN", "SELECT", "ROLLBACK"]);
  } finally {
    client.release();
  }
});

test("a statement whose words have changed is told: its bug would be none", async () => {
  const asked = pool.query({ name: "outdated", text: "select 1" });
  await expect(asked).rejects.toThrow(Outdated);
  expect(said).toEqual(["at work", expect.stringContaining("outdated has no not there any more")]);
});
