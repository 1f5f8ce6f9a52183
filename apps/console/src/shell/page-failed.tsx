import { ErrorState } from "@circuito/ui";
import { useT } from "../i18n/translate.ts";
import { technicalText } from "../verbs/problem-text.ts";

/** Instead of a page that broke: what was written is kept, and loading it anew mends most of it. */
export function PageFailed({ error }: { readonly error: unknown }) {
  const t = useT();
  return (
    <div className="flex h-full items-center justify-center bg-canvas">
      <ErrorState
        title={t("page.failed")}
        retryLabel={t("page.reload")}
        onRetry={() => location.reload()}
        technical={{ label: t("problem.technical"), text: technicalText(error) }}
      />
    </div>
  );
}
