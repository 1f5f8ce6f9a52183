import { IconButton } from "@circuito/ui";
import { Link } from "@tanstack/react-router";
import { ArrowRight, X } from "lucide-react";
import { useT } from "../i18n/translate.ts";
import { SETUP_PLACES } from "./setup-steps.ts";
import { useHideSetup, useSetup } from "./use-setup.ts";

/** Above every page of the settings while nobody was answered: how far it is, and what comes next. */
export function SetupStrip() {
  const t = useT();
  const hide = useHideSetup();
  const setup = useSetup();
  if (setup === undefined) return null;
  const { next, done, of } = setup;
  return (
    <section
      aria-label={t("setup.title")}
      className="flex flex-none flex-wrap items-center gap-x-3 border-line-subtle border-b bg-canvas px-6 py-1.5 text-13"
    >
      <span role="status" className="text-fg-2">
        {t("setup.title")} · {t("setup.progress", { done, of })}
      </span>
      <Link
        to={SETUP_PLACES[next]}
        className="ring-focus fade-colors flex items-center gap-1.5 rounded-row px-1.5 py-1 font-medium text-accent-text hover:bg-hover [&>svg]:size-3.5"
      >
        {t(`setup.step.${next}`)}
        <ArrowRight aria-hidden="true" />
      </Link>
      <span className="ml-auto flex">
        <IconButton size="small" label={t("setup.hide")} icon={<X />} onPress={hide} />
      </span>
    </section>
  );
}
