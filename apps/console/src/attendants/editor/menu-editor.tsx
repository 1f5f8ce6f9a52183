import {
  type AttendantFlow,
  type AttendantLanguage,
  type AttendantMenu,
  type AttendantOption,
  BUILT_IN_WORDS,
  DESCRIPTION_LENGTH_MAX,
  type FlowMistake,
  LABEL_LENGTH_MAX,
  MENU_DEPTH_MAX,
  MENU_OPTIONS_MAX,
} from "@circuito/protocol/attendant-text";
import { Button, IconButton, TagField, type TextField } from "@circuito/ui";
import { ArrowDown, ArrowUp, CornerDownRight, Plus, UserRound, X } from "lucide-react";
import { type ComponentProps, useEffect, useRef } from "react";
import { useT } from "../../i18n/translate.ts";
import {
  changeMenu,
  changeOption,
  idFor,
  moveOption,
  type OptionPath,
  removeOption,
} from "../flow/flow-edit.ts";
import { mistakeAt } from "../flow/flow-mistakes.ts";
import { WordsField } from "./words-field.tsx";

type KeyDown = Parameters<NonNullable<ComponentProps<typeof TextField>["onKeyDown"]>>[0];

interface MenuEditorProps {
  readonly flow: AttendantFlow;
  readonly menu: AttendantMenu;
  readonly path: OptionPath;
  readonly language: AttendantLanguage;
  readonly mistakes: readonly FlowMistake[];
  /** Ids that rules may name already. */
  readonly savedIds: ReadonlySet<string>;
  readonly onChange: (flow: AttendantFlow) => void;
}

/** Where a menu stands in the flow, as mistakes name it. */
const placeOf = (path: OptionPath) =>
  ["menu", ...path.flatMap((at) => ["options", at, "menu"])].join(".");

/**
 * A question and its answers; an answer may ask further. Enter goes to the next answer or makes one,
 * Backspace in an empty one takes it away. The way to a person is always the last.
 */
export function MenuEditor(props: MenuEditorProps) {
  const { flow, menu, path, language, mistakes, onChange } = props;
  const t = useT();
  const place = placeOf(path);
  const labels = useRef(new Map<number, HTMLInputElement>());
  const wanted = useRef<number | null>(null);
  useEffect(() => {
    if (wanted.current === null) return;
    labels.current.get(wanted.current)?.focus();
    wanted.current = null;
  });
  const isFull = menu.options.length >= MENU_OPTIONS_MAX;

  function add(): void {
    if (isFull) return;
    wanted.current = menu.options.length;
    onChange(
      changeMenu(flow, path, ({ words, options }) => {
        const id = idFor(
          "",
          options.map((option) => option.id),
        );
        return { words, options: [...options, { id, label: {} }] };
      }),
    );
  }

  function onKeyDown(event: KeyDown, at: number): void {
    const option = menu.options[at];
    const isEmpty = option !== undefined && (option.label[language] ?? "") === "";
    if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      if (at === menu.options.length - 1) add();
      else labels.current.get(at + 1)?.focus();
    } else if (event.key === "Backspace" && isEmpty && !option.menu && menu.options.length > 1) {
      event.preventDefault();
      wanted.current = Math.max(0, at - 1);
      onChange(removeOption(flow, [...path, at]));
    } else event.continuePropagation();
  }

  return (
    <div className="flex flex-col gap-2">
      <WordsField
        label={t(path.length === 0 ? "attendant.question" : "attendant.furtherQuestion")}
        words={menu.words}
        language={language}
        fallback={flow.language}
        error={mistakeAt(mistakes, `${place}.words`)}
        onChange={(words) => onChange(changeMenu(flow, path, (before) => ({ ...before, words })))}
      />
      <ol aria-label={t("attendant.options")} className="flex flex-col gap-2">
        {menu.options.map((option, at) => (
          <OptionEditor
            // biome-ignore lint/suspicious/noArrayIndexKey: its id is made anew while its label is written
            key={at}
            {...props}
            option={option}
            siblings={menu.options}
            optionPath={[...path, at]}
            labelRef={(input) => {
              if (input === null) labels.current.delete(at);
              else labels.current.set(at, input);
            }}
            onKeyDown={(event) => onKeyDown(event, at)}
          />
        ))}
        <li className="flex items-center gap-2 rounded-pane border border-line-subtle border-dashed px-3 py-2 text-13 text-fg-2">
          <UserRound aria-hidden="true" className="size-4 flex-none" />
          <span className="min-w-0 grow">{BUILT_IN_WORDS[language].person}</span>
          <span className="flex-none text-12">{t("attendant.alwaysThere")}</span>
        </li>
      </ol>
      {mistakeAt(mistakes, `${place}.options`) !== undefined && menu.options.length === 0 && (
        <p className="text-12 text-danger-text">{mistakeAt(mistakes, `${place}.options`)}</p>
      )}
      <div>
        <Button
          size="small"
          icon={<Plus />}
          disabledReason={isFull ? t("attendant.full", { max: MENU_OPTIONS_MAX }) : undefined}
          onPress={add}
        >
          {t("attendant.addOption")}
        </Button>
      </div>
    </div>
  );
}

