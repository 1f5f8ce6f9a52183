import { COLORS } from "../../src/tokens/colors.ts";
import { TYPE } from "../../src/tokens/scale.ts";
import { Section, Specimen } from "../specimen.tsx";

export function FoundationsSection() {
  return (
    <Section id="foundations" title="Fundamentos">
      <Specimen title="Cores" isWide>
        <ul className="grid w-full grid-cols-[repeat(auto-fill,minmax(9rem,1fr))] gap-3">
          {Object.keys(COLORS).map((name) => (
            <li key={name} className="flex items-center gap-2 text-12">
              <span
                aria-hidden="true"
                className="keep-color size-6 flex-none rounded-row border border-line"
                style={{ background: `var(--${name})` }}
              />
              <code className="truncate font-mono">{name}</code>
            </li>
          ))}
        </ul>
      </Specimen>
      <Specimen title="Tipos" isWide>
        <ul className="flex w-full flex-col gap-2">
          {Object.entries(TYPE).map(([name, step]) => (
            <li key={name} className="flex items-baseline gap-4">
              <code className="w-16 flex-none font-mono text-12 text-fg-2">{name}</code>
              <span
                className="truncate"
                style={{
                  fontSize: `var(--text-${name})`,
                  lineHeight: `var(--text-${name}--line-height)`,
                  fontWeight: step.weight,
                }}
              >
                Atendimento 2026-0418-7 · há 4 min
              </span>
            </li>
          ))}
        </ul>
      </Specimen>
    </Section>
  );
}
