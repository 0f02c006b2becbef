// Ledger: every posting. To be built.
export default function Screen() {
  return null;
}
