import type { ComponentChildren } from "preact";
import type { PublicLocale } from "../public-locale.ts";
import { PUBLIC_LOCALES } from "../public-locale.ts";
import type { PublicPage } from "../public-page.tsx";
import { HELP_STYLE_NAME } from "./help-style.ts";
import { HELP_WORDS } from "./help-words.ts";

export interface HelpPage {
  readonly locale: PublicLocale;
  readonly title: string;
  readonly company: string | undefined;
  readonly description?: string;
  readonly isListed: boolean;
  /** Absolute address that this page is known by. */
  readonly canonical?: string;
  /** Its absolute addresses in the languages it is in. */
  readonly alternates: readonly { readonly locale: PublicLocale; readonly url: string }[];
  /** For search engines (schema.org). */
  readonly data?: readonly object[];
  /** The home has its search in the middle. */
  readonly hasSearch: boolean;
  readonly question?: string;
  readonly children: ComponentChildren;
}

const NAMES: Readonly<Record<PublicLocale, string>> = {
  "pt-BR": "Português",
  en: "English",
  es: "Español",
};

/** What all pages of the help centre have: who speaks, a search, the other languages. */
export function helpPage(page: HelpPage): PublicPage {
  const { locale, company, alternates, canonical, data = [] } = page;
  const words = HELP_WORDS[locale];
  return {
    ...{ locale, title: page.title, isListed: page.isListed, width: "wide" as const },
    company: company ?? words.title,
    ...(page.description !== undefined && { description: page.description }),
    homePath: `/help/${locale}`,
    head: (
      <>
        <link rel="stylesheet" href={`/help/${HELP_STYLE_NAME}`} />
        {canonical !== undefined && <link rel="canonical" href={canonical} />}
        {alternates.map((one) => (
          <link rel="alternate" hreflang={one.locale} href={one.url} />
        ))}
        <link rel="sitemap" type="application/xml" href="/help/sitemap.xml" />
        {data.map((thing) => (
          <script
            type="application/ld+json"
            // JSON, in which no tag can end.
            dangerouslySetInnerHTML={{ __html: JSON.stringify(thing).replace(/</g, "\\u003c") }}
          />
        ))}
      </>
    ),
    aside: page.hasSearch ? <Search locale={locale} question={page.question} /> : undefined,
    children: (
      <>
        {page.children}
        <Languages label={words.languages} locale={locale} alternates={alternates} />
      </>
    ),
  };
}

export function Search({
  locale,
  question,
}: {
  readonly locale: PublicLocale;
  readonly question: string | undefined;
}) {
  const words = HELP_WORDS[locale];
  return (
    <search>
      <form method="get" action={`/help/${locale}`}>
        <label class="away" for="q">
          {words.searchPlaceholder}
        </label>
        <input
          id="q"
          name="q"
          type="search"
          value={question}
          maxLength={200}
          placeholder={words.searchPlaceholder}
          required
        />
        <button type="submit">{words.search}</button>
      </form>
    </search>
  );
}

interface LanguagesProps extends Pick<HelpPage, "locale" | "alternates"> {
  readonly label: string;
}

function Languages({ label, locale, alternates }: LanguagesProps) {
  const others = alternates.filter((one) => one.locale !== locale);
  if (others.length === 0) return null;
  return (
    <nav aria-label={label}>
      <ul class="languages">
        {others.map((one) => (
          <li>
            <a href={one.url} hreflang={one.locale} lang={one.locale}>
              {NAMES[one.locale]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The same page in every language. */
export const inAllLanguages = (pathOf: (locale: PublicLocale) => string) =>
  PUBLIC_LOCALES.map((locale) => ({ locale, url: pathOf(locale) }));
