import type { ApiKeyView } from "@circuito/protocol";
import {
  Button,
  Chip,
  Dialog,
  EmptyState,
  ErrorState,
  IconButton,
  SkeletonRows,
  Table,
  type TableColumn,
} from "@circuito/ui";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound, Plus, RotateCw, Trash2 } from "lucide-react";
import { useState } from "react";
import { DevelopersPage } from "../developers/developers-page.tsx";
import { dayTime, fullTime } from "../i18n/format.ts";
import { type Translate, useT } from "../i18n/translate.ts";
import { errorText, technicalText } from "../verbs/problem-text.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { installationApi, type NewApiKey } from "./installation-api.ts";
import { NewKeyDialog } from "./new-key-dialog.tsx";
import { RotateKeyDialog } from "./rotate-key-dialog.tsx";
import { SecretOnce } from "./secret-once.tsx";

/** Chaves de API: programs that may call us, with the rights of a role. */
export function ApiKeysScreen() {
  const t = useT();
  const queries = useQueryClient();
  const { toasts } = useWorkspace();
  const keys = useQuery({ queryKey: ["api-keys"], queryFn: installationApi.listApiKeys });
  const [isMaking, setMaking] = useState(false);
  const [made, setMade] = useState<NewApiKey>();
  const [rotating, setRotating] = useState<ApiKeyView>();
  const [revoking, setRevoking] = useState<ApiKeyView>();
  const refresh = () => void queries.invalidateQueries({ queryKey: ["api-keys"] });
  const failed = (error: unknown) => toasts.add({ text: errorText(error), tone: "danger" });

  async function revoke(key: ApiKeyView): Promise<void> {
    setRevoking(undefined);
    try {
      await installationApi.revokeApiKey(key.id);
      toasts.add({ text: t("apiKeys.revoked", { name: key.name }) });
    } catch (error) {
      failed(error);
    }
    refresh();
  }

  const columns = columnsOf(t, setRotating, setRevoking);

  return (
    <DevelopersPage
      title={t("apiKeys.title")}
      intro={t("apiKeys.intro")}
      actions={
        <Button variant="primary" icon={<Plus />} onPress={() => setMaking(true)}>
          {t("apiKeys.add")}
        </Button>
      }
    >
      {made !== undefined && (
        <SecretOnce
          title={t("apiKeys.once", { name: made.apiKey.name })}
          text={t("apiKeys.onceText")}
          secret={made.key}
          copyLabel={t("apiKeys.copy")}
          doneLabel={t("apiKeys.copied")}
          onDone={() => setMade(undefined)}
        />
      )}
      {keys.isPending ? (
        <SkeletonRows rows={3} label={t("apiKeys.loading")} />
      ) : keys.isError ? (
        <ErrorState
          title={errorText(keys.error)}
          retryLabel={t("action.retry")}
          onRetry={() => void keys.refetch()}
          isRetrying={keys.isFetching}
          technical={{ label: t("problem.technical"), text: technicalText(keys.error) }}
        />
      ) : (
        <Table
          label={t("apiKeys.title")}
          columns={columns}
          rows={keys.data}
          nameOf={({ name }) => name}
          emptyState={<EmptyState icon={<KeyRound />} title={t("apiKeys.empty")} />}
        />
      )}
      <NewKeyDialog
        isOpen={isMaking}
        onClose={() => setMaking(false)}
        onMade={(key) => {
          setMaking(false);
          setMade(key);
          refresh();
        }}
      />
      <RotateKeyDialog
        apiKey={rotating}
        onClose={() => setRotating(undefined)}
        onMade={(key) => {
          setRotating(undefined);
          setMade(key);
          refresh();
        }}
      />
      <Dialog
        role="alertdialog"
        size="small"
        isOpen={revoking !== undefined}
        onOpenChange={(isOpen) => !isOpen && setRevoking(undefined)}
        title={t("apiKeys.revokeTitle", { name: revoking?.name ?? "" })}
        description={t("apiKeys.revokeText")}
        closeLabel={t("action.close")}
        footer={
          <>
            <Button onPress={() => setRevoking(undefined)}>{t("action.cancel")}</Button>
            <Button
              variant="danger"
              onPress={() => revoking !== undefined && void revoke(revoking)}
            >
              {t("apiKeys.revoke")}
            </Button>
          </>
        }
      />
    </DevelopersPage>
  );
}

function columnsOf(
  t: Translate,
  onRotate: (key: ApiKeyView) => void,
  onRevoke: (key: ApiKeyView) => void,
): readonly TableColumn<ApiKeyView>[] {
  return [
    {
      id: "name",
      label: t("apiKeys.name"),
      isRowHeader: true,
      cell: ({ name, expiresAt, replacedBy }) => (
        <span className="flex flex-wrap items-center gap-x-2">
          <span className="font-medium">{name}</span>
          {expiresAt !== null && (
            <Chip tone="warn">
              {t(replacedBy === null ? "apiKeys.until" : "apiKeys.replaced", {
                at: dayTime(expiresAt),
              })}
            </Chip>
          )}
        </span>
      ),
    },
    { id: "role", label: t("apiKeys.role"), cell: ({ role }) => t(`apiKeys.role.${role}`) },
    {
      id: "used",
      label: t("apiKeys.used"),
      isSecondary: true,
      cell: ({ lastUsedAt }) => (lastUsedAt === null ? t("apiKeys.never") : fullTime(lastUsedAt)),
    },
    {
      id: "made",
      label: t("apiKeys.made"),
      isSecondary: true,
      cell: ({ createdAt, createdBy }) =>
        createdBy === null ? fullTime(createdAt) : `${fullTime(createdAt)} · ${createdBy}`,
    },
    {
      id: "actions",
      label: t("apiKeys.actions"),
      isLabelHidden: true,
      align: "end",
      cell: (key) => (
        <span className="inline-flex">
          {key.replacedBy === null && (
            <IconButton
              size="small"
              label={t("apiKeys.rotateOf", { name: key.name })}
              icon={<RotateCw />}
              onPress={() => onRotate(key)}
            />
          )}
          <IconButton
            size="small"
            label={t("apiKeys.revokeOf", { name: key.name })}
            icon={<Trash2 />}
            onPress={() => onRevoke(key)}
          />
        </span>
      ),
    },
  ];
}
