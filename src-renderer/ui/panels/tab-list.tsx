// The tabs of a screen, by their titles. Must not: know what stands under them.
import { Tabs } from '@mantine/core';

export function TabList({ titles }: { titles: Readonly<Record<string, string>> }) {
  return (
    <Tabs.List px={16}>
      {Object.entries(titles).map(([key, title]) => (
        <Tabs.Tab key={key} value={key}>
          {title}
        </Tabs.Tab>
      ))}
    </Tabs.List>
  );
}
