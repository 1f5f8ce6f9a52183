import type { ArticleView } from "@circuito/protocol";
import { ARTICLE_LOCALES, type ArticleLocale } from "@circuito/protocol/article-text";
import { Chip, SegmentedControl } from "@circuito/ui";
import { useRouter } from "@tanstack/react-router";
import { ExternalLink } from "lucide-react";
import { LOCALES, useT } from "../i18n/translate.ts";
import { STATE_NAMES, STATE_TONES } from "./article-words.ts";

interface LocaleSwitchProps {
  readonly article: ArticleView;
  readonly locale: ArticleLocale;
  readonly isNew: boolean;
}

/** The languages of an article: how each stands, and where the shown one is read. */
export function LocaleSwitch({ article, locale, isNew }: LocaleSwitchProps) {
  const t = useT();
  const router = useRouter();
  const text = article.texts.find((one) => one.locale === locale);
  return (
    <div className="flex flex-wrap items-center gap-3">
      <SegmentedControl
        label={t("knowledge.language")}
        value={locale}
        onChange={(chosen) =>
          void router.navigate({
            to: "/settings/knowledge/$articleId",
            params: { articleId: isNew ? "new" : article.id },
            search: (held: Readonly<Record<string, unknown>>) => ({ ...held, locale: chosen }),
            replace: true,
          })
        }
        segments={ARTICLE_LOCALES.map((id) => ({
          id,
          label: LOCALES.find((one) => one.id === id)?.name ?? id,
        }))}
      />
      {text === undefined ? (
        <Chip>{t("knowledge.notWritten")}</Chip>
      ) : (
        <>
          <Chip tone={STATE_TONES[text.state]}>{t(STATE_NAMES[text.state])}</Chip>
          {text.versions > 0 && (
            <span className="text-12 text-fg-2">
              {t("knowledge.version", { version: text.versions })}
            </span>
          )}
          {text.isChanged && <Chip tone="warn">{t("knowledge.changed")}</Chip>}
          {text.url !== null && (
            <a
              href={text.url}
              target="_blank"
              rel="noreferrer"
              className="ring-focus ms-auto inline-flex items-center gap-1 rounded-chip text-12 text-accent-text hover:underline"
            >
              {t("knowledge.read")}
              <ExternalLink aria-hidden="true" className="size-3.5" />
            </a>
          )}
        </>
      )}
    </div>
  );
}
