/**
 * Our environment without what would change the server's mind: `PGDATA`, `PGPORT` and their kind,
 * and locales the machine may not have.
 */
export function serverEnvironment(): Record<string, string | undefined> {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: "C" };
}
