import { useT } from "../i18n/translate.ts";
import { CodeBlock } from "./code-block.tsx";

/** The same as in docs/webhooks.md, where it was tried out. */
const SAMPLE = `import { createHmac, timingSafeEqual } from "node:crypto";

const key = Buffer.from(process.env.SECRET.slice("whsec_".length), "base64");

function isSigned(headers, body) {
  const { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signatures } = headers;
  if (!id || !timestamp || !signatures) return false;
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) < 300)) return false;
  const wanted = createHmac("sha256", key).update(\`\${id}.\${timestamp}.\`).update(body).digest();
  return signatures.split(" ").some((signature) => {
    const given = Buffer.from(signature.replace(/^v1,/, ""), "base64");
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  });
}`;

/** How a program knows that it was us: to be copied into it. */
export function SignatureSample() {
  const t = useT();
  return (
    <div className="flex flex-col gap-2">
      <p className="text-12 font-medium text-fg-2">{t("webhooks.verify")}</p>
      <CodeBlock label={t("webhooks.verify")} text={SAMPLE} />
      <p className="text-12 text-fg-3">{t("webhooks.verifyText")}</p>
    </div>
  );
}
