import type { ConnectorDefinition } from "@circuito/connector";
import { HttpProblem } from "./problem.ts";
import { secretsToTypeAgain } from "./secrets-to-type-again.ts";

type Settings = Readonly<Record<string, unknown>>;

/**
 * An inbox's settings as a change would leave them. Secrets that the admin leaves out stay as they are:
 * they were never sent out to be sent back. One that is given as `null` is taken out: a mailbox that
 * changed from its password to OAuth.
 * @param before as stored, secrets included
 * @throws HttpProblem naming the fields that are wrong, or are to be typed again; never their values
 */
export function changeSettings(
  definition: ConnectorDefinition<unknown>,
  before: Settings,
  change: Settings,
): Settings {
  const kept = Object.entries(before).filter(([name]) => definition.secrets.includes(name));
  const entries = Object.entries({ ...Object.fromEntries(kept), ...change }).filter(
    ([name, value]) => value !== null || !definition.secrets.includes(name),
  );
  const after = requireAccepted(definition, Object.fromEntries(entries));
  const again = secretsToTypeAgain(definition, before, after, Object.keys(change));
  if (again.length === 0) return after;
  throw new HttpProblem("invalid", "where a stored secret goes changed: it is to be given again", {
    details: {
      issues: again.map((name) => ({ path: `body.settings.${name}`, problem: "needed-again" })),
    },
  });
}

/** @throws HttpProblem naming the fields the connector does not accept, never their values */
export function requireAccepted(
  definition: ConnectorDefinition<unknown>,
  settings: Settings,
): Settings {
  const parsed = definition.settings.safeParse(settings);
  if (parsed.success) return settings;
  const issues = parsed.error.issues.map((issue) => ({
    path: ["body", "settings", ...issue.path].join("."),
    problem: issue.code,
  }));
  throw new HttpProblem("invalid", "the connector does not accept these settings", {
    details: { issues },
  });
}
