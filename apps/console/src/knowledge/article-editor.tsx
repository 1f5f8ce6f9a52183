import type { ArticleDraftBody, ArticleView } from "@circuito/protocol";
import {
  ARTICLE_KEYWORDS_LENGTH_MAX,
  ARTICLE_TITLE_LENGTH_MAX,
  type ArticleLocale,
  slugOf,
} from "@circuito/protocol/article-text";
import { Button, EditorFoot, TextField } from "@circuito/ui";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { Archive, ArchiveRestore, History, Send } from "lucide-react";
import { Suspense, useState } from "react";
import { useT } from "../i18n/translate.ts";
import { useUnsaved } from "../settings/unsaved.ts";
import { part } from "../shell/part.ts";
import { useMe, useWorkspace } from "../workspace/workspace-context.ts";
import { PlaceFields } from "./article-place-fields.tsx";
import { knowledgeErrorText } from "./article-words.ts";
import { type ArticlePlace, knowledgeApi } from "./knowledge-api.ts";
import { MarkdownEditor } from "./markdown-editor.tsx";

const PublishDialog = part(async () => ({
  default: (await import("./publish-dialog.tsx")).PublishDialog,
}));
const VersionsDialog = part(async () => ({
  default: (await import("./versions-dialog.tsx")).VersionsDialog,
}));

interface ArticleEditorProps {
  readonly article: ArticleView;
  readonly locale: ArticleLocale;
  readonly isNew: boolean;
}

const BLANK: ArticleDraftBody = { title: "", slug: "", body: "", keywords: "" };

