import type { ArticleTextView, ArticleView } from "@circuito/protocol";
import { ARTICLE_NOTE_LENGTH_MAX } from "@circuito/protocol/article-text";
import { Button, Dialog, Problem, TextField } from "@circuito/ui";
import { useState } from "react";
import { useT } from "../i18n/translate.ts";
import { knowledgeErrorText, mistakesIn } from "./article-words.ts";
import { knowledgeApi } from "./knowledge-api.ts";

interface PublishDialogProps {
  readonly article: ArticleView;
  readonly text: ArticleTextView;
  readonly onPublished: () => void;
  readonly onClose: () => void;
}

/** What changed, for colleagues; and what has to be mended first. */
export function PublishDialog({ article, text, onPublished, onClose }: PublishDialogProps) {
  const t = useT();
  const [note, setNote] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const mistakes = mistakesIn(error);

  async function publish() {
    setBusy(true);
    try {
      await knowledgeApi.publish(article.id, text.locale, text.revision, note);
      onPublished();
    } catch (refusal) {
      setError(refusal);
      setBusy(false);
    }
  }

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t("knowledge.publishTitle", { version: text.versions + 1 })}
      description={t(
        article.audience === "public" ? "knowledge.publishPublic" : "knowledge.publishInternal",
      )}
      closeLabel={t("action.close")}
      footer={
        <Button type="submit" form="publish-article" variant="primary" isPending={isBusy}>
          {t("knowledge.publish")}
        </Button>
      }
    >
      <form
        id="publish-article"
        noValidate
        className="flex flex-col gap-4 pb-4"
        onSubmit={(event) => {
          event.preventDefault();
          void publish();
        }}
      >
        {error !== null && (
          <Problem>
            {mistakes.length === 0 ? (
              knowledgeErrorText(error)
            ) : (
              <>
                {t("knowledge.notReady")}
                <ul className="list-disc ps-5">
                  {mistakes.map((mistake) => (
                    <li key={mistake}>{mistake}</li>
                  ))}
                </ul>
              </>
            )}
          </Problem>
        )}
        <TextField
          label={t("knowledge.note")}
          description={t("knowledge.noteText")}
          maxLength={ARTICLE_NOTE_LENGTH_MAX}
          value={note}
          onChange={setNote}
          autoFocus
        />
      </form>
    </Dialog>
  );
}
