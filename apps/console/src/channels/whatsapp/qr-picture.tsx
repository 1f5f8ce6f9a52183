import { useMemo } from "react";
import { useT } from "../../i18n/translate.ts";
import { qrDrawing } from "./qr-path.ts";

/** Light around the code, in modules: without it cameras do not find it (ISO/IEC 18004). */
const QUIET_ZONE = 4;

/** Dark on light in every theme: many cameras read no other. */
export function QrPicture({ value }: { readonly value: string }) {
  const t = useT();
  const { size, path } = useMemo(() => qrDrawing(value), [value]);
  const side = size + 2 * QUIET_ZONE;
  return (
    <svg
      role="img"
      aria-label={t("pairing.qrLabel")}
      viewBox={`${-QUIET_ZONE} ${-QUIET_ZONE} ${side} ${side}`}
      shapeRendering="crispEdges"
      className="keep-color size-full rounded-control"
    >
      <rect x={-QUIET_ZONE} y={-QUIET_ZONE} width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
