// The editor of a cell with choices: one types to narrow the list, goes through it with the arrows, takes with Enter or Tab, or with
// the mouse. What is typed and fits nothing stays as it was typed; the sheet marks what cannot stand. Made of elements and not of
// React: it must be there, with the focus in it, before the next key comes.
import type { ICellEditorComp, ICellEditorParams } from 'ag-grid-community';
import type { Cell } from '../../../../src-shared/report-table.ts';
import type { GridRow } from '../rows.ts';
import type { Choice, Choices, Fitting } from './choices.ts';
import { fittingChoices, partOf, withPart } from './choices.ts';

type PickerParams = ICellEditorParams<GridRow, Cell> & { readonly choices: Choices };

/** More are not drawn; one types to narrow. */
const DRAWN = 100;
/** The list at its longest, in pixels. */
const LIST = 300;
let lists = 0;

export class Picker implements ICellEditorComp<GridRow, Cell> {
  private params!: PickerParams;
  private all: readonly Choice[] = [];
  private fitting: Fitting = { choices: [], active: -1 };
  private readonly gui = made('div', 'picker');
  private readonly input = document.createElement('input');
  private readonly list = made('div', 'picker-list');
  private readonly note = made('div', 'picker-note');

  init(params: PickerParams): void {
    this.params = params;
    const { choices, eventKey, value, eGridCell } = params;
    const before = value ? params.formatValue(value) : '';
    const typed = beginning(eventKey, before);
    this.all = choices.all();
    this.fitting =
      typed === before
        ? { choices: this.all, active: choices.list ? -1 : this.all.findIndex((one) => one.value === typed) }
        : this.fits(typed);
    this.build(typed, eGridCell);
    this.draw();
  }

  getGui(): HTMLElement {
    return this.gui;
  }

  isPopup(): boolean {
    return true;
  }

  afterGuiAttached(): void {
    const { eventKey, colDef } = this.params;
    // The grid's popup is a dialog without a name.
    this.gui.closest('[role=dialog]')?.setAttribute('aria-label', `Choices for ${colDef.headerName}`);
    this.input.focus();
    if (eventKey?.length !== 1) this.input.select();
    this.show();
  }

  getValue(): Cell {
    const { choices, active } = this.fitting;
    const text = this.input.value;
    const value = active < 0 ? text : withPart(text, choices[active]!.value, this.isList());
    return value === '' ? null : value;
  }

  private isList(): boolean {
    return this.params.choices.list ?? false;
  }

  private fits(text: string): Fitting {
    return fittingChoices(this.all, partOf(text, this.isList()), this.params.choices.open ?? false);
  }

  private build(typed: string, cell: HTMLElement): void {
    const { gui, input, list, note, params } = this;
    const id = `picker-${++lists}`;
    const label = params.colDef.headerName ?? '';
    gui.style.width = `${cell.offsetWidth}px`;
    input.style.height = `${cell.offsetHeight - 2}px`;
    input.value = typed;
    input.autocomplete = 'off';
    input.spellcheck = false;
    told(input, { role: 'combobox', 'aria-label': label, 'aria-controls': id, 'aria-autocomplete': 'list' });
    list.id = id;
    told(list, { role: 'listbox', 'aria-label': label });
    told(note, { role: 'status' });
    const drop = made('div', 'picker-drop');
    drop.dataset.above = String(isLow(cell));
    drop.append(list, note);
    gui.append(input, drop);
    input.addEventListener('input', () => {
      this.fitting = this.fits(input.value);
      this.draw();
    });
    input.addEventListener('keydown', (event) => this.onKey(event));
    // Keeps the focus in the input: without it the editing would end.
    drop.addEventListener('mousedown', (event) => event.preventDefault());
    list.addEventListener('click', ({ target }) => {
      const at = [...list.children].indexOf((target as Element).closest('[role=option]') ?? list);
      if (at < 0) return;
      this.fitting = { ...this.fitting, active: at };
      params.stopEditing();
    });
  }

  private onKey(event: KeyboardEvent): void {
    const { active, choices } = this.fitting;
    const to = moved(event.key, active, Math.min(choices.length, DRAWN));
    if (to === null) return;
    event.preventDefault();
    this.fitting = { choices, active: to };
    this.show();
  }

  private draw(): void {
    const { list, note, fitting, all } = this;
    list.replaceChildren(
      ...fitting.choices.slice(0, DRAWN).map((one, at) => optionOf(one, `${list.id}-${at}`)),
    );
    note.textContent = noteOf(fitting.choices.length, all.length);
    told(this.input, { 'aria-expanded': String(fitting.choices.length > 0) });
    this.show();
  }

  /** Shows which of them is meant. */
  private show(): void {
    const { list, fitting, input } = this;
    for (const [at, option] of [...list.children].entries())
      told(option, { 'aria-selected': String(at === fitting.active) });
    const active = list.children[fitting.active];
    if (active) told(input, { 'aria-activedescendant': active.id });
    else input.removeAttribute('aria-activedescendant');
    active?.scrollIntoView({ block: 'nearest' });
  }
}

function made(tag: string, className: string): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  return element;
}

function told(element: Element, attributes: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}

function optionOf({ value, about }: Choice, id: string): HTMLElement {
  const option = made('div', 'picker-choice');
  option.id = id;
  told(option, { role: 'option' });
  const code = document.createElement('span');
  code.textContent = value;
  option.append(code);
  if (about) {
    const name = made('span', 'dim');
    name.textContent = about;
    option.append(name);
  }
  return option;
}

/** Whether the list has more room above the cell than below, and needs it. */
function isLow(cell: HTMLElement): boolean {
  const grid = cell.closest('.ag-root-wrapper')?.getBoundingClientRect();
  const { top, bottom } = cell.getBoundingClientRect();
  return grid !== undefined && grid.bottom - bottom < LIST && top - grid.top > grid.bottom - bottom;
}

/** A letter replaces what stood there, Backspace clears it; F2, Enter and a double click go on with it. */
function beginning(key: string | null, value: string): string {
  if (key?.length === 1) return key;
  return key === 'Backspace' || key === 'Delete' ? '' : value;
}

function moved(key: string, active: number, count: number): number | null {
  if (count === 0) return null;
  switch (key) {
    case 'ArrowDown':
      return Math.min(active + 1, count - 1);
    case 'ArrowUp':
      return Math.max(active - 1, 0);
    case 'PageDown':
      return Math.min(active + 10, count - 1);
    case 'PageUp':
      return Math.max(active - 10, 0);
    default:
      return null;
  }
}

function noteOf(fitting: number, all: number): string {
  if (fitting === 0) return all === 0 ? 'Nothing to choose from yet' : 'None fits; it stays as typed';
  return fitting > DRAWN ? `${fitting - DRAWN} more; type to narrow` : '';
}
