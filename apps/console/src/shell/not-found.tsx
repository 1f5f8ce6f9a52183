import { Button, EmptyState } from "@circuito/ui";
import { Compass } from "lucide-react";
import { useT } from "../i18n/translate.ts";

/** An address that leads nowhere. */
export function NotFound() {
  const t = useT();
  return (
    <div className="grid h-full place-items-center">
      <EmptyState
        icon={<Compass />}
        title={t("problem.noSuchPage")}
        action={
          <Button variant="primary" onPress={() => location.assign("/inbox")}>
            {t("nav.inbox")}
          </Button>
        }
      />
    </div>
  );
}
