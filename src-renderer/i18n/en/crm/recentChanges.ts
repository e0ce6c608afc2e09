// English: what was done to many leads at once.

export const recentChanges = {
  title: 'Changes',
  lead: 'Each change of several leads can be undone for thirty days. What was changed again since stays as it is.',
  none: 'No recent changes',
  noneText:
    'Imports, merges and changes of several leads of the last thirty days show up here, and can be undone.',
  bulk: '{count} lead changed | {count} leads changed',
  delete: '{count} lead deleted | {count} leads deleted',
  import: 'Import of “{name}”: {count} lead | Import of “{name}”: {count} leads',
  merge: '{count} entry merged with {name} | {count} entries merged with {name}',
  undone: 'Undone: {count} lead as before | Undone: {count} leads as before',
}
