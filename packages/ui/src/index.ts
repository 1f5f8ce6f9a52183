// Root of an app

export {
  type Announcement,
  type Announcer,
  createAnnouncer,
  type Politeness,
} from "./announcer.ts";
export {
  type Appearance,
  applyAppearance,
  type ContrastChoice,
  type Density,
  type TextSize,
  type ThemeChoice,
} from "./appearance.ts";
export { AudioPlayer, type AudioPlayerProps } from "./audio-player.tsx";
export {
  Avatar,
  type AvatarProps,
  type AvatarSize,
  AvatarStack,
  type AvatarStackProps,
  type PresenceDot,
} from "./avatar.tsx";
// States of a pane
export { Banner, type BannerProps, Callout, type CalloutProps } from "./banner.tsx";
// Actions
export { Button, type ButtonProps } from "./button.tsx";
export type { ButtonSize, ButtonVariant } from "./button-style.ts";
export { type Channel, ChannelGlyph, type ChannelGlyphProps } from "./channel-glyph.tsx";
export { Checkbox, type CheckboxProps } from "./checkbox.tsx";
export {
  Chip,
  type ChipProps,
  Count,
  type CountProps,
  SlaChip,
  type SlaChipProps,
  type SlaState,
} from "./chip.tsx";
export { ColorField, type ColorFieldProps } from "./color-field.tsx";
export { ComboBox, type ComboBoxProps } from "./combo-box.tsx";
export { CommandPalette, type CommandPaletteProps, type PalettePage } from "./command-palette.tsx";
// The thread
export { ComposerFrame, type ComposerFrameProps } from "./composer-frame.tsx";
export { ConversationRow, type ConversationRowProps } from "./conversation-row.tsx";
export {
  type DayBarForm,
  DayBarKey,
  type DayBarRow,
  type DayBarSpan,
  DayBars,
  type DayBarsProps,
} from "./day-bars.tsx";
// Layers
export { Dialog, type DialogProps, Drawer, type DrawerProps } from "./dialog.tsx";
// Editors and boards
export { type DiffChange, DiffView, type DiffViewProps } from "./diff-view.tsx";
export {
  Disclosure,
  type DisclosureProps,
  FactList,
  type FactListProps,
} from "./disclosure.tsx";
export { DurationField, type DurationFieldProps, type DurationUnit } from "./duration-field.tsx";
export { EditorFoot, type EditorFootProps } from "./editor-foot.tsx";
export { EmptyState, type EmptyStateProps } from "./empty-state.tsx";
export { ErrorState, type ErrorStateProps } from "./error-state.tsx";
// Fields
export type { FieldTexts } from "./field.tsx";
// Lists and facts
export { FileButton, type FileButtonProps, FileDrop, type FileDropProps } from "./file-drop.tsx";
export { FileTile, type FileTileProps } from "./file-tile.tsx";
export { Funnel, type FunnelProps, type FunnelStep } from "./funnel.tsx";
export {
  GridList,
  type GridListProps,
  GridRow,
  type GridRowProps,
  type Selection,
} from "./grid-list.tsx";
export { HeatMap, type HeatMapProps } from "./heat-map.tsx";
export {
  IconButton,
  type IconButtonProps,
  type IconButtonSize,
  IconToggle,
  type IconToggleProps,
} from "./icon-button.tsx";
export { Kbd, type KbdProps } from "./kbd.tsx";
export { LiveAnnouncer, type LiveAnnouncerProps } from "./live-announcer.tsx";
export { MailCard, type MailCardProps } from "./mail-card.tsx";
export { MailFrame, type MailFrameProps } from "./mail-frame.tsx";
export { Menu, type MenuEntry, type MenuItem, type MenuProps } from "./menu.tsx";
export {
  MessageBubble,
  type MessageBubbleProps,
  TypingIndicator,
  type TypingIndicatorProps,
} from "./message-bubble.tsx";
// Places
export { NavItem, type NavItemProps, NavSection, type NavSectionProps } from "./nav-item.tsx";
export { NumberField, type NumberFieldProps } from "./number-field.tsx";
export type { Option } from "./option.tsx";
export { PaneHeader, type PaneHeaderProps } from "./pane.tsx";
export { Popover, type PopoverProps } from "./popover.tsx";
export { PreviewPalette, type PreviewPaletteProps } from "./preview-palette.tsx";
export { Problem, ProblemLine } from "./problem.tsx";
export { RadioGroup, type RadioGroupProps } from "./radio-group.tsx";
export { type Recipient, RecipientField, type RecipientFieldProps } from "./recipient-field.tsx";
export { watchForRefusal } from "./refusal.ts";
export { SearchField, type SearchFieldProps } from "./search-field.tsx";
export {
  DialogSearchList,
  type OptionSection,
  SearchList,
  type SearchListProps,
} from "./search-list.tsx";
export {
  type Segment,
  SegmentedControl,
  type SegmentedControlProps,
} from "./segmented-control.tsx";
export { Select, type SelectProps } from "./select.tsx";
export {
  Skeleton,
  type SkeletonProps,
  SkeletonRows,
  type SkeletonRowsProps,
} from "./skeleton.tsx";
export { SlaButton, type SlaButtonProps } from "./sla-button.tsx";
export { type SortableItem, SortableList, type SortableListProps } from "./sortable-list.tsx";
export { Sparkline, type SparklineProps } from "./sparkline.tsx";
export { SplitButton, type SplitButtonProps } from "./split-button.tsx";
export { StatTile, type StatTileProps } from "./stat-tile.tsx";
export {
  optionId,
  type Suggestion,
  SuggestionList,
  type SuggestionListProps,
} from "./suggestion-list.tsx";
export { Switch, type SwitchProps } from "./switch.tsx";
export { Table, type TableColumn, type TableProps } from "./table.tsx";
export { type TabItem, Tabs, type TabsProps } from "./tabs.tsx";
export { TagField, type TagFieldProps } from "./tag-field.tsx";
export { TextArea, type TextAreaProps } from "./text-area.tsx";
export { TextButton, type TextButtonProps } from "./text-button.tsx";
export { TextField, type TextFieldProps } from "./text-field.tsx";
export {
  SystemLine,
  type SystemLineProps,
  ThreadDivider,
  type ThreadDividerProps,
} from "./thread-line.tsx";
export { ThreadLog, type ThreadLogProps } from "./thread-log.tsx";
export { type DeliveryMark, Ticks, type TicksProps } from "./ticks.tsx";
export { TimeChart, type TimeChartProps, type TimePoint } from "./time-chart.tsx";
export { DateField, type DateFieldProps, TimeField, type TimeFieldProps } from "./time-field.tsx";
export {
  Timeline,
  type TimelineEvent,
  type TimelineMark,
  type TimelineProps,
} from "./timeline.tsx";
export {
  createToastQueue,
  TOAST_TIMEOUT_MS,
  type ToastContent,
  type ToastQueue,
} from "./toast-queue.ts";
export { ToastRegion, type ToastRegionProps } from "./toast-region.tsx";
export type { Tone } from "./tone.ts";
export { Tooltip, type TooltipProps } from "./tooltip.tsx";
export { UiProvider, type UiProviderProps } from "./ui-provider.tsx";
export { SkipLinks, type SkipLinksProps, VisuallyHidden } from "./visually-hidden.tsx";
