import type { Queryable } from "../database.ts";

/** One value of the installation itself, as it was stored; `undefined` if it was never set. */
export async function findSetting(q: Queryable, key: string): Promise<unknown> {
  const { rows } = await q.query<{ value: unknown }>({
    name: "find-setting",
    text: "select value from settings where key = $1",
    values: [key],
  });
  return rows[0]?.value;
}

/** Who speaks to customers, if the installation was told its name. */
export async function findCompanyName(q: Queryable): Promise<string | undefined> {
  const name = await findSetting(q, "companyName");
  return typeof name === "string" && name !== "" ? name : undefined;
}

/** Keeps what was there first, whoever else starts at this moment. @returns what is there now */
export async function keepFirstSetting(
  q: Queryable,
  key: string,
  value: unknown,
): Promise<unknown> {
  await q.query({
    name: "keep-first-setting",
    text: "insert into settings (key, value) values ($1, $2::jsonb) on conflict do nothing",
    values: [key, JSON.stringify(value)],
  });
  return findSetting(q, key);
}

export async function saveSetting(q: Queryable, key: string, value: unknown): Promise<void> {
  await q.query({
    name: "save-setting",
    text: `insert into settings (key, value) values ($1, $2::jsonb)
      on conflict (key) do update set value = excluded.value`,
    values: [key, JSON.stringify(value)],
  });
}
