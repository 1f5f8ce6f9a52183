import { useT } from "../i18n/translate.ts";
import { HopToMind } from "../supervision/hop-to-mind.tsx";
import { useHandOversToMind } from "../supervision/use-hand-overs-to-mind.ts";

/** What nobody took in time, and what people pass to and fro; nothing where there is none. */
export function StuckHandOvers() {
  const t = useT();
  const hops = useHandOversToMind().data ?? [];
  if (hops.length === 0) return null;
  return (
    <section aria-label={t("toMind.title")} className="flex flex-col gap-3">
      <h2 className="text-14s">{t("toMind.title")}</h2>
      <ul className="flex flex-col gap-2">
        {hops.map((hop) => (
          <HopToMind key={hop.conversationId} hop={hop} />
        ))}
      </ul>
    </section>
  );
}
