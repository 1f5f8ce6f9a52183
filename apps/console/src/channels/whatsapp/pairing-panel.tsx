import type { PairingSessionView, SessionWishBody } from "@circuito/protocol";
import { Button, IconButton, Problem, Skeleton, TextField } from "@circuito/ui";
import { Copy, KeyRound, QrCode } from "lucide-react";
import { type FormEvent, Suspense, useState } from "react";
import { useT } from "../../i18n/translate.ts";
import { part } from "../../shell/part.ts";
import { useCopy } from "../../workspace/use-copy.ts";
import { useIsOnline } from "../../workspace/workspace-context.ts";
import { ExpiryRing } from "./expiry-ring.tsx";
import { phoneOf } from "./whatsapp-settings.ts";

/** The code's arithmetic is fetched when there is a code to draw. */
const QrPicture = part(async () => ({ default: (await import("./qr-picture.tsx")).QrPicture }));

interface PairingPanelProps {
  readonly pairing: PairingSessionView["pairing"];
  readonly isWishing: boolean;
  readonly onWish: (wish: SessionWishBody) => void;
}

/** What the phone is shown: a code to scan, or one to type into it. */
export function PairingPanel({ pairing, isWishing, onWish }: PairingPanelProps) {
  const t = useT();
  return (
    <div className="flex flex-col gap-6 min-[640px]:flex-row">
      <div className="flex flex-none flex-col items-center gap-2 self-center min-[640px]:self-start">
        {pairing?.method === "code" ? (
          <TypedCode value={pairing.value} />
        ) : (
          <div className="flex size-64 max-w-full items-center justify-center rounded-pane border border-line bg-surface p-1.5">
            {pairing === null ? (
              <Skeleton className="size-full rounded-control" />
            ) : (
              <Suspense fallback={<Skeleton className="size-full rounded-control" />}>
                <QrPicture value={pairing.value} />
              </Suspense>
            )}
          </div>
        )}
        {pairing === null ? (
          <span className="text-13 text-fg-2">{t("pairing.generating")}</span>
        ) : (
          <ExpiryRing expiresAt={pairing.expiresAt} />
        )}
      </div>
      <div className="flex min-w-0 flex-col gap-4 text-13">
        <HowTo isCode={pairing?.method === "code"} />
        {pairing?.method === "code" ? (
          <div>
            <Button
              icon={<QrCode />}
              isPending={isWishing}
              onPress={() => onWish({ kind: "pair", method: "qr" })}
            >
              {t("pairing.useQr")}
            </Button>
          </div>
        ) : (
          <CodeByPhone isWishing={isWishing} onWish={onWish} />
        )}
      </div>
    </div>
  );
}

function HowTo({ isCode }: { readonly isCode: boolean }) {
  const t = useT();
  return (
    <ol className="flex list-decimal flex-col gap-1 ps-5">
      <li>{t("pairing.step1")}</li>
      <li>{t("pairing.step2")}</li>
      <li>{t(isCode ? "pairing.step3Code" : "pairing.step3Qr")}</li>
    </ol>
  );
}

/** As many characters are read at once and typed without looking back. */
const GROUP = /.{1,4}/g;

function TypedCode({ value }: { readonly value: string }) {
  const t = useT();
  const copy = useCopy();
  const groups = value.match(GROUP) ?? [];
  return (
    <div className="flex max-w-full flex-wrap items-center justify-center gap-3 rounded-pane border border-line p-4">
      <p className="font-mono text-28 tracking-widest">
        <span className="sr-only">{t("pairing.codeLabel", { code: [...value].join(" ") })}</span>
        <span aria-hidden="true">{groups.join("-")}</span>
      </p>
      <IconButton
        label={t("pairing.copyCode")}
        icon={<Copy />}
        onPress={() => void copy(value, t("pairing.copied"))}
      />
    </div>
  );
}

interface CodeByPhoneProps {
  readonly isWishing: boolean;
  readonly onWish: (wish: SessionWishBody) => void;
}

/** For who cannot scan: the number first, because the code is made for it. */
function CodeByPhone({ isWishing, onWish }: CodeByPhoneProps) {
  const t = useT();
  const isOnline = useIsOnline();
  const [written, setWritten] = useState("");
  const [isChecked, setChecked] = useState(false);
  const phone = phoneOf(written);

  function ask(event: FormEvent) {
    event.preventDefault();
    setChecked(true);
    if (phone !== null && !isWishing) onWish({ kind: "pair-by-code", phone });
  }

  return (
    <form noValidate onSubmit={ask} className="flex flex-col items-start gap-2">
      <TextField
        className="w-full max-w-72"
        label={t("pairing.phone")}
        description={t("pairing.phoneText")}
        type="tel"
        autoComplete="off"
        placeholder="(41) 90000-0000"
        value={written}
        onChange={setWritten}
        error={isChecked && phone === null ? t("pairing.badPhone") : undefined}
      />
      <Button
        type="submit"
        icon={<KeyRound />}
        isPending={isWishing}
        disabledReason={isOnline ? undefined : t("problem.needsConnection")}
      >
        {t("pairing.useCode")}
      </Button>
    </form>
  );
}

/** What came of a wish that was refused. */
export function WishProblem({ text }: { readonly text: string | null }) {
  return <div className="empty:-mt-3">{text !== null && <Problem>{text}</Problem>}</div>;
}
