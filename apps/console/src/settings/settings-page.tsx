import type { AgentRole } from "@circuito/protocol";
import { Callout, IconButton } from "@circuito/ui";
import { useRouter } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import { useT } from "../i18n/translate.ts";
import { useIsStacked } from "../shell/use-media.ts";
import { useMe } from "../workspace/workspace-context.ts";
import { mayOpen } from "./settings-pages.ts";
import { useLeaveKey } from "./use-leave-key.ts";

interface SettingsPageProps {
  readonly title: string;
  /** Beside the title: how it does. */
  readonly state?: ReactNode;
  /** At the end of the title's line: what can be added or done. */
  readonly actions?: ReactNode;
  /** Under the title: one sentence on what is decided here. */
  readonly intro?: ReactNode;
  /** Where "back" leads; the first page of an area has it only where there is no index beside it. */
  readonly back?: `/${string}`;
  /** `fill` is as tall as the window, and what is in it scrolls by itself. */
  readonly width?: "narrow" | "wide" | "full" | "fill";
  /** Whoever is less is told who may. */
  readonly openTo?: AgentRole;
  readonly children: ReactNode;
}

/** Narrow pages begin where wide ones do: whoever goes through the index sees titles in one place. */
const WIDTHS = { narrow: "max-w-5xl", wide: "max-w-5xl", full: "", fill: "" } as const;

/** On a phone what can be done comes after what the page is about, not between that and its title. */
const AFTER_INTRO = "max-[560px]:order-1 max-[560px]:w-full max-[560px]:pt-2";

/** A page of the settings: its title, the way back, and only for whom it is what is on it. */
export function SettingsPage(props: SettingsPageProps) {
  const { title, state, actions, intro, back, width = "wide", openTo = "admin", children } = props;
  const t = useT();
  const me = useMe();
  const isStacked = useIsStacked();
  const router = useRouter();
  useEffect(() => {
    document.title = `${title} · Circuito`;
  }, [title]);
  const leave = () => void router.navigate({ href: back ?? "/settings" });
  useLeaveKey(back === undefined ? undefined : leave);
  const fills = width === "fill";
  const isTheirs = mayOpen(me.role, { role: openTo });
  return (
    <div className={`relative h-full min-w-0 bg-surface overflow-y-auto scroll-pt-4 scroll-pb-20`}>
      <div
        className={`mx-auto flex w-full flex-col ${fills ? "h-full min-h-120 pt-6" : "gap-6 px-6 py-6"} ${WIDTHS[width]}`}
      >
        <div className={width === "narrow" ? "flex w-full max-w-2xl flex-col gap-6" : "contents"}>
          <header
            className={`flex flex-wrap items-center gap-x-2 gap-y-1 ${fills ? "flex-none px-6 pb-4" : ""}`}
          >
            <div className="flex min-w-0 items-start gap-2">
              {(isStacked || back !== undefined) && (
                <IconButton label={t("action.back")} icon={<ArrowLeft />} onPress={leave} />
              )}
              <h1 className="min-w-0 pt-0.5 text-20 wrap-anywhere">{title}</h1>
            </div>
            {state}
            {isTheirs && actions !== undefined && (
              <div
                className={`ml-auto flex flex-wrap items-center gap-2 ${intro === undefined ? "" : AFTER_INTRO}`}
              >
                {actions}
              </div>
            )}
            {intro !== undefined && (
              <div className="w-full">
                <p className="max-w-prose text-13 text-fg-2">{intro}</p>
              </div>
            )}
          </header>
          {isTheirs ? children : <Callout tone="neutral">{t(`settings.only.${openTo}`)}</Callout>}
        </div>
      </div>
    </div>
  );
}
