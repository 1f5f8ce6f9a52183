import type { DraftChoice } from "../workspace/drafts.ts";

/** What the protocol takes (WhatsApp Cloud API: ten rows of 24 and 72 characters). */
export const CHOICES_MAX = 10;
export const CHOICE_TITLE_MAX = 24;
export const CHOICE_DESCRIPTION_MAX = 72;

/** What fits on buttons; all else is a list (WhatsApp Cloud API, interactive messages). */
const BUTTONS_MAX = 3;
const BUTTON_TITLE_MAX = 20;

/** How the customer sees them: on a paired phone there is nothing to press. */
export type ChoicesLook = "buttons" | "list" | "numbered";

export function choicesLook(rows: readonly DraftChoice[], transport: "cloud" | "web"): ChoicesLook {
  if (transport === "web") return "numbered";
  const offered = offeredIn(rows);
  const areButtons =
    offered.length <= BUTTONS_MAX &&
    new Set(offered.map(({ title }) => title)).size === offered.length &&
    offered.every(
      ({ title, description }) =>
        description === undefined && [...title].length <= BUTTON_TITLE_MAX,
    );
  return areButtons ? "buttons" : "list";
}

/** The rows that say something, without the space around it. */
export function offeredIn(rows: readonly DraftChoice[]): readonly DraftChoice[] {
  return rows.flatMap(({ id, title, description = "" }) =>
    title.trim() === ""
      ? []
      : [
          {
            id,
            title: title.trim(),
            ...(description.trim() === "" ? {} : { description: description.trim() }),
          },
        ],
  );
}

/** Says what it is about, but not its name: it cannot be offered. */
export const isUnnamed = ({ title, description = "" }: DraftChoice) =>
  title.trim() === "" && description.trim() !== "";
