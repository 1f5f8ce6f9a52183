/* What a list needs once it is narrowed or acted on: one piece, fetched when the first is. */
export { BulkBar } from "./bulk-bar.tsx";
export { FilterChips } from "./filter-chips.tsx";
export { FilterPanel } from "./filter-panel.tsx";
