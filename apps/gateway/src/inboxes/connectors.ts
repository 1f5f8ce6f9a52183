import type { ConnectorDefinition } from "@circuito/connector";
import { loopback } from "@circuito/connector-loopback";
import { sms } from "@circuito/connector-sms";
import { webchat } from "@circuito/connector-webchat";
import type { Channel } from "@circuito/domain";
import { BUILT_CHANNELS, type BuiltChannel } from "../config/config.ts";

/** Every connector of this build: the one list. A new channel is one more line here. */
export const CONNECTORS: Readonly<Record<BuiltChannel, ConnectorDefinition<unknown>>> = {
  sms,
  webchat,
  loopback,
};

export function connectorFor(channel: Channel): ConnectorDefinition<unknown> | undefined {
  const built = BUILT_CHANNELS.find((name) => name === channel);
  return built && CONNECTORS[built];
}
