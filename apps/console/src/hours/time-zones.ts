import type { Option } from "@circuito/ui";

/** IANA zones as the browser knows them, Brazil's first: the list is long. */
const BRAZIL = [
  "America/Sao_Paulo",
  "America/Manaus",
  "America/Cuiaba",
  "America/Fortaleza",
  "America/Recife",
  "America/Bahia",
  "America/Belem",
  "America/Rio_Branco",
  "America/Noronha",
];

const all = (): readonly string[] => [
  ...new Set([...BRAZIL, ...Intl.supportedValuesOf("timeZone"), "UTC"]),
];

export const TIME_ZONES: readonly Option[] = all().map((id) => ({
  id,
  label: id.replaceAll("_", " "),
}));
