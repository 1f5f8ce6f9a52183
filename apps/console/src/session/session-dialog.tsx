import { Dialog } from "@circuito/ui";
import { useT } from "../i18n/translate.ts";
import { useLive, useMe, useWorkspace } from "../workspace/workspace-context.ts";
import { LoginForm } from "./login-form.tsx";

/** The session ended: log in again here. Everything underneath, drafts included, stays. */
export function SessionDialog() {
  const t = useT();
  const me = useMe();
  const { sessionRenewed, agentId } = useWorkspace();
  const isExpired = useLive((live) => live.sessionExpired);
  return (
    <Dialog
      isOpen={isExpired}
      // Nothing works without a session: the dialog leaves when there is one.
      onOpenChange={() => undefined}
      role="alertdialog"
      size="small"
      title={t("session.expired")}
      description={t("session.expiredText")}
      closeLabel={t("action.close")}
    >
      <div className="pb-4">
        <LoginForm
          email={me.email}
          onLoggedIn={(agent) => {
            // Another person's work must not go on under this one's name.
            if (agent.id === agentId) sessionRenewed();
            else location.reload();
          }}
        />
      </div>
    </Dialog>
  );
}
