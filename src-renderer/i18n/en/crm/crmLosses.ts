// English: the reasons for losing that are offered.
import type { Messages } from '../../fr/messages.ts'

export const lossReasons: Messages['lossReasons'] = {
  title: 'Reasons for losing',
  lead: 'Offered in this order when a lead is lost. A reason that is renamed is renamed in the leads that say it. An archived reason is offered no more; leads keep what was written, and reports still count it.',
  name: 'Reason {place}',
  leads: '{count} lead | {count} leads',
  renames: 'will change in {count} lead | will change in {count} leads',
  renamed: 'Reasons saved, {count} lead updated | Reasons saved, {count} leads updated',
  moveUp: 'Move “{name}” up',
  moveDown: 'Move “{name}” down',
  moved: '“{name}” is at place {place}',
  archive: 'Archive “{name}”',
  unarchive: 'Offer “{name}” again',
  archived: 'archived',
  remove: 'Take “{name}” out of the list',
  add: 'Add a reason',
  others: 'Also written in your leads',
  take: 'Add “{name}” to the list',
  missing: 'A reason needs a name.',
  taken: 'Another reason has this name already, whatever its case and accents.',
  save: 'Save',
  saved: 'Reasons saved',
  fixed:
    'Used by {count} lead: it can be archived, not taken out. | Used by {count} leads: it can be archived, not taken out.',
}
