import type { HeldReplyView } from "@circuito/protocol";
import { putHeld } from "@circuito/realtime";
import { useCallback } from "react";
import { api } from "../api/client.ts";
import { ApiError } from "../api/request.ts";
import { useT } from "../i18n/translate.ts";
import { errorText } from "../verbs/problem-text.ts";
import { giveBack } from "../workspace/give-back.ts";
import { focusSoon } from "../workspace/panes.ts";
import { chooseRoom } from "../workspace/ui-state.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";

/** Takes a held reply back: the server says whether it was in time, and only then they are ours. */
export function useTakeBack(): (held: HeldReplyView) => Promise<void> {
  const t = useT();
  const workspace = useWorkspace();
  return useCallback(
    async (held) => {
      const { cache, toasts } = workspace;
      try {
        const taken = await api.takeBackReply(held.id);
        cache.change((all) => putHeld(all, [taken]));
        const files = taken.files.map((file) => ({ ...file, id: file.mediaId }));
        giveBack(workspace, held.conversationId, { ...taken, files });
        chooseRoom(held.conversationId, "reply");
        focusSoon("composer");
      } catch (error) {
        const isLate = error instanceof ApiError && error.details.because === "already-sent";
        toasts.add({ text: isLate ? t("held.tooLate") : errorText(error), tone: "danger" });
      }
    },
    [workspace, t],
  );
}
