import type { InboxView } from "@circuito/protocol";
import { List } from "lucide-react";
import { useT } from "../../i18n/translate.ts";

export interface Choice {
  readonly id: string;
  readonly title: string;
  readonly description?: string | undefined;
}

/** How a channel shows what may be chosen. */
export type Look = "buttons" | "whatsapp" | "numbered";

/** WhatsApp Cloud API: at most three buttons; more are a list that opens. */
const BUTTONS_MAX = 3;

export function choicesLookOf({ channel, settings }: InboxView): Look {
  if (channel === "webchat") return "buttons";
  return channel === "whatsapp" && settings.transport === "cloud" ? "whatsapp" : "numbered";
}

/** Where there is nothing to press, what may be chosen stands below the words. */
export function writtenChoices(text: string, choices: readonly Choice[], look: Look): string {
  if (look !== "numbered" || choices.length === 0) return text;
  const lines = choices.map(({ title, description }, index) =>
    description === undefined
      ? `${index + 1}. ${title}`
      : `${index + 1}. ${title} (${description})`,
  );
  return [text, lines.join("\n")].filter((part) => part !== "").join("\n\n");
}

interface ChoicesProps {
  readonly choices: readonly Choice[];
  readonly look: Look;
  readonly isDisabled: boolean;
  readonly onChoose: (choice: Choice) => void;
}

export function Choices({ choices, look, isDisabled, onChoose }: ChoicesProps) {
  const t = useT();
  if (look === "numbered" || choices.length === 0) return null;
  const isList = look === "whatsapp" && choices.length > BUTTONS_MAX;
  const buttons = choices.map((choice) => (
    <button
      key={choice.id}
      type="button"
      disabled={isDisabled}
      onClick={() => onChoose(choice)}
      className={`ring-focus fade-colors min-h-8 cursor-default px-3 py-1 text-13 text-accent-text disabled:text-fg-3 ${isList ? "border-line-subtle border-b text-left last:border-0 hover:bg-hover" : "rounded-bubble border border-line bg-raised hover:bg-hover"}`}
    >
      {choice.title}
      {choice.description !== undefined && (
        <span className="block text-12 text-fg-2">{choice.description}</span>
      )}
    </button>
  ));
  if (!isList) return <div className="flex flex-wrap gap-1.5">{buttons}</div>;
  return (
    <div className="flex flex-col overflow-hidden rounded-bubble border border-line bg-raised">
      <span className="flex items-center justify-center gap-1.5 border-line-subtle border-b px-3 py-1.5 text-12 text-fg-2">
        <List aria-hidden="true" className="size-3.5" />
        {t("attendant.sim.list")}
      </span>
      {buttons}
    </div>
  );
}
