import { SegmentedControl } from "@circuito/ui";
import { useState } from "react";
import { useT } from "../../i18n/translate.ts";
import { CopyBlock } from "../inbox-page/copy-block.tsx";
import { Panel } from "../inbox-page/panel.tsx";
import { InstallationCheck, type InstallationCheckProps } from "./installation-check.tsx";
import { htmlSnippet, policyLines, tagManagerSnippet } from "./snippets.ts";

type Way = "html" | "tag-manager";
const SNIPPETS = { html: htmlSnippet, "tag-manager": tagManagerSnippet } as const;

interface InstallPanelProps extends InstallationCheckProps {
  readonly widgetUrl: string;
}

/** What a site's pages carry, what their policy lets in, and whether they do. */
export function InstallPanel({ widgetUrl, ...check }: InstallPanelProps) {
  const t = useT();
  const [way, setWay] = useState<Way>("html");
  return (
    <Panel title={t("webchat.install")}>
      <div>
        <SegmentedControl<Way>
          label={t("webchat.way")}
          value={way}
          onChange={setWay}
          segments={[
            { id: "html", label: "HTML" },
            { id: "tag-manager", label: "Google Tag Manager" },
          ]}
        />
      </div>
      <p className="text-13 text-fg-2">{t(`webchat.wayText.${way}`)}</p>
      <CopyBlock label={t("webchat.snippet")} value={SNIPPETS[way](widgetUrl)} />
      <InstallationCheck {...check} />
      <div className="flex flex-col gap-2 border-line-subtle border-t pt-3">
        <h3 className="text-13 font-semibold">{t("webchat.policy")}</h3>
        <p className="text-13 text-fg-2">{t("webchat.policyText")}</p>
        {policyLines(widgetUrl).map((line) => (
          <CopyBlock key={line} label={line} value={line} />
        ))}
      </div>
    </Panel>
  );
}
