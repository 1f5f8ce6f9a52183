import { Callout } from "@circuito/ui";
import { Link } from "@tanstack/react-router";
import { CopyField } from "../channels/inbox-page/copy-field.tsx";
import { useT } from "../i18n/translate.ts";
import { Loaded } from "../settings/loaded.tsx";
import { Section } from "../settings/section.tsx";
import { CodeBlock } from "../webhooks/code-block.tsx";
import { useInboxes } from "../workspace/queries.ts";
import { DevelopersPage } from "./developers-page.tsx";
import { OPEN_API_PATH, useOpenApi } from "./open-api.ts";
import { DEVELOPERS } from "./sections.ts";

const LINK = "ring-focus rounded-key text-accent-text underline";

/** Comece por aqui: the address, how a program says who it is, and a first call to copy. */
export function StartScreen() {
  const t = useT();
  const description = useOpenApi();
  const chat = useInboxes().data?.find(({ channel }) => channel === "webchat");
  return (
    <DevelopersPage title={t("developers.title")} intro={t("developers.intro")}>
      <Loaded query={description} label={t("developers.loading")}>
        {({ servers }) => {
          const base = servers[0]?.url ?? `${location.origin}/api/v1`;
          return (
            <>
              <Section title={t("developers.address")} text={t("developers.addressText")} isWide>
                <CopyField label={t("developers.base")} value={base} />
              </Section>
              <Section title={t("developers.auth")} isWide>
                <ol className="flex list-decimal flex-col gap-1.5 pl-5 text-13">
                  <li>
                    <Link to="/settings/api-keys" className={LINK}>
                      {t("developers.authKey")}
                    </Link>
                  </li>
                  <li>{t("developers.authHeader")}</li>
                  <li>{t("developers.authErrors")}</li>
                </ol>
                <CodeBlock label={t("developers.firstCall")} text={firstCall(base)} />
                <CodeBlock label={t("developers.firstReply")} text={firstReply(base)} />
              </Section>
            </>
          );
        }}
      </Loaded>
      <Section title={t("developers.more")} isWide>
        <ul className="flex flex-col gap-2 text-13">
          <li>
            <a href={OPEN_API_PATH} className={LINK}>
              openapi.json
            </a>{" "}
            <span className="text-fg-2">{t("developers.openApiText")}</span>
          </li>
          <li>
            <Link to={`${DEVELOPERS}/$section`} params={{ section: "routes" }} className={LINK}>
              {t("developers.routes")}
            </Link>{" "}
            <span className="text-fg-2">{t("developers.routesText")}</span>
          </li>
          <li>
            <Link to={`${DEVELOPERS}/$section`} params={{ section: "sandbox" }} className={LINK}>
              {t("developers.sandbox")}
            </Link>{" "}
            <span className="text-fg-2">{t("developers.sandboxIntro")}</span>
          </li>
          <li>
            {chat === undefined ? (
              <Link to="/settings/channels" className={LINK}>
                {t("developers.jwt")}
              </Link>
            ) : (
              <Link
                to="/settings/channels/webchat/$inboxId"
                params={{ inboxId: chat.id }}
                className={LINK}
              >
                {t("developers.jwt")}
              </Link>
            )}{" "}
            <span className="text-fg-2">{t("developers.jwtText")}</span>
          </li>
        </ul>
        <Callout tone="neutral">{t("developers.keysAreSecret")}</Callout>
      </Section>
    </DevelopersPage>
  );
}

const firstCall = (base: string) => `export KEY=ck_…
curl -sS "${base}/conversations?status=open&limit=5" \\
  -H "authorization: Bearer $KEY"`;

const firstReply = (base: string) => `curl -sS "${base}/conversations/$ID/messages" \\
  -H "authorization: Bearer $KEY" \\
  -H "content-type: application/json" \\
  -d "{\\"clientId\\":\\"$(uuidgen | tr A-Z a-z)\\",\\"text\\":\\"Já estamos vendo.\\"}"`;
