import type { InboxView } from "@circuito/protocol";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { ApiError } from "../../api/request.ts";
import { useT } from "../../i18n/translate.ts";
import { useWorkspace } from "../../workspace/workspace-context.ts";
import { channelErrorText } from "../channel-error.ts";
import { type Mistake, mistakesFromServer, type Settings } from "./mistakes.ts";

/** Saves an inbox's name and settings; what the server refuses is told at its field. */
export function useSaveSettings(inbox: InboxView) {
  const t = useT();
  const { queries, toasts } = useWorkspace();
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [refused, setRefused] = useState<Readonly<Record<string, Mistake>>>({});

  /** @param given the settings, or what makes them of the server's answers; absent: they stay as they are */
  async function save(
    name: string,
    enabled: boolean,
    given?: Settings | (() => Promise<Settings>),
  ): Promise<boolean> {
    setSaving(true);
    setProblem(null);
    setRefused({});
    try {
      const settings = typeof given === "function" ? await given() : given;
      await api.updateInbox(inbox.id, {
        ...{ name: name.trim(), enabled },
        ...(settings !== undefined && { settings }),
      });
      await queries.invalidateQueries({ queryKey: ["inboxes"] });
      toasts.add({ text: t("whatsapp.saved") });
      return true;
    } catch (error) {
      setProblem(channelErrorText(error));
      setRefused(error instanceof ApiError ? mistakesFromServer(error.details) : {});
      return false;
    } finally {
      setSaving(false);
    }
  }

  /** What was refused is not what stands there now. */
  function forget(): void {
    setProblem(null);
    setRefused({});
  }

  return { save, forget, isSaving, problem, refused };
}