interface OptionEditorProps extends MenuEditorProps {
  readonly option: AttendantOption;
  readonly siblings: readonly AttendantOption[];
  readonly optionPath: OptionPath;
  readonly labelRef: (input: HTMLInputElement | null) => void;
  readonly onKeyDown: (event: KeyDown) => void;
}

function OptionEditor(props: OptionEditorProps) {
  const { flow, option, siblings, optionPath, language, mistakes, savedIds, onChange } = props;
  const t = useT();
  const at = optionPath.at(-1) ?? 0;
  const number = at + 1;
  const place = `${placeOf(optionPath.slice(0, -1))}.options.${at}`;
  const put = (part: Partial<AttendantOption>) =>
    onChange(changeOption(flow, optionPath, (before) => ({ ...before, ...part })));
  const { menu } = option;
  const mayAsk = optionPath.length < MENU_DEPTH_MAX;

  /** Its name for rules follows its label until it is saved. */
  function rename(label: AttendantOption["label"]): void {
    const isFree = language === flow.language && !savedIds.has(option.id);
    const taken = siblings.filter((one) => one !== option).map(({ id }) => id);
    put({ label, ...(isFree && { id: idFor(label[language] ?? "", taken) }) });
  }

  return (
    <li className="flex flex-col gap-2 rounded-pane border border-line p-3">
      <div className="flex items-start gap-1">
        <span className="w-5 flex-none pt-1.5 text-12 text-fg-3 tabular-nums">{number}</span>
        <div className="min-w-0 grow">
          <WordsField
            label={t("attendant.option", { number })}
            isLabelHidden
            words={option.label}
            language={language}
            fallback={flow.language}
            lengthMax={LABEL_LENGTH_MAX}
            error={mistakeAt(mistakes, `${place}.label`) ?? mistakeAt(mistakes, `${place}.id`)}
            inputRef={props.labelRef}
            onKeyDown={props.onKeyDown}
            onChange={rename}
          />
        </div>
        <IconButton
          label={t("attendant.optionUp", { number })}
          icon={<ArrowUp />}
          isDisabled={at === 0}
          onPress={() => onChange(moveOption(flow, optionPath, -1))}
        />
        <IconButton
          label={t("attendant.optionDown", { number })}
          icon={<ArrowDown />}
          isDisabled={at === siblings.length - 1}
          onPress={() => onChange(moveOption(flow, optionPath, 1))}
        />
        <IconButton
          label={t("attendant.removeOption", { number })}
          icon={<X />}
          isDisabled={siblings.length === 1}
          onPress={() => onChange(removeOption(flow, optionPath))}
        />
      </div>
      <details className="pl-6 text-13">
        <summary className="ring-focus inline-flex min-h-6 cursor-default items-center rounded-key text-12 text-fg-2">
          {t("attendant.optionMore", { id: option.id })}
        </summary>
        <div className="mt-2 flex flex-col gap-2">
          <WordsField
            label={t("attendant.description")}
            words={option.description}
            language={language}
            fallback={flow.language}
            lengthMax={DESCRIPTION_LENGTH_MAX}
            error={mistakeAt(mistakes, `${place}.description`)}
            onChange={(description) => put({ description })}
          />
          <TagField
            label={t("attendant.synonyms")}
            placeholder={t("attendant.synonymsPlaceholder")}
            description={t("attendant.synonymsText")}
            emptyText={t("attendant.typeSynonym")}
            removeLabel={(label) => t("attendant.removeSynonym", { label })}
            options={[]}
            value={option.synonyms ?? []}
            create={{
              label: (typed) => t("attendant.addSynonym", { typed }),
              idOf: (typed) => typed,
            }}
            error={mistakeAt(mistakes, `${place}.synonyms`)}
            onChange={(synonyms) => put({ synonyms })}
          />
        </div>
      </details>
      {menu === undefined ? (
        mayAsk && (
          <div className="pl-6">
            <Button
              size="small"
              variant="ghost"
              icon={<CornerDownRight />}
              onPress={() =>
                put({ menu: { words: {}, options: [{ id: idFor("", []), label: {} }] } })
              }
            >
              {t("attendant.askFurther")}
            </Button>
          </div>
        )
      ) : (
        <div className="ml-2 flex flex-col gap-2 border-line border-l-2 pl-4">
          <MenuEditor {...props} menu={menu} path={optionPath} />
          <div>
            <Button
              size="small"
              variant="ghost"
              icon={<X />}
              onPress={() =>
                onChange(changeOption(flow, optionPath, ({ menu: _gone, ...rest }) => rest))
              }
            >
              {t("attendant.askNoFurther")}
            </Button>
          </div>
        </div>
      )}
    </li>
  );
}
