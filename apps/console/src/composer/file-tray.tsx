import { FileTile, IconButton } from "@circuito/ui";
import { RotateCw, X } from "lucide-react";
import { useStore } from "zustand";
import { fileSize } from "../i18n/format.ts";
import { type Translate, useT } from "../i18n/translate.ts";
import { problemText } from "../verbs/problem-text.ts";
import type { DraftFile } from "../workspace/drafts.ts";
import type { UploadState } from "../workspace/uploads.ts";
import { useIsOnline, useWorkspace } from "../workspace/workspace-context.ts";

interface FileTrayProps {
  readonly conversationId: string;
  readonly files: readonly DraftFile[];
}

/** The files of a reply: how far each is, what is wrong with it, and out again. */
export function FileTray({ conversationId, files }: FileTrayProps) {
  const t = useT();
  const { uploads } = useWorkspace();
  const states = useStore(uploads.store);
  const isOnline = useIsOnline();
  if (files.length === 0) return null;
  return (
    <ul aria-label={t("composer.files")} className="flex flex-wrap gap-2 px-3 pb-2">
      {files.map((file) => {
        const state = states[file.id];
        const isWrong = state?.kind === "refused" || state?.kind === "lost";
        return (
          <li key={file.id} className="min-w-0 max-w-full">
            <FileTile
              name={file.fileName}
              mimeType={file.mimeType}
              tone={isWrong ? "danger" : "neutral"}
              detail={detailOf(file, state, isOnline, t)}
              progress={state?.kind === "moving" ? state.share : undefined}
              progressLabel={t("composer.uploading", { name: file.fileName })}
              actions={
                <>
                  {state?.kind === "refused" && (
                    <IconButton
                      size="tiny"
                      label={t("action.retry")}
                      icon={<RotateCw />}
                      onPress={() => uploads.retry(conversationId, file.id)}
                    />
                  )}
                  <IconButton
                    size="tiny"
                    label={t("composer.removeFile", { name: file.fileName })}
                    icon={<X />}
                    onPress={() => uploads.remove(conversationId, file.id)}
                  />
                </>
              }
            />
          </li>
        );
      })}
    </ul>
  );
}

function detailOf(
  file: DraftFile,
  state: UploadState | undefined,
  isOnline: boolean,
  t: Translate,
): string {
  const size = fileSize(file.sizeBytes);
  if (file.mediaId !== undefined) return size;
  switch (state?.kind) {
    case "moving":
      return `${size} · ${Math.floor(state.share * 100)} %`;
    case "refused":
      return state.code === "too-large" ? t("composer.fileTooLarge") : problemText(state.code);
    case "lost":
      return t("composer.fileLost");
    case "waiting":
    case undefined:
      return `${size} · ${isOnline ? t("outbox.sending") : t("outbox.waiting")}`;
  }
}
