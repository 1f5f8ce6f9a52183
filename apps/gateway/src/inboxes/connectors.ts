import type { Capabilities, ConnectorDefinition } from "@circuito/connector";
import { CONNECTORS } from "@circuito/connectors";
import type { Channel } from "@circuito/domain";

/** Channels that this build can speak: what CHANNELS may name. */
export const BUILT_CHANNELS: readonly Channel[] = CONNECTORS.map(({ channel }) => channel);

export function connectorFor(channel: Channel): ConnectorDefinition<unknown> | undefined {
  return CONNECTORS.find((definition) => definition.channel === channel);
}

/** What an inbox can do: its channel, and the transport that its settings choose. */
export function capabilitiesOf(inbox: {
  readonly channel: Channel;
  readonly settings: Readonly<Record<string, unknown>>;
}): Capabilities | undefined {
  const definition = connectorFor(inbox.channel);
  return (
    definition && { ...definition.capabilities, ...definition.capabilitiesOf?.(inbox.settings) }
  );
}
