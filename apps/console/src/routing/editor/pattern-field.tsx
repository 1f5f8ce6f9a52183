import { Callout, Chip, IconButton, TextField } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { Check, Plus, X } from "lucide-react";
import { useState } from "react";
import { useT } from "../../i18n/translate.ts";
import { routingApi } from "../routing-api.ts";

interface PatternFieldProps {
  readonly patterns: readonly string[];
  readonly error: string | undefined;
  readonly isDisabled: boolean;
  readonly onChange: (patterns: string[]) => void;
}

/** Patterns, each tried on the server's own engine while it is written, on a text of one's own. */
export function PatternField({ patterns, error, isDisabled, onChange }: PatternFieldProps) {
  const t = useT();
  const [sample, setSample] = useState("");
  // One line more than there is, to write on; an emptied one goes when it is left.
  const rows = patterns.length === 0 ? [""] : patterns;
  const put = (at: number, text: string) =>
    onChange(rows.map((row, place) => (place === at ? text : row)));
  return (
    <div className="flex flex-col gap-2">
      {rows.map((pattern, at) => (
        <PatternRow
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
          key={at}
          number={at + 1}
          pattern={pattern}
          sample={sample}
          isDisabled={isDisabled}
          onChange={(text) => put(at, text)}
          onRemove={
            rows.length > 1 ? () => onChange(rows.filter((_, place) => place !== at)) : undefined
          }
        />
      ))}
      <div className="flex flex-wrap items-end gap-2">
        <TextField
          className="min-w-40 grow"
          label={t("routing.pattern.sample")}
          placeholder={t("routing.pattern.samplePlaceholder")}
          autoComplete="off"
          value={sample}
          onChange={setSample}
        />
        <IconButton
          variant="secondary"
          label={t("routing.pattern.add")}
          icon={<Plus />}
          isDisabled={isDisabled || rows.includes("")}
          onPress={() => onChange([...rows, ""])}
        />
      </div>
      {error !== undefined && <Callout tone="danger">{error}</Callout>}
    </div>
  );
}

interface PatternRowProps {
  readonly number: number;
  readonly pattern: string;
  readonly sample: string;
  readonly isDisabled: boolean;
  readonly onChange: (text: string) => void;
  readonly onRemove: (() => void) | undefined;
}

function PatternRow({ number, pattern, sample, isDisabled, onChange, onRemove }: PatternRowProps) {
  const t = useT();
  const check = useQuery({
    queryKey: ["pattern", pattern, sample],
    enabled: pattern !== "",
    queryFn: ({ signal }) => routingApi.checkPattern(pattern, sample || undefined, signal),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (before) => before,
  }).data;
  const refused = pattern === "" ? null : check?.refused;
  const problem =
    refused == null
      ? undefined
      : refused.because === "not-re2"
        ? t("routing.pattern.notRe2", { why: refused.problem.replace(/^[^:]*: /, "") })
        : t(`routing.pattern.${refused.because === "too-large" ? "tooLarge" : "matchesEmpty"}`);
  return (
    <div className="flex items-start gap-1.5">
      <TextField
        className="min-w-0 grow font-mono"
        label={t("routing.pattern.label", { number })}
        isLabelHidden
        placeholder="pedido\s*#\d+"
        autoComplete="off"
        spellCheck="false"
        maxLength={PATTERN_LENGTH_MAX}
        value={pattern}
        isDisabled={isDisabled}
        error={problem}
        onChange={onChange}
        end={
          check?.found == null || pattern === "" ? undefined : (
            <Chip tone={check.found ? "ok" : "neutral"} icon={check.found ? <Check /> : <X />}>
              {t(check.found ? "routing.pattern.found" : "routing.pattern.notFound")}
            </Chip>
          )
        }
      />
      {onRemove !== undefined && (
        <IconButton
          label={t("routing.pattern.remove", { number })}
          icon={<X />}
          isDisabled={isDisabled}
          onPress={onRemove}
        />
      )}
    </div>
  );
}

/** As long as the server takes. */
const PATTERN_LENGTH_MAX = 500;
