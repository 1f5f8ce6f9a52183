import { Button, EmptyState } from "@circuito/ui";
import { useT } from "../i18n/translate.ts";

/** An address that leads nowhere. */
export function NotFound() {
  const t = useT();
  return (
    <EmptyState
      title={t("problem.noSuchPage")}
      action={
        <Button variant="primary" onPress={() => location.assign("/inbox")}>
          {t("nav.inbox")}
        </Button>
      }
    />
  );
}
