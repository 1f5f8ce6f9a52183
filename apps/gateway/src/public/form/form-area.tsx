import { StoreUnavailable } from "@circuito/connector";
import { type FormSettings, readFormSettings } from "@circuito/connectors";
import {
  formProgress,
  formWords,
  judgeSentForm,
  type ReadForm,
  readForm,
  type Signer,
} from "@circuito/domain";
import { findFormConversation, type MediaStore, MediaUnavailable } from "@circuito/store";
import { type Request, type Response, Router } from "express";
import type { Inbox, Inboxes } from "../../inboxes/inboxes.ts";
import { placeOf } from "../../web/place-of.ts";
import { companyName, type PublicArea } from "../public-door.ts";
import { localeOf, type PublicLocale } from "../public-locale.ts";
import type { PublicParts } from "../public-parts.ts";
import { PublicProblem } from "../public-problem.ts";
import { sendPublicPage } from "../send-public-page.tsx";
import { FormRates } from "./form-rates.ts";
import { EMBED_SCRIPT, HEIGHT_SCRIPT } from "./form-scripts.ts";
import { pageToken, progressToken, readPageToken, readProgressToken } from "./form-token.ts";
import { FormBody, type FormView } from "./form-view.tsx";
import { type FieldMistake, FORM_WORDS } from "./form-words.ts";
import { keepFormFiles, mistakeInFiles } from "./keep-form-files.ts";
import { ProgressBody } from "./progress-view.tsx";
import { FILES_FIELD, readSentForm, type SentPage } from "./read-sent-form.ts";

/** What pages of contact forms are made of. */
export interface FormParts extends PublicParts {
  readonly inboxes: Pick<Inboxes, "find">;
  readonly signer: Signer;
  readonly media: Pick<MediaStore, "put">;
}

const PATH = "/f";
/** A script that a page of the company loads is looked for anew this often. */
const SCRIPT_MAX_AGE_SECONDS = 3_600;
/** A page without its number yet asks again. */
const LOOK_AGAIN_SECONDS = 2;
/** A message is in its conversation some tens of milliseconds after it was stored: worth waiting for. */
const ROUTED_WITHIN_MS = 1_500;
const ROUTED_STEP_MS = 75;

interface OpenForm {
  readonly inbox: Inbox;
  readonly settings: FormSettings;
  readonly locale: PublicLocale;
  readonly isEmbedded: boolean;
}

