import { Router } from "express";
import { answerConsent, type ConsentParts } from "../../mail-consents/answer-consent.ts";
import { limitAnswers } from "../limit-answers.ts";
import { companyName } from "../public-door.ts";
import { localeOf } from "../public-locale.ts";
import type { PublicParts } from "../public-parts.ts";
import { PublicProblem } from "../public-problem.ts";
import { sendPublicPage } from "../send-public-page.tsx";
import { consentPage } from "./consent-page.tsx";

/** An admin comes back once for each mailbox. */
const ANSWERS = { points: 20, seconds: 60 };

/**
 * `/oauth/mail`: where a provider sends back whoever was asked for the right to a mailbox. No cookie tells
 * who it is, since it comes from another site: what the address brings was made for one admin's question.
 */
export function consentPages(parts: PublicParts & ConsentParts): Router {
  const pages = Router();
  const https = parts.publicUrl.startsWith("https:");
  const mayAnswer = limitAnswers(parts, ANSWERS);

  pages.get("/mail", async (request, response) => {
    await mayAnswer(request);
    const { state, code, error, error_description: errorDescription } = request.query;
    const outcome = await answerConsent(parts, {
      state: text(state) ?? "",
      code: text(code),
      error: text(error),
      errorDescription: text(errorDescription),
    });
    if (!outcome) throw new PublicProblem("gone");
    const page = consentPage(outcome, localeOf(request), await companyName(parts));
    sendPublicPage(response, page, { https });
  });
  return pages;
}

/** Longer ones are nobody's code: Microsoft's have about 1,500 characters. */
const FIELD_LENGTH_MAX = 8_000;

const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" && value.length <= FIELD_LENGTH_MAX ? value : undefined;
