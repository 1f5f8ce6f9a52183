import { useState } from "react";
import { ApiError } from "../api/request.ts";
import { currentLocale, useT } from "../i18n/translate.ts";
import { errorText } from "../verbs/problem-text.ts";
import { saveFile } from "../workspace/save-file.ts";
import { type AuditSearch, auditQuery } from "./audit-search.ts";
import { installationApi } from "./installation-api.ts";

interface FileProblem {
  readonly title: string;
  readonly text?: string;
}

/** What is filtered, as a file. Fetched and not followed as a link: a no is told here, on this page. */
export function useAuditFile(search: AuditSearch) {
  const t = useT();
  const [isMaking, setMaking] = useState(false);
  const [problem, setProblem] = useState<FileProblem>();

  async function make(): Promise<void> {
    setMaking(true);
    setProblem(undefined);
    try {
      const now = new Date();
      const file = await installationApi.auditFile(
        auditQuery(search, now.getTime()),
        currentLocale(),
      );
      saveFile(file, `circuito-audit-${now.toISOString().slice(0, 10)}.csv`);
    } catch (error) {
      setProblem(
        error instanceof ApiError && error.details.because === "too-many-entries"
          ? {
              title: t("audit.exportTooLarge", { max: error.details.entriesMax }),
              text: t("audit.exportNarrow"),
            }
          : { title: errorText(error) },
      );
    } finally {
      setMaking(false);
    }
  }

  return { isMaking, problem, make };
}
