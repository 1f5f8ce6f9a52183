import { Buffer } from "node:buffer";
import { type ConnectorHost, withinTime } from "@circuito/connector";
import { z } from "zod";
import type { TwilioSettings } from "./settings.ts";

export interface TwilioAccount {
  readonly settings: TwilioSettings;
  readonly host: ConnectorHost;
}

const refusal = z.object({ message: z.string() });

/** Below this stands everything of an account. */
export const accountPath = ({ accountSid }: TwilioSettings): string =>
  `/2010-04-01/Accounts/${accountSid}`;

/**
 * Looks something up with the account's log-in; nothing is sent to anybody.
 * @param path of the account's, from the root
 * @throws Error whose message says in Twilio's words why there is no answer
 */
export async function askTwilio(
  { settings, host }: TwilioAccount,
  path: string,
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<unknown> {
  const { accountSid, authToken, apiBaseUrl } = settings;
  const basic = Buffer.from(`${accountSid}:${authToken}`).toString("base64");
  return withinTime(timeoutMs, signal, async (limited) => {
    const response = await host.fetch(apiBaseUrl + path, {
      headers: { authorization: `Basic ${basic}`, accept: "application/json" },
      redirect: "manual",
      signal: limited,
    });
    const answer: unknown = await response.json().catch(() => undefined);
    if (response.status === 200) return answer;
    const said = refusal.safeParse(answer);
    throw new Error(`${response.status}${said.success ? `, ${said.data.message}` : ""}`);
  });
}