/** Contact forms: the hosted page, what it sends, and how far it is. */
export function formArea(parts: FormParts): PublicArea {
  const { inboxes, signer, media, database, publicUrl, now } = parts;
  const https = publicUrl.startsWith("https:");
  const log = parts.log.with({ component: "form" });
  const rates = new FormRates();
  const pages = Router();

  const script = (text: string) => (_request: Request, response: Response) => {
    response.set({
      "cache-control": `public, max-age=${SCRIPT_MAX_AGE_SECONDS}`,
      "content-type": "text/javascript; charset=utf-8",
      "cross-origin-resource-policy": "cross-origin",
      "x-content-type-options": "nosniff",
    });
    response.end(text);
  };
  pages.get("/embed.js", script(EMBED_SCRIPT));
  pages.get("/height.js", script(HEIGHT_SCRIPT));

  pages.get("/:inboxId", async (request, response) => {
    const form = await formOf(request);
    const typed = new Map(
      form.settings.fields.flatMap(({ key }) => {
        const given = request.query[key];
        return typeof given === "string" ? [[key, given] as const] : [];
      }),
    );
    await show(response, form, { token: freshToken(form), typed, mistakes: new Map() });
  });

  pages.post("/:inboxId", async (request, response) => {
    const form = await formOf(request);
    const { address } = placeOf(parts, request);
    const wait = await rates.send(address);
    if (wait !== undefined) throw new PublicProblem("rate-limited", { retryAfterSeconds: wait });
    const sent = await readSentForm(request, publicUrl, form.settings);
    if (sent === "too-large") {
      const mistakes = new Map([[FILES_FIELD, "files-too-large"] as const]);
      const view = { token: freshToken(form), typed: new Map(), mistakes, hadFiles: true };
      return show(response, form, view, 413);
    }
    await take(response, form, sent, address);
  });

  pages.get("/:inboxId/sent/:token", async (request, response) => {
    const form = await formOf(request);
    const id = readProgressToken(signer, form.inbox.id, request.params.token);
    if (id === undefined) throw new PublicProblem("not-found");
    const found = await conversationOf(form.inbox.id, id);
    if (!found) throw new PublicProblem("not-found");
    const { conversation } = found;
    const { locale, settings } = form;
    sendPublicPage(
      response,
      {
        locale,
        title: FORM_WORDS[locale].sent,
        ...(await frameOf(form)),
        head: conversation === undefined && (
          <meta httpEquiv="refresh" content={String(LOOK_AGAIN_SECONDS)} />
        ),
        children: (
          <ProgressBody
            locale={locale}
            protocol={conversation?.protocol}
            progress={formProgress(conversation)}
            thanks={settings.thanks}
            formPath={pathOf(form)}
          />
        ),
      },
      { https, framedBy: settings.allowedOrigins },
    );
  });

  return { path: PATH, pages };

  async function take(response: Response, form: OpenForm, sent: SentPage, address: string) {
    const { settings, inbox, locale } = form;
    const page = readPageToken(signer, inbox.id, sent.token);
    const { typed } = sent;
    const back = (more: Partial<FormView>, status: number) =>
      show(
        response,
        form,
        // Sent again it is the same form: whatever came of the first time, it is there once.
        {
          token: page && more.notice !== "left-open" ? sent.token : freshToken(form),
          typed,
          mistakes: new Map(),
          hadFiles: sent.files.length > 0,
          ...more,
        },
        status,
      );

    const read = readForm(settings, typed, locale);
    const inFiles = await mistakeInFiles(sent.files);
    if (read.kind === "mistakes" || inFiles) {
      const named = read.kind === "mistakes" ? read.mistakes : [];
      const mistakes = new Map<string, FieldMistake>(named.map((one) => [one.key, one.because]));
      if (inFiles) mistakes.set(FILES_FIELD, inFiles);
      return back({ mistakes }, 422);
    }
    const verdict = judgeSentForm({ shownAt: page?.shownAt, trap: sent.trap }, now());
    if (verdict.kind === "again" || !page) {
      const because = verdict.kind === "again" ? verdict.because : "not-ours";
      log.info("form shown again", { inbox: inbox.id, because });
      return back({ notice: because === "left-open" ? "left-open" : "again" }, 422);
    }
    const wait = await rates.form(address, inbox.id);
    if (wait !== undefined) {
      log.warn("form refused for its rate", { inbox: inbox.id });
      response.set("retry-after", String(wait));
      return back({ notice: "rate" }, 429);
    }
    try {
      await store(form, page.id, read.form, sent.files);
    } catch (error) {
      if (!(error instanceof StoreUnavailable || error instanceof MediaUnavailable)) throw error;
      log.warn("form not stored", { inbox: inbox.id, error });
      return back({ notice: "unavailable" }, 503);
    }
    const token = progressToken(signer, inbox.id, page.id);
    response.redirect(303, pathOf(form, `/sent/${token}`));
  }

  /** Thanks are said only after this. */
  async function store(form: OpenForm, id: string, read: ReadForm, files: readonly File[]) {
    const connector = form.inbox.connector();
    if (!connector.submitted) throw new Error(`inbox ${form.inbox.id} takes no forms`);
    const kept = await keepFormFiles(files, media);
    await connector.submitted({ id, form: read, files: kept, locale: form.locale });
  }

  async function conversationOf(inboxId: string, id: string) {
    const until = Date.now() + ROUTED_WITHIN_MS;
    for (;;) {
      const found = await findFormConversation(database.pool, inboxId, id);
      if (!found || found.conversation || Date.now() >= until) return found;
      await new Promise((resolve) => setTimeout(resolve, ROUTED_STEP_MS));
    }
  }

  async function show(
    response: Response,
    form: OpenForm,
    view: Pick<FormView, "token" | "typed" | "mistakes"> & Partial<FormView>,
    status = 200,
  ): Promise<void> {
    const { settings, locale } = form;
    sendPublicPage(
      response,
      {
        locale,
        title: formWords(settings.title, locale) ?? FORM_WORDS[locale].title,
        ...(await frameOf(form)),
        children: <FormBody settings={settings} locale={locale} action={pathOf(form)} {...view} />,
      },
      { https, status, framedBy: settings.allowedOrigins },
    );
  }

  /** Within somebody's page their name is there already. */
  async function frameOf({ isEmbedded }: OpenForm) {
    return isEmbedded ? { scripts: [`${PATH}/height.js`] } : { company: await companyName(parts) };
  }

  async function formOf(request: Request): Promise<OpenForm> {
    const { inboxId } = request.params;
    const inbox = typeof inboxId === "string" ? await inboxes.find(inboxId) : undefined;
    const settings = inbox?.channel === "form" ? readFormSettings(inbox.settings) : undefined;
    if (!inbox || !settings) throw new PublicProblem("not-found");
    const isEmbedded = request.query.embed === "1";
    return { inbox, settings, isEmbedded, locale: localeOf(request) };
  }

  /** The language and the frame stay as they are from page to page. */
  function pathOf({ inbox, locale, isEmbedded }: OpenForm, more = ""): string {
    const query = new URLSearchParams({ lang: locale, ...(isEmbedded && { embed: "1" }) });
    return `${PATH}/${inbox.id}${more}?${query}`;
  }

  function freshToken({ inbox }: OpenForm): string {
    return pageToken(signer, inbox.id, { id: crypto.randomUUID(), shownAt: now() });
  }
}
