import { cleanText } from "@circuito/connector";
import { answerByLink, type Desk, scoreByLink } from "@circuito/desk";
import { cutReasons, isScore } from "@circuito/domain";
import { type AskForPage, findAskForPage, findSurvey } from "@circuito/store";
import { type Request, type Response, Router } from "express";
import type { AskLinks } from "../../asks/ask-links.ts";
import { limitAnswers } from "../limit-answers.ts";
import { companyName } from "../public-door.ts";
import { localeOf } from "../public-locale.ts";
import type { PublicParts } from "../public-parts.ts";
import { PublicProblem } from "../public-problem.ts";
import { readPublicForm } from "../read-public-form.ts";
import { sendPublicPage } from "../send-public-page.tsx";
import { confirmationPage } from "./confirmation-page.tsx";
import { surveyPage } from "./survey-page.tsx";

export interface AskParts extends PublicParts {
  readonly desk: Desk;
  readonly askLinks: AskLinks;
}

/** A person answers once and looks twice; a household or an office behind one address does so often. */
const LOOKS = { points: 60, seconds: 60 };
const ANSWERS = { points: 20, seconds: 60 };

/**
 * `/a/<token>`: where a customer answers what they were asked by mail. Looking records nothing, whoever
 * looks: scanners of mails follow links, ask for heads and fetch ahead. Only the page's own form does.
 */
export function askPages(parts: AskParts): Router {
  const pages = Router();
  const https = parts.publicUrl.startsWith("https:");
  const mayLook = limitAnswers(parts, LOOKS);
  const mayAnswer = limitAnswers(parts, ANSWERS);

  async function found(request: Request<{ token: string }>): Promise<AskForPage> {
    const id = parts.askLinks.open(request.params.token);
    const ask = id && (await findAskForPage(parts.database.pool, id, parts.now()));
    if (!ask) throw new PublicProblem("not-found");
    return ask;
  }

  pages.get("/:token", async (request, response) => {
    await mayLook(request);
    const ask = await found(request);
    if (ask.state === "lapsed") throw new PublicProblem("gone");
    const { answer } = request.query;
    if (ask.kind === "survey") {
      return showSurvey(request, response, ask, { proposed: Number(answer ?? Number.NaN) });
    }
    const page = confirmationPage(ask, {
      locale: localeOf(request, ask.language),
      company: await companyName(parts),
      proposed: answer === "yes" || answer === "no" ? answer : undefined,
    });
    sendPublicPage(response, page, { https });
  });

  pages.post("/:token", async (request, response) => {
    await mayAnswer(request);
    const form = await readPublicForm(request, parts.publicUrl);
    const ask = await found(request);
    const value = form.get("answer");
    if (ask.kind === "survey") return takeScore(request, response, ask, form);
    if (value !== "yes" && value !== "no") throw new PublicProblem("invalid");
    const answered = await answerByLink(parts.desk, ask.id, value);
    if (answered.kind === "unknown") throw new PublicProblem("not-found");
    // What is recorded is read again, by whatever way it was answered: a reload sends nothing twice.
    response.set("cache-control", "no-store");
    response.redirect(303, `/a/${request.params.token}`);
  });

  async function showSurvey(
    request: Request,
    response: Response,
    ask: AskForPage,
    { proposed, isMissing = false }: { readonly proposed?: number; readonly isMissing?: boolean },
  ): Promise<void> {
    const survey = await findSurvey(parts.database.pool, ask.id);
    if (!survey) throw new PublicProblem("not-found");
    const page = surveyPage(survey, {
      locale: localeOf(request, ask.language),
      company: await companyName(parts),
      proposed,
      isMissing,
      now: parts.now(),
    });
    sendPublicPage(response, page, { https, ...(isMissing && { status: 400 }) });
  }

  async function takeScore(
    request: Request<{ token: string }>,
    response: Response,
    ask: AskForPage,
    form: URLSearchParams,
  ): Promise<void> {
    const survey = await findSurvey(parts.database.pool, ask.id);
    if (!survey) throw new PublicProblem("not-found");
    const score = Number(form.get("answer") || Number.NaN);
    // A browser sends nothing without one; whoever does is shown the question again.
    if (!isScore(survey.kind, score))
      return showSurvey(request, response, ask, { isMissing: true });
    const comment = cutReasons(cleanText(form.get("comment") ?? ""));
    await scoreByLink(parts.desk, ask.id, { score, ...(comment !== "" && { comment }) });
    response.set("cache-control", "no-store");
    response.redirect(303, `/a/${request.params.token}`);
  }

  return pages;
}
