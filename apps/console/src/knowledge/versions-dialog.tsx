import type { ArticleDraftBody, ArticleVersionView } from "@circuito/protocol";
import type { ArticleLocale } from "@circuito/protocol/article-text";
import { Button, Callout, Dialog, DiffView, SkeletonRows } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { fullTime } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { knowledgeErrorText } from "./article-words.ts";
import { knowledgeApi } from "./knowledge-api.ts";
import { textChanges } from "./text-changes.ts";

interface VersionsDialogProps {
  readonly articleId: string;
  readonly locale: ArticleLocale;
  /** What is in the editor. */
  readonly draft: ArticleDraftBody;
  /** Into the editor: nobody reads it until it is published. */
  readonly onTake: (draft: ArticleDraftBody) => void;
  readonly onClose: () => void;
}

/** What was published when and by whom, and what each version changed. */
export function VersionsDialog({ articleId, locale, draft, onTake, onClose }: VersionsDialogProps) {
  const t = useT();
  const [open, setOpen] = useState<number | null>(null);
  const versions = useQuery({
    queryKey: ["article-versions", articleId, locale],
    queryFn: async () => (await knowledgeApi.versions(articleId, locale)).items,
    staleTime: 0,
  });
  const all = versions.data ?? [];
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size="large"
      title={t("knowledge.versions")}
      closeLabel={t("action.close")}
    >
      {versions.isPending && <SkeletonRows rows={3} label={t("knowledge.loading")} />}
      {versions.isError && <Callout tone="danger">{knowledgeErrorText(versions.error)}</Callout>}
      <ul className="flex flex-col divide-y divide-line-subtle pb-3">
        {all.map((version, at) => (
          <li key={version.number} className="flex flex-col gap-2 py-2.5">
            <div className="flex flex-wrap items-center gap-3">
              <span className="w-8 flex-none text-13 font-semibold tabular-nums">
                {t("knowledge.versionShort", { version: version.number })}
              </span>
              <span className="flex min-w-0 grow flex-col">
                <span className="text-13 wrap-anywhere">{version.note || version.title}</span>
                <span className="text-12 text-fg-2">
                  {version.publishedBy} · {fullTime(version.publishedAt)}
                </span>
              </span>
              <Button
                size="small"
                variant="ghost"
                onPress={() => setOpen(open === version.number ? null : version.number)}
              >
                {t(open === version.number ? "knowledge.hideChanges" : "knowledge.showChanges")}
              </Button>
              <Button
                size="small"
                isDisabled={isSame(version, draft)}
                onPress={() => onTake(draftOf(version))}
              >
                {t("knowledge.take")}
              </Button>
            </div>
            {open === version.number && (
              <DiffView
                label={t("knowledge.showChanges")}
                changes={changesOf(all[at + 1], version, t)}
                texts={{ before: t("knowledge.before"), after: t("knowledge.after") }}
                emptyText={t("knowledge.noChange")}
              />
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

const draftOf = ({ title, slug, body, keywords }: ArticleVersionView): ArticleDraftBody => ({
  title,
  slug,
  body,
  keywords,
});

const isSame = (version: ArticleVersionView, draft: ArticleDraftBody) =>
  JSON.stringify(draftOf(version)) === JSON.stringify(draft);

/** Its fields that say something else than before, and of the body the paragraphs. */
function changesOf(
  before: ArticleVersionView | undefined,
  after: ArticleVersionView,
  t: ReturnType<typeof useT>,
) {
  const fields = [
    ["title", t("knowledge.articleTitle")],
    ["slug", t("knowledge.slug")],
    ["keywords", t("knowledge.keywords")],
  ] as const;
  const changed = fields
    .filter(([field]) => (before?.[field] ?? "") !== after[field])
    .map(([field, what]) => ({
      id: field,
      what,
      before: before?.[field] || undefined,
      after: after[field] || undefined,
    }));
  const body = textChanges(before?.body ?? "", after.body).map((change, at) => ({
    id: `body-${at}`,
    what: t("knowledge.body"),
    ...change,
  }));
  return [...changed, ...body];
}
