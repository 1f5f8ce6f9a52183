import { useEffect, useState } from "react";
import {
  applyAppearance,
  type Density,
  LiveAnnouncer,
  SegmentedControl,
  SkipLinks,
  type ThemeChoice,
  ToastRegion,
  UiProvider,
} from "../src/index.ts";
import { announcer, toasts } from "./app-wide.ts";
import { ActionsSection } from "./sections/actions.tsx";
import { EditorsSection } from "./sections/editors.tsx";
import { FactsSection } from "./sections/facts.tsx";
import { FieldsSection } from "./sections/fields.tsx";
import { FoundationsSection } from "./sections/foundations.tsx";
import { InboxSection } from "./sections/inbox.tsx";
import { LayersSection } from "./sections/layers.tsx";
import { MailSection } from "./sections/mail.tsx";
import { PanesSection } from "./sections/panes.tsx";
import { ThreadSection } from "./sections/thread.tsx";

const THEMES = [
  { id: "system", label: "Sistema" },
  { id: "light", label: "Claro" },
  { id: "dark", label: "Escuro" },
] as const;

const DENSITIES = [
  { id: "compact", label: "Compacta" },
  { id: "default", label: "Padrão" },
  { id: "comfortable", label: "Confortável" },
] as const;

/** Every component in every state; `?theme=dark&density=compact` sets where it starts. */
export function Catalogue() {
  const [theme, setTheme] = useState<ThemeChoice>(() => fromQuery("theme", THEMES) ?? "system");
  const [density, setDensity] = useState<Density>(
    () => fromQuery("density", DENSITIES) ?? "default",
  );
  useEffect(() => {
    const appearance = { theme, density, textSize: "default", contrast: "default" } as const;
    applyAppearance(appearance, document.documentElement);
  }, [theme, density]);
  return (
    <UiProvider locale="pt-BR">
      <SkipLinks
        label="Atalhos da página"
        links={[{ targetId: "main", label: "Ir ao conteúdo" }]}
      />
      <header className="sticky top-0 z-40 flex flex-wrap items-center gap-3 border-b border-line-subtle bg-surface px-6 py-2">
        <h1 className="grow text-14s">Circuito · componentes</h1>
        <SegmentedControl label="Tema" segments={THEMES} value={theme} onChange={setTheme} />
        <SegmentedControl
          label="Densidade"
          segments={DENSITIES}
          value={density}
          onChange={setDensity}
        />
      </header>
      <main id="main" tabIndex={-1} className="mx-auto max-w-6xl px-6 pb-24 outline-none">
        <InboxSection />
        <ActionsSection />
        <FieldsSection />
        <LayersSection />
        <FactsSection />
        <ThreadSection />
        <MailSection />
        <EditorsSection />
        <PanesSection />
        <FoundationsSection />
      </main>
      <ToastRegion queue={toasts} label="Avisos" dismissLabel="Dispensar" />
      <LiveAnnouncer announcer={announcer} />
    </UiProvider>
  );
}

function fromQuery<Id extends string>(
  name: string,
  choices: readonly { readonly id: Id }[],
): Id | undefined {
  const value = new URLSearchParams(location.search).get(name);
  return choices.find((choice) => choice.id === value)?.id;
}
