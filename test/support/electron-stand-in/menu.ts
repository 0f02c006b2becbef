// Menus as Electron takes them: every item is checked, and can be found and clicked by what it says. Must not: draw.
import { onlyKeys } from './strict.ts';

export interface MenuItem {
  readonly id?: string;
  readonly label?: string;
  readonly sublabel?: string;
  readonly role?: string;
  readonly type?: string;
  readonly accelerator?: string;
  readonly enabled?: boolean;
  readonly checked?: boolean;
  readonly submenu?: readonly MenuItem[];
  readonly click?: () => void;
}

const KEYS = ['id', 'label', 'sublabel', 'toolTip', 'role', 'type', 'accelerator', 'registerAccelerator'];
const MORE_KEYS = ['enabled', 'checked', 'submenu', 'click', 'visible'];
const ROLES = [
  'appMenu',
  'help',
  'quit',
  'about',
  'undo',
  'redo',
  'cut',
  'copy',
  'paste',
  'delete',
  'selectAll',
];
const MORE_ROLES = ['resetZoom', 'zoomIn', 'zoomOut', 'togglefullscreen', 'minimize', 'zoom', 'front'];
const TYPES = ['normal', 'separator', 'submenu', 'checkbox', 'radio'];
const ACCELERATOR =
  /^((CmdOrCtrl|CommandOrControl|Alt|Shift|Ctrl|Cmd)\+)*([A-Z0-9]|num\d|F\d{1,2}|Plus|-|Delete)$/;

export class Menu {
  readonly items: readonly MenuItem[];
  constructor(items: readonly MenuItem[]) {
    this.items = items;
  }

  static buildFromTemplate(template: readonly MenuItem[]): Menu {
    checkItems(template);
    return new Menu(template);
  }
}

function checkItems(items: readonly MenuItem[]): void {
  for (const item of items) {
    onlyKeys('A menu item', item, [...KEYS, ...MORE_KEYS]);
    const { role, type, label, accelerator, submenu } = item;
    if (role !== undefined && ![...ROLES, ...MORE_ROLES].includes(role))
      throw new TypeError(`No role ${role}`);
    if (type !== undefined && !TYPES.includes(type)) throw new TypeError(`No menu type ${type}`);
    if (role === undefined && type !== 'separator' && !label) throw new TypeError('A menu item says nothing');
    if (accelerator !== undefined && !ACCELERATOR.test(accelerator))
      throw new TypeError(`Not an accelerator: ${accelerator}`);
    if (submenu) checkItems(submenu);
  }
}

/** @param names from the bar down, by label without "&", by id or by role. */
export function findItem(menu: Menu | null, names: readonly string[]): MenuItem {
  let items = menu?.items ?? [];
  let found: MenuItem | undefined;
  for (const name of names) {
    found = items.find((one) => [one.label?.replace('&', ''), one.id, one.role].includes(name));
    if (!found) throw new Error(`There is no "${name}" in the menu`);
    items = found.submenu ?? [];
  }
  if (!found) throw new Error('No item is named');
  return found;
}
