// English: where the data cannot be opened, and what can be done about it.
export const rescue = {
  title: {
    damaged: 'The data is damaged',
    missing: 'The data file is missing',
    newer: 'This data comes from a newer version',
    update: 'The data could not be brought up to date',
  },
  text: {
    damaged:
      'Part of the file main.db can no longer be read: a failing disk, a power cut, a program that wrote to it. Nothing in it was changed, and nothing will be: it is kept, whatever you choose.',
    missing:
      'The file main.db is no longer in this folder, or is empty, though the application has worked here. Nothing was made in its place. If it is elsewhere, in a bin or on another disk, put it back, then try to open again.',
    newer:
      'This version cannot read it, and changed nothing. The newest version opens it as it is. If that one does not start, an earlier backup can be put back here.',
    update:
      'This version has to transform it before it can be opened, and that failed. The copy made just before is whole.',
  },
  readable: 'What can be read',
  reading: 'Reading the damaged file',
  readingRows: 'Reading table by table, on a copy: {rows} rows in this one.',
  readWhole: 'Everything can still be read. Only indexes are damaged: they are made anew.',
  readPart: 'Counted in what was read, row by row.',
  rowsRead: 'Read',
  rowsLost: 'Lost',
  lostUnknown: 'Unknown',
  others: 'Everything else',
  take: 'Take what was read',
  save: 'Have it as CSV files, too',
  saveText:
    'The CSV files are written beside the data, one a table, and change nothing else. Making them first, then putting a backup back, keeps both.',
  saved: 'Files written to {folder}',
  notRead: {
    nothing: 'Nothing of this file can be read.',
    disk_full:
      'The disk is too full: reading needs room for two copies of the file. Make room, then read again.',
    not_writable: 'The data folder cannot be written. Check its permissions, then read again.',
    in_use: 'Another program holds the file. Close it, then read again.',
    disk_error:
      'The disk refuses to be read. Copy the folder to another disk, open it there, then read again.',
    too_many_files: 'The system opens no more files. Close other programs, then read again.',
    unexpected: 'The reading stopped. The reason, in its own words:',
  },
  readAgain: 'Read again',
  backups: 'Backups',
  noBackups: 'No backup was found, neither here nor in the second folder.',
  backupsText: 'The newest one that was checked comes first. What came after it is not in it.',
  backupsUpdate:
    'Putting it back gives the data as it was, for the version before. Then install that version again.',
  campaigns: '{count} campaign | {count} campaigns',
  putBack: 'Put back',
  putBackOf: 'Put back the backup of {at}',
  allBackups: 'See all {count} backups',
  keep: 'Change nothing',
  keepText: 'The application closes and everything stays in place. This page comes back next time.',
  close: 'Keep everything and close',
  openAgain: 'Try to open again',
  putBackTitle: 'Put the backup of {at} back?',
  takeTitle: 'Take what was read?',
  putBackText: {
    damaged: 'The data becomes that of this moment again. What came after is not in it.',
    missing: 'The data becomes that of this moment again. What came after is not in it.',
    newer: 'The data becomes that of this moment again. What came after is not in it.',
    update:
      'The data becomes exactly that of before the update again. Nothing is lost: nothing was written to it since.',
  },
  takeText:
    'What was read becomes the data. What could not be read is not in it, and totals are counted anew.',
  promise: {
    keptAside: 'The present file is kept beside it under another name, unchanged.',
    twice:
      'Nobody is written to twice: what has left stays known, and campaigns under way are paused.',
    refusals:
      'Refusals and erasures that can be read elsewhere are brought along; afterwards you are told whether any are missing.',
    sameVersion: 'This version would try the update again: the application closes afterwards.',
  },
  sealedRefusals:
    'Rows are lost, maybe refusals among them. The backup of {at} knows them, and is sealed under a passphrase this computer does not know.',
  withoutRefusals: 'Go on without its refusals',
  done: {
    read: 'What was read is in place',
    backup: 'The backup is in place',
    copy: 'The copy from before the update is in place',
  },
  doneBackup: 'Backup of {at}.',
  doneCopy:
    'Now install the version before to open it. Version {version} would begin the update again.',
  doneHeld:
    'Campaigns that had not ended are paused, to be resumed one by one: whoever received a message already does not receive it again.',
  refusals: {
    whole: 'No row is lost: refusals and erasures are all there.',
    carried: 'Refusals and erasures brought along: {count}.',
    carriedPart:
      'Refusals and erasures brought along: {count}. Not all could be read: look through the list of refusals before you write to people.',
    none: 'There was nothing to bring refusals and erasures since from: look through the list of refusals before you write to people.',
    sealed:
      'The refusals of the sealed backup were not brought along: look through the list of refusals before you write to people.',
    unreadable:
      'Refusals and erasures since could not be read: look through the list of refusals before you write to people.',
  },
  keptAs: 'The file that was there is kept, unchanged:',
  open: 'Open the application',
  closeNow: 'Close the application',
  closed: 'The application is closed',
  closedText: 'Everything stayed in place. This window can be closed.',
}
