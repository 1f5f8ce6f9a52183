import type { ComponentChildren } from "preact";
import type { PublicLocale } from "./public-locale.ts";
import { PUBLIC_STYLE_PATH } from "./public-style.ts";

/** One page for people without an account: it works without JavaScript, and says what it is. */
export interface PublicPage {
  readonly locale: PublicLocale;
  /** Of the window, the history and search engines; never anything personal: links are previewed. */
  readonly title: string;
  /** Who speaks: the company's name, above the page and behind its title. */
  readonly company?: string | undefined;
  /** One sentence for search engines and previews; only where the page is for everybody. */
  readonly description?: string | undefined;
  /** `true`: search engines may list it. Pages that belong to one customer never are. */
  readonly isListed?: boolean;
  /** Where the company's name leads, if anywhere. */
  readonly homePath?: string | undefined;
  /** More of the head: alternates, structured data. */
  readonly head?: ComponentChildren;
  /** Beside the company's name: a search, a link. */
  readonly aside?: ComponentChildren;
  /** Paths of scripts of ours that make a page better; it has to work without them. */
  readonly scripts?: readonly string[];
  /** `wide`: text beside an index. A form or a question is narrow. */
  readonly width?: "narrow" | "wide";
  readonly children: ComponentChildren;
}

export function PublicDocument(page: PublicPage) {
  const {
    locale,
    title,
    company,
    description,
    isListed = false,
    homePath,
    width = "narrow",
  } = page;
  return (
    <html lang={locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{company ? `${title} · ${company}` : title}</title>
        {description !== undefined && <meta name="description" content={description} />}
        {!isListed && <meta name="robots" content="noindex, nofollow" />}
        <link rel="stylesheet" href={PUBLIC_STYLE_PATH} />
        {page.head}
        {page.scripts?.map((path) => (
          <script key={path} src={path} defer />
        ))}
      </head>
      <body class={width}>
        {(company !== undefined || page.aside !== undefined) && (
          <header>
            {company !== undefined &&
              (homePath === undefined ? <p>{company}</p> : <a href={homePath}>{company}</a>)}
            {page.aside}
          </header>
        )}
        <main>{page.children}</main>
      </body>
    </html>
  );
}
