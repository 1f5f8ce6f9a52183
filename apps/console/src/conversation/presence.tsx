import { TypingIndicator } from "@circuito/ui";
import { useEffect, useState } from "react";
import { useT } from "../i18n/translate.ts";
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
  return (
    <div className="h-6 flex-none px-4">
      {isTyping && <TypingIndicator text={t("typing.text", { name: typing.who })} />}
    </div>
  );
}
