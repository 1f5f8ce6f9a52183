import type { ConnectorDefinition } from "@circuito/connector";
import type { InboxId } from "@circuito/domain";
import type { StoredInbox } from "@circuito/store";
import { connectorFor } from "../inboxes/connectors.ts";
import { wholeSettings } from "../inboxes/open-connector.ts";
import { changeSettings } from "./change-settings.ts";
import { HttpProblem } from "./problem.ts";
import type { WebParts } from "./web-parts.ts";

type Settings = Readonly<Record<string, unknown>>;
type Sealing = Pick<WebParts, "sealer">;

/**
 * An inbox with other settings, its secrets sealed apart.
 * @throws HttpProblem as `changeSettings` does
 */
export function changedInbox(parts: Sealing, before: StoredInbox, change: Settings): StoredInbox {
  const definition = definitionOf(before.channel);
  const after = changeSettings(definition, wholeSettings(before, parts.sealer), change);
  return { ...before, ...sealedSettings(parts, before.id, definition, after) };
}

export function definitionOf(channel: string): ConnectorDefinition<unknown> {
  const definition = connectorFor(channel as StoredInbox["channel"]);
  if (!definition) throw new HttpProblem("invalid", "body.channel: this build has no such channel");
  return definition;
}

export function sealedSettings(
  parts: Sealing,
  id: InboxId,
  definition: ConnectorDefinition<unknown>,
  settings: Settings,
): Pick<StoredInbox, "settings" | "secretsSealed"> {
  const entries = Object.entries(settings);
  const isSecret = ([name]: [string, unknown]) => definition.secrets.includes(name);
  const secrets = Object.fromEntries(entries.filter(isSecret));
  return {
    settings: Object.fromEntries(entries.filter((entry) => !isSecret(entry))),
    secretsSealed:
      Object.keys(secrets).length === 0 ? null : parts.sealer.seal(JSON.stringify(secrets), id),
  };
}
