import { Button, Callout, Checkbox, IconButton } from "@circuito/ui";
import { Volume2 } from "lucide-react";
import { useState } from "react";
import { useT } from "../i18n/translate.ts";
import {
  NEWS_KINDS,
  NEWS_WAYS,
  type NewsKind,
  type NewsWay,
} from "../notifications/notification-choices.ts";
import { playTune } from "../notifications/sounds.ts";
import { SettingsPage } from "../settings/settings-page.tsx";
import { EVERYBODY } from "../settings/settings-pages.ts";
import { prefer, usePreferences } from "../workspace/preferences.ts";
import { useNewsMail } from "./news-mail.ts";

/** Notificações: what is told of, and how, at this computer. */
export function NotificationsScreen() {
  const t = useT();
  const { notifications } = usePreferences();
  const [isMute, setMute] = useState(false);
  const mail = useNewsMail();
  const change = (kind: NewsKind, way: NewsWay, isOn: boolean) => {
    const others = notifications[kind].filter((chosen) => chosen !== way);
    prefer({
      notifications: { ...notifications, [kind]: isOn ? [...others, way] : others },
    });
  };
  const listen = async (kind: NewsKind) => setMute(!(await playTune(kind)));
  return (
    <SettingsPage
      title={t("notifications.title")}
      intro={t("notifications.intro")}
      width="narrow"
      openTo={EVERYBODY}
    >
      <DesktopPermission />
      {isMute && <Callout tone="warn">{t("notifications.mute")}</Callout>}
      {/* Hidden words and boxes are placed in it: elsewhere they would make the page scroll sideways. */}
      <div className="relative overflow-x-auto rounded-pane border border-line">
        <table className="w-full border-collapse text-13">
          <thead>
            <tr className="border-line border-b bg-sunken text-12 text-fg-2">
              <th scope="col" className="h-8 px-3 text-left font-medium">
                {t("notifications.when")}
              </th>
              {NEWS_WAYS.map((way) => (
                <th key={way} scope="col" className="px-3 text-center font-medium">
                  {t(`notifications.way.${way}`)}
                </th>
              ))}
              <th scope="col" className="px-3 text-center font-medium whitespace-nowrap">
                {t("notifications.way.mail")}
              </th>
              <th scope="col">
                <span className="sr-only">{t("notifications.listen")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {NEWS_KINDS.map((kind) => (
              <tr key={kind} className="border-line-subtle border-b last:border-b-0">
                <th scope="row" className="px-3 py-2 text-left font-regular">
                  {t(`notifications.kind.${kind}`)}
                </th>
                {NEWS_WAYS.map((way) => (
                  <td key={way} className="px-3">
                    <span className="flex justify-center">
                      <Checkbox
                        aria-label={`${t(`notifications.kind.${kind}`)}: ${t(`notifications.way.${way}`)}`}
                        isSelected={notifications[kind].includes(way)}
                        onChange={(isOn) => change(kind, way, isOn)}
                      />
                    </span>
                  </td>
                ))}
                <td className="px-3">
                  <span className="flex justify-center">
                    <Checkbox
                      aria-label={`${t(`notifications.kind.${kind}`)}: ${t("notifications.way.mail")}`}
                      isSelected={mail.kinds.includes(kind)}
                      isDisabled={!mail.isKnown}
                      onChange={(isOn) => void mail.change(kind, isOn)}
                    />
                  </span>
                </td>
                <td className="pr-2 text-right">
                  <IconButton
                    size="small"
                    label={t("notifications.listenTo", { kind: t(`notifications.kind.${kind}`) })}
                    icon={<Volume2 />}
                    onPress={() => void listen(kind)}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="text-12 text-fg-2">{t("notifications.mailText")}</p>
      <p className="text-12 text-fg-2">{t("handling.told")}</p>
    </SettingsPage>
  );
}

/** The browser asks once, and only after a press. */
function DesktopPermission() {
  const t = useT();
  const [permission, setPermission] = useState(
    "Notification" in window ? Notification.permission : "denied",
  );
  if (permission === "granted") return null;
  if (permission === "denied") {
    return <Callout tone="neutral">{t("notifications.denied")}</Callout>;
  }
  return (
    <Callout
      tone="info"
      action={
        <Button
          size="small"
          onPress={() => void Notification.requestPermission().then(setPermission)}
        >
          {t("notifications.allow")}
        </Button>
      }
    >
      {t("notifications.ask")}
    </Callout>
  );
}
