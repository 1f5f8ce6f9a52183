import { Banner, Button } from "@circuito/ui";
import { type ReactNode, useEffect } from "react";
import { useWorkspace } from "../workspace/workspace-context.ts";

interface NewsBannerProps {
  readonly icon: ReactNode;
  readonly text: string;
  readonly action: string;
  readonly onAction: () => void;
}

/** A strip above the panes about something to look at; spoken when its words change. */
export function NewsBanner({ icon, text, action, onAction }: NewsBannerProps) {
  const { announcer } = useWorkspace();
  useEffect(() => announcer.announce(text), [announcer, text]);
  return (
    <Banner
      tone="info"
      icon={icon}
      action={
        <Button variant="ghost" size="small" onPress={onAction}>
          {action}
        </Button>
      }
    >
      {text}
    </Banner>
  );
}
