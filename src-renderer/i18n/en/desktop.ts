// English: what is opened and dropped, and what the desktop offers on this computer.

export const opening = {
  not: '“{name}” was not opened',
  waits: '“{name}” waits to be imported',
  waitsMore: '“{name}” waits, with {count} other | “{name}” waits, with {count} others',
  link: 'A link leads to another page',
  go: 'Go there',
  take: 'Open this file',
  refused: {
    file_absent: 'This file is not, or no longer, in this place.',
    file_denied: 'This file cannot be read: check its permissions, or close the program using it.',
    file_folder: 'This is a folder: open the file of contacts inside it.',
    file_too_large: 'This file is larger than 200 MB: split it into several.',
    file_kind: 'Only files of contacts open here: CSV, TSV, Excel (.xlsx) and vCard (.vcf).',
    link_unknown: 'This link leads to no page of the application. Nothing was done.',
    too_many: 'Too many files at once: open this one and those after it again.',
  },
}

export const desktop = {
  title: 'On this computer',
  start: 'Start with the computer, without a window',
  startText:
    'What is scheduled then leaves without opening the application: it stays beside the clock, also when its window is closed, until it is quit.',
  noStart:
    'This copy of the application cannot start with the computer: it has to be installed by its package.',
  spelling: 'Spelling is checked with the dictionaries of the system.',
  noSpelling:
    'Spelling is not checked here. Dictionaries would have to be downloaded, and the application downloads none.',
  zoom: 'The size of the display changes with Ctrl and + or − (Cmd on a Mac), comes back with Ctrl and 0, and is remembered.',
}
