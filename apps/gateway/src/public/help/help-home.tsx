import { articlePath, type Category } from "@circuito/domain";
import type { PublishedLine } from "@circuito/store";
import type { PublicLocale } from "../public-locale.ts";
import type { PublicPage } from "../public-page.tsx";
import { helpPage, inAllLanguages, Search } from "./help-page.tsx";
import { HELP_WORDS } from "./help-words.ts";

interface HomeProps {
  readonly publicUrl: string;
  readonly locale: PublicLocale;
  readonly company: string | undefined;
  readonly articles: readonly PublishedLine[];
  readonly categories: readonly Category[];
}

/** As many of a topic as are seen before one looks into it. */
const SHOWN_MAX = 5;

/** Search first, then the topics with what is in them. */
export function helpHome(props: HomeProps): PublicPage {
  const { publicUrl, locale, company, articles, categories } = props;
  const words = HELP_WORDS[locale];
  const topics = topicsOf(articles, categories, words.others);
  return helpPage({
    ...{ locale, company, title: words.title, hasSearch: false },
    description: words.description(company ?? ""),
    isListed: articles.length > 0,
    canonical: `${publicUrl}/help/${locale}`,
    alternates: inAllLanguages((one) => `${publicUrl}/help/${one}`),
    children: (
      <>
        <div class="hero">
          <h1>{words.ask}</h1>
          <Search locale={locale} question={undefined} />
        </div>
        {topics.length === 0 && <p class="quiet">{words.empty}</p>}
        <ul class="topics">
          {topics.map(({ id, name, articles: within }) => (
            <li>
              <h2>{id === undefined ? name : <a href={`/help/${locale}/c/${id}`}>{name}</a>}</h2>
              <Links locale={locale} articles={id ? within.slice(0, SHOWN_MAX) : within} />
              {id !== undefined && within.length > SHOWN_MAX && (
                <p class="quiet">
                  <a href={`/help/${locale}/c/${id}`}>{words.seeAll(within.length)}</a>
                </p>
              )}
            </li>
          ))}
        </ul>
      </>
    ),
  });
}

export function Links({
  locale,
  articles,
}: {
  readonly locale: PublicLocale;
  readonly articles: readonly PublishedLine[];
}) {
  return (
    <ul class="links">
      {articles.map(({ slug, title }) => (
        <li>
          <a href={articlePath(locale, slug)}>{title}</a>
        </li>
      ))}
    </ul>
  );
}

interface Topic {
  readonly id: string | undefined;
  readonly name: string;
  readonly articles: readonly PublishedLine[];
}

/** Categories of the first level, each with what is in it and under it; what has none comes last. */
function topicsOf(
  articles: readonly PublishedLine[],
  categories: readonly Category[],
  others: string,
): readonly Topic[] {
  const parents = new Map(categories.map(({ id, parentId }) => [id, parentId ?? id]));
  const topics = categories
    .filter(({ parentId }) => parentId === undefined)
    .map(({ id, name }) => ({
      id,
      name,
      articles: articles.filter(
        ({ categoryId }) => categoryId !== null && parents.get(categoryId) === id,
      ),
    }));
  const rest = articles.filter(({ categoryId }) => !categoryId || !parents.has(categoryId));
  return [...topics, { id: undefined, name: others, articles: rest }].filter(
    (topic) => topic.articles.length > 0,
  );
}

interface TopicProps extends HomeProps {
  readonly category: Category;
}

/** One topic: what is in it, and in each of those under it. */
export function helpTopic(props: TopicProps): PublicPage {
  const { publicUrl, locale, company, articles, categories, category } = props;
  const words = HELP_WORDS[locale];
  const parent = categories.find(({ id }) => id === category.parentId);
  const under = categories.filter(({ parentId }) => parentId === category.id);
  const own = articles.filter(({ categoryId }) => !under.some(({ id }) => id === categoryId));
  return helpPage({
    ...{ locale, company, title: category.name, hasSearch: true },
    isListed: articles.length > 0,
    canonical: `${publicUrl}/help/${locale}/c/${category.id}`,
    alternates: inAllLanguages((one) => `${publicUrl}/help/${one}/c/${category.id}`),
    children: (
      <>
        <Path
          label={words.path}
          steps={[
            { name: words.title, path: `/help/${locale}` },
            ...(parent ? [{ name: parent.name, path: `/help/${locale}/c/${parent.id}` }] : []),
          ]}
        />
        <h1>{category.name}</h1>
        {articles.length === 0 && <p class="quiet">{words.empty}</p>}
        <Links locale={locale} articles={own} />
        {under.map(({ id, name }) => {
          const within = articles.filter(({ categoryId }) => categoryId === id);
          return (
            within.length > 0 && (
              <>
                <h2>{name}</h2>
                <Links locale={locale} articles={within} />
              </>
            )
          );
        })}
      </>
    ),
  });
}

export interface Step {
  readonly name: string;
  readonly path: string;
}

export function Path({
  label,
  steps,
}: {
  readonly label: string;
  readonly steps: readonly Step[];
}) {
  return (
    <nav class="path" aria-label={label}>
      <ol>
        {steps.map(({ name, path }) => (
          <li>
            <a href={path}>{name}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
