// English: entries that are probably one person.

export const duplicates = {
  action: 'Look for duplicates',
  title: 'Duplicates',
  found:
    '{count} group of entries seems to be one person. | {count} groups of entries seem to be one person each.',
  lead: 'Choose the entry to keep: its values win, the others are kept in its data, with the whole history.',
  incomplete: 'Too many entries look alike to compare them all: merge these, then come back.',
  none: 'No duplicates',
  noneText:
    'Entries with the same address, the same phone, or the same name at the same company show up here.',
  reason: { address: 'Same address', phone: 'Same phone', name: 'Same name and company' },
  certain: 'Certain',
  likely: 'To be checked',
  different: 'Different people',
  merge: 'Merge',
  mergeCertain: 'Merge the certain group | Merge the {count} certain groups',
  compared: 'Entries compared',
  field: 'Field',
  kept: 'Entry that stays',
  keepThis: 'Keep this one',
  merged: 'Entries merged: {name}',
  mergedMany: '{count} group merged | {count} groups merged',
  left: '{count} is left: merge again. | {count} are left: merge again.',
  undone: '{count} merge undone | {count} merges undone',
  saidDifferent: 'These entries will not be suggested together again',
  pages: 'Pages of duplicates',
  before: 'Previous',
  next: 'Next',
  page: 'Page {page} of {pages}',
  mergeTitle: 'Merge these entries',
  mergeText:
    'The entry that stays takes the history, addresses and tags of the others. A refusal of one holds for all. Can be undone for thirty days.',
}
