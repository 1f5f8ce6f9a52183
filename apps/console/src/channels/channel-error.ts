import { ApiError } from "../api/request.ts";
import { t } from "../i18n/translate.ts";
import { errorText } from "../verbs/problem-text.ts";

/** Why something about an inbox did not work; the general words are about conversations. */
export function channelErrorText(error: unknown): string {
  if (!(error instanceof ApiError)) return errorText(error);
  switch (error.code) {
    case "not-found":
      return t("whatsapp.gone");
    case "wrong-state":
    case "conflict":
      return error.details.because === "inbox-disabled"
        ? t("pairing.off")
        : t("channels.changedMeanwhile");
    case "forbidden":
      return t("settings.only.admin");
    default:
      return errorText(error);
  }
}
