// Revenue: roll-forward, journal, lots. To be built.
export default function Screen() {
  return null;
}
