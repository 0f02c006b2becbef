// Months: open and closed months, seals, checks. To be built.
export default function Screen() {
  return null;
}
