import {
  LOGO_ALT_LENGTH_MAX,
  PICTURE_TYPES,
  type PictureFault,
} from "@circuito/protocol/look-text";
import { Button, TextField } from "@circuito/ui";
import { ImageUp } from "lucide-react";
import { useRef, useState } from "react";
import { useT } from "../../i18n/translate.ts";
import { chooseLogo, type LogoDraft } from "./logo-draft.ts";

interface LogoFieldProps {
  readonly value: LogoDraft | null;
  /** First letter of it stands where there is no picture. */
  readonly company: string;
  readonly onChange: (logo: LogoDraft | null) => void;
  /** The server did not take it. */
  readonly isRefused: boolean;
}

/** The picture at the head of the chat: chosen from this computer, shown in the preview, kept with the form. */
export function LogoField({ value, company, onChange, isRefused }: LogoFieldProps) {
  const t = useT();
  const file = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<PictureFault | null>(null);

  async function take(chosen: File): Promise<void> {
    const judged = await chooseLogo(chosen);
    setFault(judged.kind === "refused" ? judged.because : null);
    if (judged.kind === "chosen") onChange({ src: judged.src, alt: value?.alt ?? "" });
  }

  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="sr-only">{t("webchat.logo")}</legend>
      <div className="flex items-center gap-3">
        <span
          aria-hidden="true"
          className="flex size-10 flex-none items-center justify-center overflow-hidden rounded-control border border-line bg-[#fff] text-16 font-semibold text-[#50525a]"
        >
          {value === null ? (
            [...company.trim()][0]?.toUpperCase()
          ) : (
            <img src={value.src} alt="" className="size-full object-contain" />
          )}
        </span>
        <div className="flex min-w-0 grow flex-col">
          <span className="text-13 font-medium">{t("webchat.logo")}</span>
          <span className="text-12 text-fg-2">{t("webchat.logoText")}</span>
        </div>
      </div>
      <div className="flex flex-wrap gap-2">
        <input
          ref={file}
          type="file"
          accept={PICTURE_TYPES.join(",")}
          aria-label={t("webchat.logo")}
          hidden
          onChange={(event) => {
            const [chosen] = event.target.files ?? [];
            event.target.value = "";
            if (chosen) void take(chosen);
          }}
        />
        <Button size="small" icon={<ImageUp />} onPress={() => file.current?.click()}>
          {t(value === null ? "webchat.logoChoose" : "webchat.logoChange")}
        </Button>
        {value !== null && (
          <Button
            size="small"
            variant="ghost"
            onPress={() => {
              setFault(null);
              onChange(null);
            }}
          >
            {t("webchat.logoRemove")}
          </Button>
        )}
      </div>
      <p role="alert" className="text-12 text-danger-text empty:hidden">
        {fault === null
          ? isRefused && t("webchat.logoFault.no-picture")
          : t(`webchat.logoFault.${fault}`)}
      </p>
      {value !== null && (
        <TextField
          label={t("webchat.logoAlt")}
          description={t("webchat.logoAltText")}
          autoComplete="off"
          maxLength={LOGO_ALT_LENGTH_MAX}
          value={value.alt}
          onChange={(alt) => onChange({ ...value, alt })}
        />
      )}
    </fieldset>
  );
}
