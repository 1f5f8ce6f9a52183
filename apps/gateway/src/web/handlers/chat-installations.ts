import { RateLimiterMemory } from "rate-limiter-flexible";
import { createGuardedRequest } from "../../reach/guarded-request.ts";
import { wholeAnswers } from "../../reach/whole-answers.ts";
import type { Handlers } from "../handler.ts";
import { consume, keyOf } from "../limit-asks.ts";
import { requireInbox } from "../require-inbox.ts";
import type { WebParts } from "../web-parts.ts";
import { widgetOnPage } from "../widget-on-page.ts";

/** A person looks after every change to the page; a script looks for what is in our network. */
const LOOKS_MAX = 60;
const WINDOW_SECONDS = 10 * 60;
/** The longest start pages of shops are under two. */
const PAGE_BYTES_MAX = 5 * 1024 * 1024;
const PAGE_TIMEOUT_MS = 15_000;
/** To https, to www, to a language. */
const REDIRECTS_MAX = 5;

/** Whether a site shows the chat it was given. */
export function chatInstallationHandlers(parts: WebParts): Pick<Handlers, "checkChatInstallation"> {
  const looks = new RateLimiterMemory({ points: LOOKS_MAX, duration: WINDOW_SECONDS });
  const ask = wholeAnswers(createGuardedRequest({ mayReach: parts.mailboxes.mayReach }), {
    bytesMax: PAGE_BYTES_MAX,
    timeoutMs: PAGE_TIMEOUT_MS,
  });

  /** @returns `undefined` for whatever is no page; which of the reasons it was, nobody learns */
  async function fetchPage(first: string): Promise<{ html: string; url: string } | undefined> {
    let url = first;
    for (let hops = 0; hops <= REDIRECTS_MAX; hops += 1) {
      const response = await ask(url).catch(() => undefined);
      const location = response?.headers.get("location");
      if (response?.ok) return { html: await response.text(), url };
      if (!response || !location || !URL.canParse(location, url)) return undefined;
      url = new URL(location, url).href;
    }
    return undefined;
  }

  return {
    async checkChatInstallation({ who, params, body }) {
      const inbox = await requireInbox(parts.database.pool, params.id, "webchat");
      await consume(looks, keyOf(who));
      const page = await fetchPage(body.url);
      const { origin } = new URL(page?.url ?? body.url);
      const { allowedOrigins } = inbox.settings;
      return {
        found: page
          ? widgetOnPage(page.html, inbox.id, { gatewayUrl: parts.publicUrl, pageUrl: page.url })
          : "unreachable",
        origin,
        isAllowed: Array.isArray(allowedOrigins) && allowedOrigins.includes(origin),
      };
    },
  };
}
