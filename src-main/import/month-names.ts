// Months as words, in the languages finance exports come in: English, German, French, Spanish, Italian, Portuguese, Dutch.
// Must not: take a word for a month that means different months in different languages.

const NAMES: readonly string[] = [
  'jan january januar janner janv janvier ene enero gen gennaio janeiro januari',
  'feb february februar fevr fev fevrier febrero febbraio fevereiro februari',
  'mar march marz mrz maerz mars marzo marco mrt maart',
  'apr april avr avril abr abril aprile',
  'may mai mayo mag maggio maio mei',
  'jun june juni juin junio giu giugno junho',
  'jul july juli juil juillet julio lug luglio julho',
  'aug august aout aou ago agosto augustus',
  'sep sept september septembre septiembre set settembre setembro',
  'oct october okt oktober octobre octubre ott ottobre out outubro',
  'nov november novembre noviembre novembro',
  'dec december dez dezember decembre dic diciembre dicembre dezembro',
];
const MONTHS = new Map<string, number>(
  NAMES.flatMap((names, index) => names.split(' ').map((name) => [name, index + 1] as const)),
);

/** 1 to 12, or null. Accents, case and a full stop do not matter. */
export function monthByName(word: string): number | null {
  const first = word.charCodeAt(0);
  if (first >= 48 && first <= 57) return null;
  const plain = word.normalize('NFD').replace(/\p{M}/gu, '').replace('.', '').toLowerCase();
  return MONTHS.get(plain) ?? null;
}
