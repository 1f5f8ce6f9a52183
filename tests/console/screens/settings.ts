import type { Screen } from "./screen.ts";

export const SETTINGS_SCREENS: readonly Screen[] = [
  {
    name: "settings-channels",
    who: "gustavo",
    path: "/settings/channels",
    reach: (page) => page.getByText("Adicionar canal").waitFor(),
  },
  {
    name: "settings-not-yours",
    who: "ana",
    path: "/settings/channels",
    reach: (page) => page.getByText("Só administradores mudam isto.").waitFor(),
  },
];
