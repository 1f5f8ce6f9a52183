import { articleLead, articlePath, articleText, findExcerpt } from "@circuito/domain";
import type { ArticleHits } from "@circuito/store";
import type { ComponentChildren } from "preact";
import type { PublicLocale } from "../public-locale.ts";
import type { PublicPage } from "../public-page.tsx";
import { helpPage } from "./help-page.tsx";
import { HELP_WORDS } from "./help-words.ts";

interface SearchProps {
  readonly locale: PublicLocale;
  readonly company: string | undefined;
  readonly question: string;
  readonly words: readonly string[];
  readonly hits: ArticleHits;
}

const LEAD_LENGTH_MAX = 200;

/** What was found for a question; nothing of it is kept by search engines. */
export function helpSearch({ locale, company, question, words, hits }: SearchProps): PublicPage {
  const said = HELP_WORDS[locale];
  const { items, isLoose } = hits;
  const title =
    items.length === 0
      ? said.none(question)
      : isLoose
        ? said.loose(question)
        : said.found(items.length, question);
  return helpPage({
    ...{ locale, company, title, hasSearch: true, question, isListed: false, alternates: [] },
    children: (
      <>
        <h1>{title}</h1>
        {items.length === 0 && <p>{said.noneText}</p>}
        <ul class="hits">
          {items.map((hit) => (
            <li>
              <h2>
                <a href={articlePath(locale, hit.slug)}>{hit.title}</a>
              </h2>
              <p class="quiet">
                {excerptOf(articleText(hit.blocks), words, () =>
                  articleLead(hit.blocks, LEAD_LENGTH_MAX),
                )}
              </p>
            </li>
          ))}
        </ul>
      </>
    ),
  });
}

function excerptOf(text: string, words: readonly string[], lead: () => string): ComponentChildren {
  const excerpt = findExcerpt(text, words, words.slice(-1));
  if (excerpt.marks.length === 0) return lead();
  const pieces: ComponentChildren[] = [];
  let from = 0;
  for (const [begin, end] of excerpt.marks) {
    pieces.push(excerpt.text.slice(from, begin), <mark>{excerpt.text.slice(begin, end)}</mark>);
    from = end;
  }
  return [...pieces, excerpt.text.slice(from)];
}
