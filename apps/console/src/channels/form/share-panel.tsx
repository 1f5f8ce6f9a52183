import { ExternalLink } from "lucide-react";
import { useT } from "../../i18n/translate.ts";
import { CopyBlock } from "../inbox-page/copy-block.tsx";
import { CopyField } from "../inbox-page/copy-field.tsx";
import { Panel } from "../inbox-page/panel.tsx";
import { embedSnippet } from "./snippet.ts";

interface SharePanelProps {
  readonly name: string;
  readonly formUrl: string;
  readonly hasSites: boolean;
}

/** Where customers fill it in: at its own address, and within the company's pages. */
export function SharePanel({ name, formUrl, hasSites }: SharePanelProps) {
  const t = useT();
  return (
    <Panel title={t("form.share")}>
      <CopyField label={t("form.address")} value={formUrl} />
      <p className="text-13">
        <a
          href={formUrl}
          target="_blank"
          rel="noreferrer"
          className="ring-focus inline-flex items-center gap-1 rounded-row text-accent-text hover:underline [&>svg]:size-3.5"
        >
          {t("form.open")}
          <ExternalLink aria-hidden="true" />
        </a>
      </p>
      <div className="flex flex-col gap-2 border-line-subtle border-t pt-3">
        <h3 className="text-13 font-semibold">{t("form.embed")}</h3>
        <p className="text-13 text-fg-2">{t(hasSites ? "form.embedText" : "form.embedNoSites")}</p>
        {hasSites && <CopyBlock label={t("form.embed")} value={embedSnippet(formUrl, name)} />}
      </div>
    </Panel>
  );
}
