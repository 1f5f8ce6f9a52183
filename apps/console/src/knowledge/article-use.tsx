import type { ArticleFiguresView, ArticleView } from "@circuito/protocol";
import { StatTile } from "@circuito/ui";
import { Link } from "@tanstack/react-router";
import { currentLocale, useT } from "../i18n/translate.ts";

/** What came of an article, and where it was learned. */
export function ArticleUse({ article }: { readonly article: ArticleView }) {
  const t = useT();
  const { figures, conversationId } = article;
  return (
    <section aria-label={t("knowledge.use")} className="flex flex-col gap-3 pb-6">
      <h2 className="text-14s">{t("knowledge.use")}</h2>
      <div className="grid gap-3 min-[600px]:grid-cols-3">
        <StatTile label={t("knowledge.uses")} value={String(figures.uses)} />
        <StatTile label={t("knowledge.held")} value={heldText(figures)} />
        <StatTile label={t("knowledge.useful")} value={usefulText(figures)} />
      </div>
      <p className="max-w-prose text-12 text-fg-2">{t("knowledge.useText")}</p>
      {conversationId !== null && (
        <p className="text-13">
          <Link
            to="/inbox/$conversationId"
            params={{ conversationId }}
            className="text-accent-text hover:underline"
          >
            {t("knowledge.learnedIn")}
          </Link>
        </p>
      )}
    </section>
  );
}

/** Of those that were settled; a share of nothing is none. */
export function heldText({ held, settled }: ArticleFiguresView): string {
  return settled === 0 ? "—" : `${percent(held / settled)} · ${held}/${settled}`;
}

export function usefulText({ useful, useless }: ArticleFiguresView): string {
  const all = useful + useless;
  return all === 0 ? "—" : `${percent(useful / all)} · ${useful}/${all}`;
}

const percent = (share: number) =>
  new Intl.NumberFormat(currentLocale(), { style: "percent" }).format(share);