/** The words of one language: written with a preview beside them, kept as a draft, then published. */
export function ArticleEditor({ article, locale, isNew }: ArticleEditorProps) {
  const t = useT();
  const me = useMe();
  const router = useRouter();
  const queries = useQueryClient();
  const { toasts } = useWorkspace();
  const text = article.texts.find((one) => one.locale === locale);
  const saved: ArticleDraftBody = text === undefined ? BLANK : draftOf(text);
  const [draft, setDraft] = useState(saved);
  const [place, setPlace] = useState<ArticlePlace>({
    categoryId: article.categoryId,
    audience: article.audience,
  });
  const [isSaving, setSaving] = useState(false);
  const [isTried, setTried] = useState(false);
  const [error, setError] = useState<string>();
  const [asks, setAsks] = useState<"publish" | "versions" | null>(null);
  const isDirty = JSON.stringify(draft) !== JSON.stringify(saved);
  const mayPublish = me.role !== "agent";
  const state = text?.state;

  const change = (part: Partial<ArticleDraftBody>) => {
    setError(undefined);
    setDraft((held) => ({ ...held, ...part }));
  };

  /** @returns whether it is kept */
  async function keep(): Promise<boolean> {
    setTried(draft.title.trim() === "");
    if (draft.title.trim() === "") {
      setError(t("knowledge.mistake.noTitle"));
      return false;
    }
    return acting(async () => {
      // What was typed on meanwhile stays unsaved.
      const kept = { ...draft, slug: draft.slug || slugOf(draft.title) };
      if (isNew) {
        await knowledgeApi.create({ ...place, id: article.id, locale, text: kept });
        setDraft(kept);
        await router.navigate({
          href: `/settings/knowledge/${article.id}?locale=${locale}`,
          replace: true,
          ignoreBlocker: true,
        });
      } else {
        await knowledgeApi.saveText(article.id, locale, kept, text?.revision ?? 0);
        setDraft((now) => (now === draft ? kept : now));
      }
    });
  }

  async function acting(work: () => Promise<unknown>): Promise<boolean> {
    setSaving(true);
    setError(undefined);
    try {
      await work();
      await queries.invalidateQueries({ queryKey: ["article", article.id] });
      void queries.invalidateQueries({ queryKey: ["articles"] });
      return true;
    } catch (refusal) {
      setError(knowledgeErrorText(refusal));
      return false;
    } finally {
      setSaving(false);
    }
  }

  function discard(): void {
    setDraft(saved);
    setError(undefined);
  }

  async function put(isArchived: boolean) {
    const isDone = await acting(() => knowledgeApi.archive(article.id, locale, isArchived));
    if (!isDone) return;
    toasts.add({
      text: t(isArchived ? "knowledge.archivedNow" : "knowledge.restoredNow"),
      tone: "ok",
      ...(isArchived && {
        action: { label: t("action.undo"), onAction: () => void put(false) },
      }),
    });
  }

  async function askToPublish() {
    if (isDirty && !(await keep())) return;
    setAsks("publish");
  }

  useUnsaved(isDirty, { save: keep, discard });

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
      className="flex flex-col gap-5"
    >
      {isNew && (
        <PlaceFields
          place={place}
          isFixed={false}
          onChange={(chosen) => setPlace({ ...place, ...chosen })}
        />
      )}
      <TextField
        label={t("knowledge.articleTitle")}
        description={t("knowledge.titleText")}
        className="max-w-3xl"
        maxLength={ARTICLE_TITLE_LENGTH_MAX}
        value={draft.title}
        onChange={(title) => change({ title })}
        isRequired
        autoFocus={isNew}
        error={isTried && draft.title.trim() === "" ? t("form.required") : undefined}
      />
      <MarkdownEditor value={draft.body} onChange={(body) => change({ body })} />
      <div className="grid max-w-3xl gap-4 min-[600px]:grid-cols-2">
        <TextField
          label={t("knowledge.slug")}
          description={`/help/${locale}/${draft.slug || slugOf(draft.title) || "…"}`}
          value={draft.slug}
          onChange={(slug) => change({ slug })}
        />
        <TextField
          label={t("knowledge.keywords")}
          description={t("knowledge.keywordsText")}
          maxLength={ARTICLE_KEYWORDS_LENGTH_MAX}
          value={draft.keywords}
          onChange={(keywords) => change({ keywords })}
        />
      </div>
      <EditorFoot
        isDirty={isDirty}
        isSaving={isSaving}
        onSave={() => void keep()}
        onDiscard={discard}
        saveLabel={t("knowledge.save")}
        discardLabel={t("knowledge.discard")}
        dirtyText={t("knowledge.unsaved")}
        error={error}
        more={
          text !== undefined && (
            <>
              {mayPublish && (
                <Button
                  variant="primary"
                  icon={<Send />}
                  isDisabled={state === "published" && !text.isChanged && !isDirty}
                  onPress={() => void askToPublish()}
                >
                  {t("knowledge.publish")}
                </Button>
              )}
              {text.versions > 0 && (
                <Button variant="ghost" icon={<History />} onPress={() => setAsks("versions")}>
                  {t("knowledge.versions")}
                </Button>
              )}
              {mayPublish && (
                <Button
                  variant="ghost"
                  icon={state === "archived" ? <ArchiveRestore /> : <Archive />}
                  onPress={() => void put(state !== "archived")}
                >
                  {state === "archived" ? t("knowledge.restore") : t("knowledge.archive")}
                </Button>
              )}
            </>
          )
        }
      />
      {asks === "publish" && text !== undefined && (
        <Suspense>
          <PublishDialog
            article={article}
            text={text}
            onPublished={() => {
              setAsks(null);
              toasts.add({ text: t("knowledge.publishedNow"), tone: "ok" });
              void acting(async () => undefined);
            }}
            onClose={() => setAsks(null)}
          />
        </Suspense>
      )}
      {asks === "versions" && (
        <Suspense>
          <VersionsDialog
            articleId={article.id}
            locale={locale}
            draft={draft}
            onTake={(taken) => {
              setAsks(null);
              change(taken);
            }}
            onClose={() => setAsks(null)}
          />
        </Suspense>
      )}
    </form>
  );
}

const draftOf = ({ title, slug, body, keywords }: ArticleDraftBody): ArticleDraftBody => ({
  title,
  slug,
  body,
  keywords,
});
