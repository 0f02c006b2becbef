// Mantine's theme: our sizes and colours on its components, so that screens pass none. Must not: style a screen.
import type { CSSVariablesResolver } from '@mantine/core';
import {
  ActionIcon,
  Button,
  Checkbox,
  Combobox,
  createTheme,
  Menu,
  Modal,
  NativeSelect,
  Notification,
  NumberInput,
  SegmentedControl,
  Select,
  Tabs,
  Textarea,
  TextInput,
  Tooltip,
} from '@mantine/core';
import { firstOptions } from './first-options.ts';

const control = { size: 'xs' } as const;

export const theme = createTheme({
  fontFamily: 'var(--dd-font)',
  fontFamilyMonospace: "ui-monospace, 'Cascadia Mono', 'Noto Sans Mono', monospace",
  defaultRadius: 3,
  primaryColor: 'accent',
  // White stands on both: 4.5 to 1 and more.
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  colors: {
    // Mantine's greys of the dark scheme, as theme.css has them.
    dark: [
      '#e3e7eb',
      '#c3cad2',
      '#a0aab5',
      '#7d8894',
      '#39414a',
      '#2f353c',
      '#22272d',
      '#1c2025',
      '#16191d',
      '#101316',
    ],
    accent: [
      '#eef4fb',
      '#dbe8f6',
      '#b9d2ee',
      '#93bbe6',
      '#7db4f0',
      '#4d8bcb',
      '#2f70b4',
      '#1d5a9e',
      '#164a84',
      '#0f3a69',
    ],
  },
  headings: { fontWeight: '600' },
  components: {
    Button: Button.extend({ defaultProps: { ...control, variant: 'default' } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { size: 'md', variant: 'subtle', color: 'gray' } }),
    TextInput: TextInput.extend({ defaultProps: control }),
    NativeSelect: NativeSelect.extend({ defaultProps: control }),
    NumberInput: NumberInput.extend({ defaultProps: control }),
    Textarea: Textarea.extend({ defaultProps: control }),
    // Options are drawn while they are seen, and not with each change of what surrounds them.
    Combobox: Combobox.extend({ defaultProps: { keepMounted: false } }),
    Select: Select.extend({ defaultProps: { ...control, allowDeselect: false, filter: firstOptions } }),
    Checkbox: Checkbox.extend({ defaultProps: control }),
    SegmentedControl: SegmentedControl.extend({ defaultProps: control }),
    Tabs: Tabs.extend({ defaultProps: { keepMounted: false } }),
    Menu: Menu.extend({
      defaultProps: { shadow: 'sm', position: 'bottom-end', withInitialFocusPlaceholder: false },
      styles: { label: { color: 'var(--dd-dim)', fontWeight: 500 } },
    }),
    Modal: Modal.extend({ defaultProps: { shadow: 'md', transitionProps: { duration: 0 } } }),
    Notification: Notification.extend({ defaultProps: { closeButtonProps: { 'aria-label': 'Dismiss' } } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, withArrow: false } }),
  },
});

/** Grey text that can be read: Mantine's own falls short of 4.5 to 1. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#586270',
    '--mantine-color-placeholder': '#6b7480',
    '--mantine-color-error': '#b3261e',
  },
  dark: {
    '--mantine-color-dimmed': '#a0aab5',
    '--mantine-color-placeholder': '#8b95a1',
    '--mantine-color-error': '#f2938c',
  },
});
