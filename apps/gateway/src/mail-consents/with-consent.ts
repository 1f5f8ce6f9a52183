import type { Principal } from "@circuito/domain";
import { findMailConsent, type Queryable } from "@circuito/store";
import { z } from "zod";
import { HttpProblem } from "../web/problem.ts";
import type { WebParts } from "../web/web-parts.ts";
import { openConsent } from "./consent-ask.ts";

type Settings = Readonly<Record<string, unknown>>;

const PATH = "body.settings.oauthConsent";

/**
 * Settings with what was granted in the place of `oauthConsent`, the id of a consent that the same admin
 * asked for: the grant, and where it goes, as they were when its owner said yes.
 * @throws HttpProblem when there is no such grant
 */
export async function withConsent(
  q: Queryable,
  { sealer, now }: Pick<WebParts, "sealer" | "now">,
  who: Principal,
  settings: Settings,
): Promise<Settings> {
  const { oauthConsent, ...rest } = settings;
  if (oauthConsent === undefined) return settings;
  const id = z.uuid().safeParse(oauthConsent);
  const consent =
    who.kind === "agent" && id.success
      ? await findMailConsent(q, id.data, who.id, now())
      : undefined;
  if (consent?.state !== "granted") {
    throw new HttpProblem("invalid", `${PATH}: nobody has consented, or it was long ago`, {
      details: { issues: [{ path: PATH, problem: "no-consent" }] },
    });
  }
  const { tokenUrl, clientId, clientSecret, scope, refreshToken } = openConsent(sealer, consent);
  return {
    ...rest,
    oauthTokenUrl: tokenUrl,
    oauthClientId: clientId,
    oauthClientSecret: clientSecret ?? null,
    oauthRefreshToken: refreshToken,
    ...(scope !== undefined && { oauthScope: scope }),
  };
}

/** Settings of an inbox that is not there yet: it has nothing that `null` could take out. */
export const ofNewInbox = (settings: Settings): Settings =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null));
