// English: what the window says while the data is being opened.

export const startup = {
  opening: 'Opening the data',
  openingText: 'The application opens as soon as its data is ready.',
  updating: 'Updating the data',
  updatingText:
    'A newer version opens this data for the first time. A copy is kept in the backups folder. The window can be closed: the update starts again at the next start, and nothing is lost.',
  checking: 'Step 1 of 3: checking the file',
  copying: 'Step 2 of 3: backup copy, {done} of {total} MB',
  steps: 'Step 3 of 3: update, operation {done} of {total}',
  stepsText: 'Some operations take much longer than others.',
  since: 'For {time}',
  failed: 'WeBox Marketing could not start',
  gone: 'The application no longer answers',
  goneText: 'The data is as it was before: start the application again.',
}
