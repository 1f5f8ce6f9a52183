import { type Connector, secretValues } from "@circuito/connector";
import type { Channel } from "@circuito/domain";
import type { StoredInbox } from "@circuito/store";
import { z } from "zod";
import type { ProcessWork } from "../metrics/metrics.ts";
import type { Sealer } from "../secrets/seal.ts";
import { createConnectorHost, type HostParts } from "./connector-host.ts";
import { connectorFor } from "./connectors.ts";
import type { Hold } from "./leased/hold.ts";
import { type DemoCatcher, reachOfInbox } from "./reach-of-inbox.ts";
import { replaceSecretOf } from "./replace-secret.ts";

export interface OpenParts extends Omit<HostParts, "replaceSecret"> {
  /** Of a demo: where its mailbox, and no other inbox, may send letters on this machine. */
  readonly catcher?: DemoCatcher;
  readonly sealer: Sealer;
  readonly publicUrl: string;
  readonly measure?: Pick<ProcessWork, "accepted" | "recovered"> | undefined;
}

const sealedSettings = z.record(z.string(), z.unknown());

/** An inbox's whole settings, secrets included. Never leaves the process. */
export function wholeSettings(row: StoredInbox, sealer: Sealer): Readonly<Record<string, unknown>> {
  if (row.secretsSealed === null) return row.settings;
  const opened: unknown = JSON.parse(sealer.open(row.secretsSealed, row.id));
  return { ...row.settings, ...sealedSettings.parse(opened) };
}

export function webhookUrl(publicUrl: string, inboxId: string): string {
  return `${publicUrl}/webhooks/${inboxId}`;
}

/**
 * Makes the connector of one inbox. No I/O.
 * @param hold of the inbox's lease, when the connector is to receive under it
 * @throws with field names and rules only: what an admin typed may be a secret
 */
export function openConnector(row: StoredInbox, parts: OpenParts, hold?: Hold): Connector {
  const definition = connectorFor(row.channel);
  if (!definition) throw new Error(`there is no connector for channel ${row.channel}`);
  const whole = wholeSettings(row, parts.sealer);
  const settings = definition.settings.safeParse(whole);
  if (!settings.success) {
    const fields = settings.error.issues.map((issue) => issue.path.join(".") || issue.code);
    throw new Error(`settings that its connector does not accept: ${fields.join(", ")}`);
  }
  const reach = {
    ...parts,
    mayReach: reachOfInbox(row, parts),
    ...countedOf(row.channel, parts),
    replaceSecret: replaceSecretOf(row, parts),
  };
  const host = createConnectorHost(row.id, secretValues(whole, definition.secrets), reach, hold);
  const { id, name } = row;
  return definition.open(
    { id, name, settings: settings.data, webhookUrl: webhookUrl(parts.publicUrl, id) },
    host,
  );
}

/** Tells what an inbox of this channel took in, where anybody counts. */
export function countedOf(
  channel: Channel,
  { measure }: Pick<OpenParts, "measure">,
): Pick<HostParts, "accepted" | "recovered"> {
  if (!measure) return {};
  return {
    accepted: (outcomes, tookMs) => measure.accepted(channel, outcomes, tookMs),
    recovered: (messages) => measure.recovered(channel, messages),
  };
}
