import { type ReactNode, Suspense } from "react";
import { learn } from "../i18n/translate.ts";
import { part } from "../shell/part.ts";
import { usePreferences } from "../workspace/preferences.ts";
import { useMe } from "../workspace/workspace-context.ts";
import type { SetupCardProps } from "./setup-card.tsx";

const SetupCard = part<SetupCardProps>(async () => {
  const [{ SetupCard: card }] = await Promise.all([
    import("./setup-card.tsx"),
    learn("settings"),
    learn("channels"),
  ]);
  return { default: card };
});

/** The first steps of an installation in place of an empty pane: for admins, who alone fetch them. */
export function SetupOffer({ children }: { readonly children: ReactNode }) {
  const me = useMe();
  const isHidden = usePreferences((chosen) => chosen.isSetupHidden);
  if (me.role !== "admin" || isHidden) return children;
  return (
    <Suspense fallback={children}>
      <SetupCard>{children}</SetupCard>
    </Suspense>
  );
}
