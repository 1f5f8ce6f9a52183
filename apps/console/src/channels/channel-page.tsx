import { Callout, IconButton } from "@circuito/ui";
import { useNavigate } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import type { ReactNode } from "react";
import { useT } from "../i18n/translate.ts";
import { useIsStacked } from "../shell/use-media.ts";
import { useMe } from "../workspace/workspace-context.ts";

interface ChannelPageProps {
  readonly title: string;
  /** Beside the title: how it does. */
  readonly state?: ReactNode;
  /** Where "back" leads; the list of channels itself has it only where there is no navigation. */
  readonly back: "/channels" | "/inbox";
  readonly width?: "narrow" | "wide";
  readonly children: ReactNode;
}

/** A page of the channels: its title, the way back, and only for admins what is on it. */
export function ChannelPage({ title, state, back, width = "wide", children }: ChannelPageProps) {
  const t = useT();
  const me = useMe();
  const isStacked = useIsStacked();
  const navigate = useNavigate();
  return (
    <div className="relative h-full overflow-y-auto bg-surface">
      <div
        className={`mx-auto flex w-full flex-col gap-6 px-5 py-6 ${width === "wide" ? "max-w-5xl" : "max-w-2xl"}`}
      >
        <header className="flex flex-wrap items-center gap-2">
          {(isStacked || back !== "/inbox") && (
            <IconButton
              label={t("action.back")}
              icon={<ArrowLeft />}
              onPress={() => void navigate({ to: back })}
            />
          )}
          <h1 className="min-w-0 text-20 wrap-anywhere">{title}</h1>
          {state}
        </header>
        {me.role === "admin" ? (
          children
        ) : (
          <Callout tone="neutral">{t("channels.adminsOnly")}</Callout>
        )}
      </div>
    </div>
  );
}
