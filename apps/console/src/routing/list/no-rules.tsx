import { Button } from "@circuito/ui";
import { Crown, MessageSquareText, Moon, Timer } from "lucide-react";
import type { ReactNode } from "react";
import { useT } from "../../i18n/translate.ts";
import { TEMPLATE_IDS, type TemplateId } from "../rule/templates.ts";

interface NoRulesProps {
  /** Where everything goes meanwhile. */
  readonly queue: string;
  readonly onBegin: (template: TemplateId | "empty") => void;
}

const ICONS: Readonly<Record<TemplateId, ReactNode>> = {
  words: <MessageSquareText aria-hidden="true" />,
  closed: <Moon aria-hidden="true" />,
  vip: <Crown aria-hidden="true" />,
  wait: <Timer aria-hidden="true" />,
};

/** Before the first rule: where everything goes, and what most begin with. */
export function NoRules({ queue, onBegin }: NoRulesProps) {
  const t = useT();
  return (
    <section className="flex flex-col gap-3">
      <p className="text-13 text-fg-2">{t("routing.noRules", { queue })}</p>
      <ul className="grid gap-2 min-[560px]:grid-cols-2">
        {TEMPLATE_IDS.map((id) => (
          <li key={id} className="flex">
            <button
              type="button"
              onClick={() => onBegin(id)}
              className="ring-focus fade-colors flex w-full cursor-default flex-col gap-1 rounded-pane border border-line p-3 text-left hover:border-line-control hover:bg-hover"
            >
              <span className="flex items-center gap-2 text-13 font-medium [&>svg]:size-4 [&>svg]:text-accent-text">
                {ICONS[id]}
                {t(`routing.template.${id}`)}
              </span>
              <span className="text-12 text-fg-2">{t(`routing.template.${id}Text`)}</span>
            </button>
          </li>
        ))}
      </ul>
      <div>
        <Button onPress={() => onBegin("empty")}>{t("routing.beginEmpty")}</Button>
      </div>
    </section>
  );
}
