import { TypingIndicator } from "@circuito/ui";
import { PencilLine } from "lucide-react";
import { useEffect, useState } from "react";
import { useT } from "../i18n/translate.ts";
import { draftingText, useDrafting } from "../workspace/use-drafting.ts";
import { useLive } from "../workspace/workspace-context.ts";

/** Who is writing here, customer or colleague; gone when they stop saying so. */
export function Presence({ conversationId }: { readonly conversationId: string }) {
  const t = useT();
  const typing = useLive((live) => live.typing[conversationId]);
  const [, redraw] = useState(0);
  const until = typing?.until ?? 0;
  useEffect(() => {
    const left = until - Date.now();
    if (left <= 0) return;
    const timer = setTimeout(() => redraw((count) => count + 1), left);
    return () => clearTimeout(timer);
  }, [until]);
  const isTyping = typing !== undefined && until > Date.now();
  const drafting = useDrafting(conversationId);
  return (
    <div className="flex h-6 flex-none items-center px-4">
      {isTyping ? (
        <TypingIndicator text={t("typing.text", { name: typing.who })} />
      ) : (
        drafting.length > 0 && (
          <p className="flex min-w-0 items-center gap-1.5 text-12 text-fg-2">
            <PencilLine aria-hidden="true" className="flex-none" />
            <span className="truncate">{draftingText(drafting, t)}</span>
          </p>
        )
      )}
    </div>
  );
}
