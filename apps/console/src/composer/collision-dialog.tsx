import type { MessageView } from "@circuito/protocol";
import { Button, Dialog } from "@circuito/ui";
import { clockTime } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";

interface CollisionDialogProps {
  readonly collision: MessageView;
  readonly draft: string;
  readonly onSendAnyway: () => void;
  readonly onEdit: () => void;
  readonly onDiscard: () => void;
}

/** "Ana respondeu enquanto você escrevia": both texts, and the choice. */
export function CollisionDialog(props: CollisionDialogProps) {
  const { collision, draft, onSendAnyway, onEdit, onDiscard } = props;
  const t = useT();
  const name = collision.author.name ?? t("person.colleague");
  return (
    <Dialog
      isOpen
      onOpenChange={onEdit}
      title={t("collision.title", { name })}
      closeLabel={t("action.close")}
      footer={
        <>
          <Button variant="ghost" onPress={onDiscard}>
            {t("action.discard")}
          </Button>
          <Button onPress={onSendAnyway}>{t("action.sendAnyway")}</Button>
          <Button variant="primary" onPress={onEdit}>
            {t("action.edit")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <figure>
          <figcaption className="pb-1 text-12 text-fg-2">
            {name} · {clockTime(collision.createdAt)}
          </figcaption>
          <p className="max-h-40 overflow-y-auto rounded-control bg-bubble-out px-3 py-2 text-14 break-words whitespace-pre-wrap">
            {collision.text || collision.media[0]?.fileName}
          </p>
        </figure>
        <figure>
          <figcaption className="pb-1 text-12 text-fg-2">{t("collision.yours")}</figcaption>
          <p className="max-h-40 overflow-y-auto rounded-control bg-muted px-3 py-2 text-14 break-words whitespace-pre-wrap">
            {draft}
          </p>
        </figure>
      </div>
    </Dialog>
  );
}
