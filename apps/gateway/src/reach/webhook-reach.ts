import { isIP } from "node:net";
import { createGuardedRequest, type GuardedRequest } from "./guarded-request.ts";

/** Where webhooks may go. */
export interface WebhookReach {
  /** One request; rejects with AddressRefused where it may not go, before anything left us. */
  readonly post: GuardedRequest;
  /** Why an address is refused as it stands, without asking anybody for it; `undefined`: it is not. */
  whyRefused(url: string): RefusedUrl | undefined;
}

export type RefusedUrl =
  /** It has a user's name or password in it. */
  | "url-has-credentials"
  /** It is not https on its usual port, and nothing else is opened. */
  | "url-needs-https"
  /** It is the address of a machine that is not on the public internet. */
  | "url-not-public";

/** What the operator of the network says of an IP address. */
export interface WebhookRule {
  /** Whether it may be connected to at all. */
  readonly mayReach: (ipAddress: string) => boolean;
  /** Whether the operator opened it by name: then on any port, and without TLS. */
  readonly isOpened: (ipAddress: string) => boolean;
  /** Whether there is anything that the operator opened. */
  readonly opensAny: boolean;
}

/**
 * To the public internet webhooks go by https on its usual port: what they carry is customers' words, and
 * another port of somebody's machine is no receiver of webhooks (B-78). A name with one address that may
 * not be reached is refused whole.
 */
export function webhookReach({ mayReach, isOpened, opensAny }: WebhookRule): WebhookReach {
  const shared = { needs: "every", keepsConnections: true } as const;
  const anywhere = createGuardedRequest({ ...shared, mayReach });
  const inside = createGuardedRequest({ ...shared, mayReach: isOpened });
  return {
    post: (url, init) => (isWeb(new URL(url)) ? anywhere : inside)(url, init),
    whyRefused(url) {
      const target = new URL(url);
      if (target.username !== "" || target.password !== "") return "url-has-credentials";
      const host = target.hostname.replace(/^\[(.*)\]$/, "$1");
      const isNumber = isIP(host) !== 0;
      if (isNumber && !mayReach(host)) return "url-not-public";
      if (isWeb(target)) return undefined;
      // What a name means is known when it is asked for.
      const mayBeOpened = isNumber ? isOpened(host) : opensAny;
      return mayBeOpened ? undefined : "url-needs-https";
    },
  };
}

function isWeb({ protocol, port }: URL): boolean {
  return protocol === "https:" && port === "";
}
