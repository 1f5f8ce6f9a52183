import type { PersonView } from "@circuito/protocol";
import { Chip } from "@circuito/ui";
import { presenceName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";

/** Whether somebody may log in, and how they stand if they have. */
export function PersonStateChip({ person }: { readonly person: PersonView }) {
  const t = useT();
  switch (person.state) {
    case "invited":
      return (
        <Chip tone={person.linkUntil === null ? "warn" : "info"}>
          {t(person.linkUntil === null ? "people.linkOver" : "people.invited")}
        </Chip>
      );
    case "disabled":
      return <Chip>{t("people.disabled")}</Chip>;
    case "active":
      // Who is not connected serves nobody, whatever state they left behind.
      return person.reachable && person.wanted !== "offline" ? (
        <Chip tone={person.wanted === "available" ? "ok" : "neutral"}>
          {presenceName(person.wanted)}
        </Chip>
      ) : (
        <Chip variant="plain">{presenceName("offline")}</Chip>
      );
  }
}
