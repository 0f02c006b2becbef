// The recipes of an evidence pack: short programs in Python that an auditor reads, types off or runs in the pack's folder, and that know
// nothing of Drawdown. test/services/evidence runs them. Must not: need anything that Python does not bring along.

export interface Recipe {
  readonly file: string;
  readonly text: string;
}

/** Text that a spreadsheet would run has an apostrophe in front (src-shared/formula-signs.ts): it is no part of the text. */
const ROWS = `GUARDED = re.compile('\\'[\\' "\\u00a0\\ufeff]*[=+@\\t\\r\\n\\0＝＋－＠-]')

def rows(path):
    for row in csv.DictReader(open(path, newline='', encoding='utf-8')):
        yield {name: value[1:] if GUARDED.match(value or '') else value for name, value in row.items()}`;

const FILES = `# Is every file of the pack as it was when the pack was made? Compares bytes and SHA-256 with manifest.csv.
import csv, hashlib, os, sys

wrong, listed = [], {'manifest.csv'}
for row in csv.DictReader(open('manifest.csv', newline='', encoding='utf-8')):
    listed.add(row['path'])
    digest, size = hashlib.sha256(), 0
    try:
        with open(row['path'], 'rb') as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
                size += len(piece)
    except OSError:
        wrong.append(row['path'] + ' is missing')
        continue
    if (str(size), digest.hexdigest()) != (row['bytes'], row['sha256']):
        wrong.append(row['path'] + ' is not as listed')
for folder, _, names in os.walk('.'):
    for name in names:
        path = os.path.relpath(os.path.join(folder, name), '.').replace(os.sep, '/')
        if path not in listed:
            wrong.append(path + ' is not listed')
print('\\n'.join(wrong) if wrong else 'OK: %d files as listed' % (len(listed) - 1))
sys.exit(1 if wrong else 0)
`;

const SEAL = `# Is the seal of the month the SHA-256 of its postings, and chained to the months before?
import csv, hashlib, re, sys

csv.field_size_limit(2 ** 31 - 1)

${ROWS}

def text(value):
    return ''.join('\\\\%x;' % ord(c) if c in '|\\\\\\n\\r' else c for c in value)

def whole(value):
    return str(int(value.replace('.', '')))

wrong, previous = [], ''
for month in (row for row in rows('seals.csv') if row['reopened_at'] == ''):
    if month['previous_seal'] != previous:
        wrong.append('The seal of ' + month['month'] + ' is not chained to the month before')
    previous = month['seal']
digest, count = hashlib.sha256((month['previous_seal'] + '\\n').encode('utf-8')), 0
for row in rows('postings.csv'):
    line = [text(row['customer']), text(row['credit_type']), row['at_ms'], row['kind'], text(row['lot']),
            text(row['event_id']), text(row['meter']), whole(row['credits']), whole(row['overage']), text(row['currency']),
            whole(row['deferred']), whole(row['usage_revenue']), whole(row['breakage_revenue']),
            whole(row['overage_revenue']), whole(row['receivable']), whole(row['unbilled_receivable']),
            whole(row['amount']), text(row['charge']), text(row['charge_kind'])]
    digest.update(('|'.join(line) + '\\n').encode('utf-8'))
    count += 1
if (digest.hexdigest(), str(count)) != (month['seal'], month['postings']):
    wrong.append('The postings are not those that were sealed: %s, %d postings' % (digest.hexdigest(), count))
print('\\n'.join(wrong) if wrong else 'OK: seal of %s is %s, %d postings' % (month['month'], month['seal'], count))
sys.exit(1 if wrong else 0)
`;

const FACTS = `# Is each fact as it was recorded, in order, none missing? Each hash goes over the fact and the hash before it.
import csv, hashlib, json, re, sys

csv.field_size_limit(2 ** 31 - 1)

${ROWS}

wrong, previous, count, closed = [], '', 0, {}
for row in rows('facts.csv'):
    count += 1
    parts = [int(row['number']), row['kind'], row['key'], row['body'], row['source'], row['author'], int(row['recorded_ms'])]
    line = previous + '\\n' + json.dumps(parts, ensure_ascii=False, separators=(',', ':'))
    previous = hashlib.sha256(line.encode('utf-8')).hexdigest()
    if int(row['number']) != count or row['hash'] != previous:
        wrong.append('Fact ' + row['number'] + ' is not as it was recorded')
        break
    if row['kind'] == 'close':
        closed[row['number']] = json.loads(row['body'])
for row in rows('seals.csv'):
    fact = closed.get(row['fact'], {})
    if (fact.get('month'), fact.get('seal')) != (row['month'], row['seal']):
        wrong.append('The seal of ' + row['month'] + ' is not the one on record as fact ' + row['fact'])
print('\\n'.join(wrong) if wrong else 'OK: %d facts, the last hash is %s' % (count, previous))
sys.exit(1 if wrong else 0)
`;

const SAMPLE = `# Is the sample the one that the seed chooses? Lots are put in order of SHA-256 of "seed|lot"; the first ones are the sample.
import csv, hashlib, re, sys

${ROWS}

about = {row['key']: row['value'] for row in rows('about.csv')}
lots = [(row['lot'], row['in_sample'] == 'yes') for row in rows('lots.csv')]
order = sorted(lot for lot, _ in lots)
order.sort(key=lambda lot: hashlib.sha256((about['seed'] + '|' + lot).encode('utf-8')).hexdigest())
chosen = sorted(order[:int(about['sample'])])
wrong = chosen != sorted(lot for lot, sampled in lots if sampled)
print('The sample is not the one that seed %s chooses' % about['seed'] if wrong
      else 'OK: seed %s chooses these %d of %d lots' % (about['seed'], len(chosen), len(lots)))
sys.exit(1 if wrong else 0)
`;

const BATCHES = `# Are the imports with usage in this month whole, each row as it was imported? The digest of an import goes over all of its rows.
import csv, hashlib, re, sys

csv.field_size_limit(2 ** 31 - 1)

${ROWS}

digests, counts = {}, {}
for row in rows('batch-rows.csv'):
    parts = [row['event_id'], row['attempt'], row['batch'], row['line'], row['customer'], row['meter'], row['quantity'],
             row['occurred_ms'], row['posted_ms'], row['extra']]
    digest = digests.setdefault(row['batch'], hashlib.sha256())
    digest.update(('\\x1f'.join(parts) + '\\n').encode('utf-8'))
    counts[row['batch']] = counts.get(row['batch'], 0) + 1
wrong, whole = [], set()
for row in rows('batches.csv'):
    batch = row['batch']
    if row['posted_in_month'] == '0':
        continue
    whole.add(batch)
    if (str(counts.get(batch, 0)), digests.get(batch, hashlib.sha256()).hexdigest()) != (row['accepted'], row['rows_sha256']):
        wrong.append('The rows of import ' + batch + ' (' + row['file'] + ') are not those that were imported')
wrong += ['Import ' + batch + ' is not listed' for batch in digests if batch not in whole]
print('\\n'.join(wrong) if wrong else 'OK: %d imports, %d rows' % (len(whole), sum(counts.values())))
sys.exit(1 if wrong else 0)
`;

export const RECIPES: Readonly<Record<'files' | 'seal' | 'facts' | 'sample' | 'batches', Recipe>> = {
  files: { file: 'recipes/check-files.py', text: FILES },
  seal: { file: 'recipes/check-seal.py', text: SEAL },
  facts: { file: 'recipes/check-facts.py', text: FACTS },
  sample: { file: 'recipes/check-sample.py', text: SAMPLE },
  batches: { file: 'recipes/check-batches.py', text: BATCHES },
};
