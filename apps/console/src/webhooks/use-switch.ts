import type { WebhookView } from "@circuito/protocol";
import { useT } from "../i18n/translate.ts";
import { adminErrorText } from "../settings/admin-error.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { webhooksApi } from "./webhooks-api.ts";

/** Switches one on or off, at once; a message takes it back. */
export function useSwitch({ id, name }: Pick<WebhookView, "id" | "name">) {
  const t = useT();
  const { queries, toasts } = useWorkspace();
  return async function switchTo(isOn: boolean): Promise<void> {
    try {
      await webhooksApi.update(id, { isOn });
    } catch (error) {
      toasts.add({ text: adminErrorText(error), tone: "danger" });
      return;
    }
    toasts.add({
      text: t(isOn ? "webhooks.turnedOn" : "webhooks.turnedOff", { name }),
      action: { label: t("action.undo"), onAction: () => void switchTo(!isOn) },
    });
    await queries.invalidateQueries({ queryKey: ["webhooks"] });
  };
}
