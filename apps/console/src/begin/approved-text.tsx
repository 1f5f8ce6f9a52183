import { Button, Problem } from "@circuito/ui";
import { TemplateFields, TemplateList, type useTemplates } from "../composer/template-fields.tsx";
import { useT } from "../i18n/translate.ts";
import type { ChosenTemplate } from "../workspace/drafts.ts";

interface ApprovedTextProps {
  readonly list: ReturnType<typeof useTemplates>;
  readonly chosen: ChosenTemplate | undefined;
  readonly isChecked: boolean;
  readonly onChange: (chosen: ChosenTemplate | undefined) => void;
}

/** In the place of free words, where only approved ones may be sent. */
export function ApprovedText({ list, chosen, isChecked, onChange }: ApprovedTextProps) {
  const t = useT();
  const template = list.data?.find(
    ({ name, language }) => name === chosen?.name && language === chosen.language,
  );
  return (
    <section aria-label={t("begin.template")} className="flex flex-col gap-2">
      <p className="text-12 text-fg-2">{t("begin.templateText")}</p>
      {list.data !== undefined && chosen !== undefined && template !== undefined ? (
        <>
          <div className="flex flex-wrap items-center gap-2">
            <h3 className="min-w-0 grow truncate text-14s">{template.name}</h3>
            <Button size="small" onPress={() => onChange(undefined)}>
              {t("chat.otherTemplate")}
            </Button>
          </div>
          <TemplateFields
            template={template}
            all={list.data}
            chosen={chosen}
            isChecked={isChecked}
            onChange={onChange}
          />
        </>
      ) : (
        <>
          {isChecked && <Problem>{t("begin.needsTemplate")}</Problem>}
          <TemplateList list={list} onChoose={onChange} />
        </>
      )}
    </section>
  );
}
