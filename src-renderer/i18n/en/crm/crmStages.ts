// English: names and order of the stages.

export const stageSettings = {
  title: 'Stages',
  page: 'CRM settings',
  lead: 'Your words for the stages, and their order: wherever a stage is shown. What each of them means does not change, nor what filters and programs call it.',
  usual: 'Usually: {name}',
  name: 'Name of the stage “{name}”',
  order:
    'Change the order with the arrows, or with Alt and an arrow. Won and lost stay at the end.',
  moveUp: 'Move “{name}” up',
  moveDown: 'Move “{name}” down',
  moved: '“{name}” is now in place {place}',
  reset: 'Go back to the usual name of “{name}”',
  resetAll: 'Go back to the usual names and order',
  missing: 'A stage needs a name.',
  taken: 'Another stage has this name already, whatever its case and accents.',
  save: 'Save',
  saved: 'Stages saved',
}
