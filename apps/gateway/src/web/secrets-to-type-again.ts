import { isDeepStrictEqual } from "node:util";
import type { ConnectorDefinition } from "@circuito/connector";

type Settings = Readonly<Record<string, unknown>>;

/**
 * Stored secrets that a change of settings would send somewhere new, or less safely. Whoever has an
 * admin's session may set up what they know the password of; they may not have a stored one, which
 * nothing shows, handed to a server of theirs.
 * @param before as stored, secrets included
 * @param after as they would be stored; both as typed, so defaults are filled in here
 * @param given names that came with the change
 */
export function secretsToTypeAgain(
  definition: ConnectorDefinition<unknown>,
  before: Settings,
  after: Settings,
  given: readonly string[],
): readonly string[] {
  const was = whole(definition, before);
  const is = whole(definition, after);
  return definition.secrets.filter((name) => {
    const isKept = before[name] !== undefined && after[name] !== undefined && !given.includes(name);
    const places = definition.secretsGoTo[name] ?? [];
    return isKept && !places.every((place) => isDeepStrictEqual(was[place], is[place]));
  });
}

/** With defaults; settings that an earlier release took and this one does not are as they were typed. */
function whole(definition: ConnectorDefinition<unknown>, settings: Settings): Settings {
  const read = definition.settings.safeParse(settings);
  return read.success && typeof read.data === "object" ? { ...read.data } : settings;
}
