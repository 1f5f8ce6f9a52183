import type { ConnectorDefinition } from "@circuito/connector";
import { CONNECTORS } from "@circuito/connectors";
import type { Channel } from "@circuito/domain";

/** Channels that this build can speak: what CHANNELS may name. */
export const BUILT_CHANNELS: readonly Channel[] = CONNECTORS.map(({ channel }) => channel);

export function connectorFor(channel: Channel): ConnectorDefinition<unknown> | undefined {
  return CONNECTORS.find((definition) => definition.channel === channel);
}
