// English: what an import does with people, and the fields it makes.
import type { Messages } from '../../fr/messages.ts'

export const crmImport: Messages['crmImport'] = {
  customField: '{name} (custom field)',
  makeField: 'New field “{name}”',
  newField: '{name} (new field)',
  kindOf: 'Type of the field {name}',
  nobodyNamed:
    'No column says who these people are (no name, address or phone number). The column “{title}” has another value in each row that was looked at: it can be used to recognise them, here and in a second file.',
  recogniseBy: 'Recognise by “{title}”',
  winsWithoutStage:
    'This file has dates of sales, but no stage: a date only counts for a lead at the stage “{stage}”.',
  allAre: 'All are at the stage “{stage}”',
  ifKnown: 'If filled already',
  ruleOf: 'If {title} is filled already',
  rule: {
    file: 'As the file',
    fill_blanks: 'Keep',
    overwrite: 'Replace',
  },
  optionsTitle: 'What the import does',
  modeTitle: 'People in this file',
  mode: {
    create_and_update: 'Create and complete',
    create: 'Create only',
    update: 'Complete only',
  },
  matchTitle: 'Recognised by',
  matchAddress: 'Address, else name and phone',
  stageForAll: 'Stage of all',
  asTheFileSays: 'As the file says',
  tagsForAll: 'Tags for all',
  remembered: 'These columns are taken from the last import that had the same titles.',
  forget: 'Recognise anew',
  rejected:
    '{count} row is kept with what it lacks: to be mended and imported again. | {count} rows are kept with what they lack: to be mended and imported again.',
  undo: 'Undo this import',
  saveRejected: 'Download the rows to mend',
}
