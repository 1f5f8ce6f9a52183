import { ownTestText } from "@circuito/protocol/bulletin-text";
import { findInbox, saveSetting, tellConfigurationChanged } from "@circuito/store";
import { bulletinLetter } from "../../bulletins/alert-message.ts";
import { mailAnswer } from "../../bulletins/mail-answer.ts";
import { OWN_MAIL_KEY } from "../../own-mail/own-mail.ts";
import { toldAnswer } from "../bulletin-views.ts";
import type { Handlers } from "../handler.ts";
import { HttpProblem } from "../problem.ts";
import type { WebParts } from "../web-parts.ts";

type Route = "getOwnMail" | "setOwnMail" | "testOwnMail";

/** Through what the installation's own mail leaves: an admin's choice, where the operator made none. */
export function ownMailHandlers(parts: WebParts): Pick<Handlers, Route> {
  const { database, ownMail, now, newId } = parts;

  async function view() {
    const standing = await ownMail.standing();
    return {
      kind: standing.kind,
      from: standing.kind === "none" ? null : standing.from,
      inboxId: standing.kind === "operator" ? null : standing.inboxId,
      because: standing.kind === "none" ? standing.because : null,
    };
  }

  return {
    getOwnMail: view,

    async setOwnMail({ body: { inboxId } }) {
      await database.transaction(async ({ client }) => {
        const inbox = inboxId === null ? undefined : await findInbox(client, inboxId);
        if (inboxId !== null && inbox?.channel !== "email") {
          throw new HttpProblem("invalid", "body.inboxId: is no e-mail inbox", {
            details: { because: "no-such-inbox" },
          });
        }
        await saveSetting(client, OWN_MAIL_KEY, { inboxId });
        await tellConfigurationChanged(client, OWN_MAIL_ID);
      });
      parts.desk.wake.publish("outbox");
      return view();
    },

    async testOwnMail({ body: { to, language } }) {
      const link = `${parts.publicUrl}/settings/own-mail`;
      const about = { id: newId(), to, date: now(), language, link };
      const letter = bulletinLetter(ownTestText(language), about);
      return toldAnswer(await mailAnswer(ownMail, letter));
    },
  };
}

/** Stands for it where a subject is a UUID: there is one of it. */
const OWN_MAIL_ID = "00000000-0000-0000-0000-000000000000";
