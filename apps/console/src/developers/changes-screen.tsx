import { Callout } from "@circuito/ui";
import changes from "../../../../docs/api-changes.md?raw";
import { useT } from "../i18n/translate.ts";
import { Section } from "../settings/section.tsx";
import { DevelopersPage } from "./developers-page.tsx";
import { readChanges, wordsAndCode } from "./read-changes.ts";

/** Novidades da API: the same list as in the docs, which a test holds against the routes there are. */
export function ChangesScreen() {
  const t = useT();
  return (
    <DevelopersPage title={t("developers.changes")} intro={t("developers.changesText")}>
      {readChanges(changes).map(({ title, items }) => (
        <Section
          key={title}
          title={
            title === "Next"
              ? t("developers.changesNext")
              : t("developers.changesIn", { version: title })
          }
          isWide
        >
          {/* The docs are in English, as the API is. */}
          <ul lang="en" className="flex list-disc flex-col gap-1.5 pl-5 text-13">
            {items.map((item) => (
              <li key={item} className="wrap-anywhere">
                <Item text={item} />
              </li>
            ))}
          </ul>
        </Section>
      ))}
      <Callout tone="neutral">{t("developers.compatible")}</Callout>
    </DevelopersPage>
  );
}

function Item({ text }: { readonly text: string }) {
  return wordsAndCode(text).map((part, place) =>
    place % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence never change places
      <code key={place} className="rounded-key bg-muted px-1 py-px font-mono text-12">
        {part}
      </code>
    ) : (
      part
    ),
  );
}
