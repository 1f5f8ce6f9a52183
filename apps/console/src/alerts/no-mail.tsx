import { Callout, TextButton } from "@circuito/ui";
import { useRouter } from "@tanstack/react-router";
import { useT } from "../i18n/translate.ts";
import { useOwnMail } from "./alerts-api.ts";

/** Says that no mail would leave, and where that is changed. */
export function NoMail() {
  const t = useT();
  const router = useRouter();
  const { data } = useOwnMail();
  if (data?.kind !== "none") return null;
  return (
    <Callout tone="warn" title={t("ownMail.none")}>
      <TextButton onPress={() => void router.navigate({ href: "/settings/own-mail" })}>
        {t("ownMail.choose")}
      </TextButton>
    </Callout>
  );
}
