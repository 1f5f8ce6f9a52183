import { learn } from "../../i18n/translate.ts";
import { part, prefetch } from "../../shell/part.ts";

const loadSection = async () =>
  (
    await Promise.all([
      import("./procedure-section.tsx"),
      learn("procedures"),
      // Words of it are put in as a quick reply's are.
      learn("writing"),
    ])
  )[0];

/** Procedures beside a conversation, with the words for them. */
export const ProcedureSection = part(async () => ({
  default: (await loadSection()).ProcedureSection,
}));

/** How far a procedure came, in a line. */
export const ProcedureStand = part(async () => ({
  default: (await Promise.all([import("./procedure-stand.tsx"), learn("procedures")]))[0]
    .ProcedureStand,
}));

export const fetchProcedures = () => prefetch(loadSection);
