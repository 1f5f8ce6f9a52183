import {
  type ArticleBlock,
  articleLead,
  articlePath,
  type Category,
  inlineText,
} from "@circuito/domain";
import type { PublishedLine, ReadableArticle } from "@circuito/store";
import type { PublicLocale } from "../public-locale.ts";
import type { PublicPage } from "../public-page.tsx";
import { ArticleBody } from "./article-body.tsx";
import { Links, Path, type Step } from "./help-home.tsx";
import { helpPage } from "./help-page.tsx";
import { HELP_WORDS } from "./help-words.ts";

interface ArticleProps {
  readonly publicUrl: string;
  readonly locale: PublicLocale;
  readonly company: string | undefined;
  readonly article: ReadableArticle;
  readonly categories: readonly Category[];
  /** Others of its topic. */
  readonly others: readonly PublishedLine[];
  /** Whoever reads it has just said whether it was useful. */
  readonly isAnswered: boolean;
}

/** Search engines show about so many characters. */
const DESCRIPTION_LENGTH_MAX = 155;
/** Fewer headings are found by looking. */
const CONTENTS_MIN = 3;
const OTHERS_MAX = 6;

export function helpArticle(props: ArticleProps): PublicPage {
  const { publicUrl, locale, company, article, categories, isAnswered } = props;
  const words = HELP_WORDS[locale];
  const path = articlePath(locale, article.slug);
  const steps = stepsTo(article.categoryId, categories, locale, words.title);
  const headings = article.blocks.filter((block) => block.kind === "heading");
  const others = props.others.filter(({ id }) => id !== article.id).slice(0, OTHERS_MAX);
  return helpPage({
    ...{ locale, company, title: article.title, hasSearch: true },
    description: articleLead(article.blocks, DESCRIPTION_LENGTH_MAX),
    isListed: !isAnswered,
    canonical: publicUrl + path,
    alternates: article.languages.map((one) => ({
      locale: one.locale,
      url: publicUrl + articlePath(one.locale, one.slug),
    })),
    data: [aboutArticle(props), aboutPath(publicUrl, steps)],
    children: (
      <>
        <Path label={words.path} steps={steps} />
        <div class="split">
          <article>
            <h1>{article.title}</h1>
            <p class="quiet">
              {words.updated}{" "}
              <time dateTime={new Date(article.publishedAt).toISOString()}>
                {dateOf(article.publishedAt, locale)}
              </time>
            </p>
            <div class="text">
              <ArticleBody blocks={article.blocks} tones={words.tones} />
            </div>
          </article>
          {headings.length >= CONTENTS_MIN && (
            <Contents label={words.contents} headings={headings} />
          )}
        </div>
        {isAnswered ? (
          <p class="notice good" role="status">
            {words.thanks}
          </p>
        ) : (
          <form class="useful" method="post" action={`${path}/useful`}>
            <p id="useful">{words.useful}</p>
            <button
              type="submit"
              class="secondary"
              name="useful"
              value="yes"
              aria-describedby="useful"
            >
              {words.yes}
            </button>
            <button
              type="submit"
              class="secondary"
              name="useful"
              value="no"
              aria-describedby="useful"
            >
              {words.no}
            </button>
          </form>
        )}
        {others.length > 0 && (
          <section class="more">
            <h2>{words.more}</h2>
            <Links locale={locale} articles={others} />
          </section>
        )}
      </>
    ),
  });
}

type Heading = Extract<ArticleBlock, { kind: "heading" }>;

function Contents({
  label,
  headings,
}: {
  readonly label: string;
  readonly headings: readonly Heading[];
}) {
  return (
    <nav class="contents" aria-label={label}>
      <p aria-hidden="true">{label}</p>
      <ul>
        {headings.map(({ id, level, inlines }) => (
          <li class={level > 2 ? "deep" : undefined}>
            <a href={`#${id}`}>{inlineText(inlines)}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function stepsTo(
  categoryId: string | null,
  categories: readonly Category[],
  locale: PublicLocale,
  home: string,
): readonly Step[] {
  const category = categories.find(({ id }) => id === categoryId);
  const parent = categories.find(({ id }) => id === category?.parentId);
  const on = [parent, category].flatMap((one) =>
    one === undefined ? [] : [{ name: one.name, path: `/help/${locale}/c/${one.id}` }],
  );
  return [{ name: home, path: `/help/${locale}` }, ...on];
}

const dateOf = (at: number, locale: PublicLocale) =>
  new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(at);

/** https://schema.org/Article */
function aboutArticle({ publicUrl, locale, company, article }: ArticleProps): object {
  return {
    "@context": "https://schema.org",
    "@type": "Article",
    headline: article.title,
    inLanguage: locale,
    datePublished: new Date(article.firstPublishedAt).toISOString(),
    dateModified: new Date(article.publishedAt).toISOString(),
    mainEntityOfPage: publicUrl + articlePath(locale, article.slug),
    ...(company !== undefined && { publisher: { "@type": "Organization", name: company } }),
  };
}

/** https://schema.org/BreadcrumbList */
function aboutPath(publicUrl: string, steps: readonly Step[]): object {
  return {
    "@context": "https://schema.org",
    "@type": "BreadcrumbList",
    itemListElement: steps.map(({ name, path }, at) => ({
      ...{ "@type": "ListItem", position: at + 1, name, item: publicUrl + path },
    })),
  };
}
