import { type ConnectorHost, callProvider, type ProviderAnswer } from "@circuito/connector";
import type { CloudSettings } from "../../settings.ts";

/** Where the Graph API is, and who we are there. */
export interface GraphDoor {
  readonly host: ConnectorHost;
  readonly settings: CloudSettings;
}

/** Address of something in the Graph API: `/123/messages`. */
export function graphUrl({ settings }: GraphDoor, path: string): string {
  return `${settings.graphBaseUrl}/${settings.graphVersion}${path}`;
}

/** Refusals were seen for requests that name no program (spec: media, step 2). */
export function graphHeaders({ settings }: GraphDoor): {
  authorization: string;
  "user-agent": string;
} {
  return { authorization: `Bearer ${settings.accessToken}`, "user-agent": "Circuito" };
}

/**
 * Hands JSON over to the Graph API.
 * @throws SendError `retry` when nothing left us, `unknown` when something did and no answer came
 */
export async function postGraph(
  door: GraphDoor,
  path: string,
  content: unknown,
  signal: AbortSignal,
): Promise<ProviderAnswer> {
  const headers = { ...graphHeaders(door), "content-type": "application/json" };
  const init = { headers, body: JSON.stringify(content) };
  return await callProvider(door.host, graphUrl(door, path), init, signal);
}
