import { randomBytes, timingSafeEqual } from "node:crypto";
import express, { type Request, type Response, Router } from "express";
import {
  type CustomerForm,
  customerForm,
  customerMail,
  type ShopMailbox,
} from "./customer-mail.ts";
import type { Letter, LetterBox } from "./letter.ts";
import {
  type FormValues,
  LETTER_HTML_HEADERS,
  letterList,
  MAIL_PAGE_HEADERS,
  MAIL_PAGES,
  type MailPage,
  proposedValues,
  renderMailPage,
} from "./mail-page.ts";

/** A form of this page: its text, and every character of it in three. */
const FORM_BYTES_MAX = 128 * 1024;
const TOKEN_BYTES = 18;

export interface MailPagesParts {
  readonly letters: LetterBox;
  readonly shop: ShopMailbox | undefined;
  /** Where our listener takes mail by SMTP; absent where it does not. */
  readonly smtpUrl: () => string | undefined;
  /**
   * Hands a mail to our own listener.
   * @throws with the server's own words
   */
  readonly post: (mail: ReturnType<typeof customerMail>) => Promise<void>;
  readonly newId: () => string;
  readonly now: () => number;
}

/** The mail of the demo's customers: what they were sent, and a form to write and to answer. */
export function mailPages(parts: MailPagesParts): Router {
  const { letters, shop, now, newId } = parts;
  const router = Router();
  // A page of another site cannot read it: a form without it is not of ours.
  const token = randomBytes(TOKEN_BYTES).toString("base64url");

  function send(
    response: Response,
    status: number,
    open: Letter | undefined,
    values: FormValues,
    notice?: MailPage["notice"],
  ): void {
    const smtpUrl = parts.smtpUrl();
    const page = renderMailPage({
      letters: letters.all(),
      open,
      form: shop && smtpUrl !== undefined ? { values, token } : undefined,
      notice,
      shop: shop && { address: shop.address, smtpUrl },
    });
    response.status(status).set(MAIL_PAGE_HEADERS).type("html").send(page);
  }

  router.get("/", ({ query }, response) => {
    const sent = query.sent === "yes" ? SENT : undefined;
    send(response, 200, undefined, proposedValues(undefined), sent);
  });

  router.get("/list", ({ query }, response) => {
    const open = typeof query.open === "string" ? query.open : undefined;
    response.set(MAIL_PAGE_HEADERS).type("html").send(letterList(letters.all(), open).html);
  });

  // For programs: what the page shows, as it is.
  router.get("/letters.json", (_request, response) => {
    response.set(MAIL_PAGE_HEADERS).json({ letters: letters.all() });
  });

  router.get("/letters/:id", ({ params, query }, response) => {
    const open = letters.find(params.id);
    const values = proposedValues(open);
    if (open) send(response, 200, open, values, query.sent === "yes" ? SENT : undefined);
    else
      send(response, 404, undefined, values, {
        kind: "problem",
        text: "Esta carta já não está aqui.",
      });
  });

  router.get("/letters/:id/html", ({ params }, response, next) => {
    const html = letters.find(params.id)?.html;
    if (html === undefined) return next();
    response
      .set(LETTER_HTML_HEADERS)
      .type("html")
      .send(`<!doctype html><meta charset="utf-8">${html}`);
  });

  router.post(
    "/",
    express.urlencoded({ extended: false, limit: FORM_BYTES_MAX }),
    async (request, response) => {
      const body: Record<string, unknown> = { ...Object(request.body) };
      const typed = typedValues(body);
      const answered = letters.find(typed.answers);
      const refuse = (status: number, text: string): void =>
        send(response, status, answered, typed, { kind: "problem", text });
      if (!isOurForm(request, body.token, token)) {
        refuse(403, "Esta página era de antes, ou de outro lugar. Envie de novo.");
        return;
      }
      if (!shop) return refuse(409, "A caixa de e-mail da demonstração mudou.");
      if (typed.answers !== "" && !answered)
        return refuse(404, "A carta respondida já não está aqui.");
      const form = customerForm.safeParse(body);
      if (!form.success) {
        refuse(422, form.error.issues.map(({ message }) => sentence(message)).join(" "));
        return;
      }
      const refusal = await deliver(form.data, answered, shop);
      if (refusal !== undefined) return refuse(502, `Não foi entregue: ${refusal}`);
      response.redirect(303, `${MAIL_PAGES}${answered ? `/letters/${answered.id}` : ""}?sent=yes`);
    },
  );

  async function deliver(
    form: CustomerForm,
    answered: Letter | undefined,
    to: ShopMailbox,
  ): Promise<string | undefined> {
    try {
      await parts.post(customerMail(form, answered, to, { id: newId(), now: now() }));
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : "não se sabe por quê";
    }
  }
  return router;
}

const SENT = { kind: "done", text: "Enviada. No console ela já está na fila." } as const;

function isOurForm(request: Request, given: unknown, token: string): boolean {
  const site = request.get("sec-fetch-site");
  if (site !== undefined && site !== "same-origin") return false;
  if (typeof given !== "string") return false;
  const [one, other] = [Buffer.from(given), Buffer.from(token)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** What was typed is shown again, whatever it was: nobody writes it twice. */
function typedValues(body: Readonly<Record<string, unknown>>): FormValues {
  const text = (name: string): string => (typeof body[name] === "string" ? body[name] : "");
  return {
    fromName: text("fromName"),
    from: text("from"),
    subject: text("subject"),
    text: text("text"),
    answers: text("answers"),
    quotes: text("quotes") === "yes",
    vouched: text("vouched") === "yes",
  };
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
