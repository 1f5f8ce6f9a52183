/** Menus of the list that keys open, too. */
export const LIST_MENU_IDS = { order: "list-order" } as const;
