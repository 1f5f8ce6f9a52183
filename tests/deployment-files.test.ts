import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SETTING_NAMES } from "../apps/gateway/src/config/environment.ts";
import { ROOT } from "./workspace/rooms.ts";

/** What the compose files read beside the gateway's settings. */
const OF_COMPOSE = ["POSTGRES_PASSWORD"];

test(".env.example shows every setting, each with a sentence above it", () => {
  const lines = readFileSync(join(ROOT, ".env.example"), "utf8").split("\n");
  const shown = lines.flatMap((line, at) => {
    const name = /^#?([A-Z_]+)=/.exec(line)?.[1];
    return name === undefined ? [] : [{ name, sentence: lines[at - 1] ?? "" }];
  });
  expect(shown.map(({ name }) => name)).toEqual([...SETTING_NAMES, ...OF_COMPOSE]);
  for (const { sentence } of shown) expect(sentence).toMatch(/^# .+[.)]$|^# .+ -base64 32$/);
});

test.each(["docker/compose.yaml", "docker/compose.scaled.yaml"])(
  "%s gives the gateway no setting it does not know",
  (file) => {
    const text = readFileSync(join(ROOT, file), "utf8");
    const given = [...text.matchAll(/^ +([A-Z][A-Z_]+): /gm), ...text.matchAll(/, (ROLES): /g)];
    const known = [...SETTING_NAMES, "POSTGRES_USER", "POSTGRES_DB", "POSTGRES_INITDB_ARGS"];
    const unknown = given
      .map(([, name]) => name ?? "")
      .filter((name) => ![...known, "POSTGRES_PASSWORD", "SITE_ADDRESS"].includes(name));
    expect(given.length).toBeGreaterThan(5);
    expect(unknown).toEqual([]);
  },
);
