// English: backups and putting one back.
import type { backups as french } from '../fr/backups.ts'

export const backups: typeof french = {
  title: 'Backups',
  action: 'Backups: back up and restore data',
  text: 'A whole copy is made each day while the application is open, and checked. The last seven days, four weeks and twelve months stay; those made by hand stay until they are deleted. Passwords are not in them. Somebody who was erased stays in earlier ones until those are deleted.',
  make: 'Back up now',
  made: 'Backup made and checked',
  none: 'No backup yet. The first one is made by itself, or with the button above.',
  reason: {
    daily: 'daily',
    by_hand: 'by hand',
    before_update: 'before an update',
    before_restore: 'before a restore',
  },
  checked: 'checked',
  unchecked: 'not checked',
  sealed: 'protected by the passphrase',
  leads: '{count} lead | {count} leads',
  inBoth: 'in the second folder too',
  inSecond: 'in the second folder only',
  restore: 'Restore…',
  restoreOf: 'Restore the backup of {at}',
  download: 'Download',
  downloadOf: 'Download the backup of {at}',
  deleteOf: 'Delete the backup of {at}',
  deleteTitle: 'Delete this backup?',
  deleteText:
    'The backup of {at} is gone for good, from the second folder too. The present data does not change.',
  room: 'Room taken: {used}.',
  free: ' Free on this disk: {free}. ',
  lastFailed: 'The last backup could not be made.',
  ledgerDamaged: 'The record of messages handed over is damaged.',
  problem: {
    disk_full:
      'The disk is full. Earlier backups are kept: make room, it is tried again within the hour.',
    not_writable:
      'The folder of backups cannot be written. Earlier ones are kept: check its permissions, it is tried again within the hour.',
    damaged:
      'The data or its copy is damaged: this copy was not kept, and no older backup was removed. Restore the newest one.',
    ledger_damaged:
      'The backup was made and kept, and no older one was removed. But the record of messages handed over, which keeps anybody from being written to twice, is damaged: close and reopen the application, which makes it anew with what can still be read.',
    passphrase_unreadable:
      'The passphrase cannot be read on this computer any more, and nothing was written in clear. Earlier backups are kept: enter the passphrase again below.',
    in_use:
      'Another program is using the data. Earlier backups are kept, it is tried again within the hour.',
    disk_error:
      'The disk refused to read or to write. Earlier backups are kept: choose a second folder on another disk.',
    too_many_files:
      'The system does not let enough files be open. Earlier backups are kept: close other programs.',
    unexpected:
      'Earlier backups are kept, it is tried again within the hour. The reason, as the system says it:',
  },
  step: {
    copying: 'Copying…',
    checking: 'Checking…',
    sealing: 'Protecting and reading again…',
    second: 'Copying to the second folder…',
    preparing: 'Preparing…',
    swapping: 'Putting it in place: the application closes and opens again…',
  },
  restoreTitle: 'Restore the backup of {at}?',
  restoreText:
    'All data becomes what it was at that moment: what came since is gone, what was changed is as before.',
  older: 'It was made by an earlier version and is brought up to date first.',
  cannotCompare: 'The present data is too damaged to be compared.',
  what: 'Data',
  now: 'Now',
  then: 'Then',
  gone: 'Lost',
  back: 'Back',
  changed: 'Changed since',
  tables: {
    leads: 'Leads',
    interactions: 'Interactions',
    tasks: 'Tasks',
    campaigns: 'Campaigns',
    outbox: 'Messages',
    funnels: 'Funnels',
    suppressions: 'Refusals',
  },
  promiseBefore:
    'A backup of the present data is made just before: restoring that one brings everything back.',
  promiseTwice:
    'Nobody is written to twice: what has left since stays known, and campaigns under way are paused.',
  promiseRefusals: 'Refusals and erasures of people made since still hold.',
  restoreConfirm: 'Restore this data',
  restored: 'Data of {at} restored',
  beforeMade: 'The state before is in the list.',
  keptAside: 'The damaged files are kept aside in the data folder.',
  carried: 'Refusals and erasures carried over: {count}.',
  notCarried: 'Refusals entered since could not be read.',
  passphrase: {
    title: 'Passphrase',
    off: 'Backups are not protected: whoever has the file can read it, here or in the second folder.',
    on: 'Backups made from now on are protected. This computer keeps the passphrase with the passwords: the daily backup, and restoring here, do not ask for it.',
    earlier:
      'Backups made before stay as they are, those in the second folder too. Copies made before an update do not leave this computer and are not protected.',
    warning:
      'Without this passphrase nobody can open these backups on another computer, nor on this one if its passwords are lost: neither you nor we. Write it down on paper, somewhere else.',
    field: 'New passphrase',
    again: 'The same once more',
    hint: 'At least {count} characters; a few unrelated words are better than one complicated word. Capitals and accents count.',
    tooShort: 'Too short: at least {count} characters.',
    differs: 'The two are not the same.',
    show: 'Show the passphrase',
    understood:
      'I have written this passphrase down: if it is lost, nobody can open these backups.',
    turnOn: 'Protect the backups',
    change: 'Change the passphrase',
    turnOff: 'Stop protecting the next ones',
    saved: 'The next backups are protected',
    left: 'The next backups are not protected any more',
    needed: 'This backup is protected by a passphrase that this computer does not know.',
    present: 'Passphrase of this backup',
    unlock: 'Open',
  },
  moves: {
    title: 'Move to another computer',
    action: 'Move to another computer, open a .webox file',
    link: 'Move to another computer…',
    text: 'One .webox file holds everything: contacts, campaigns, funnels, settings, passwords, and the record of who received what. It opens on another computer, of any system.',
    depart: 'Leave this computer',
    departText:
      'The file is protected by a passphrase, to be entered on the new computer. It holds your passwords: delete it once the move is done.',
    warning:
      'Without this passphrase nobody can open this file: neither you nor we. This computer keeps its data: another file can be made at any time.',
    understood: 'I have written this passphrase down: if it is lost, nobody can open this file.',
    folder: 'Where to write the file (optional)',
    folderHint:
      'The whole path of a USB stick or of a folder. Empty: the file is made here, then downloaded.',
    stops: 'This computer stops sending, from now on',
    stopsText:
      'Recommended: everything that has left is then in the file, and nobody receives the same message twice. It can be taken back here at any time.',
    make: 'Make the file',
    making: 'Preparing the file…',
    made: 'File ready and checked',
    madeAt: 'File of {at}, {size}',
    unreadable:
      '{count} password cannot be read here any more and is not in it: enter it again on the other computer. | {count} passwords cannot be read here any more and are not in it: enter them again on the other computer.',
    download: 'Download the file',
    remove: 'Delete this file',
    removed: 'File deleted',
    stopNow: 'Stop sending from this computer',
    stillSends:
      'This computer still sends. What leaves after the file is not known there: stop here before sending from there.',
    arrive: 'Arrive on this computer',
    arriveText:
      'Choose the .webox file made on the other computer. What is in it is shown before anything changes here.',
    choose: 'Choose the .webox file',
    reading: 'The file is arriving: {share}%',
    orPath: 'Or the whole path of the file on this computer',
    passphrase: 'Passphrase of the file',
    open: 'Open the file',
    fileHere: 'The file has arrived: {size}.',
    from: 'From {computer} ({system})',
    systems: { win32: 'Windows', darwin: 'macOS', linux: 'Linux' },
    fileOf: 'Made {at} with version {version}',
    lastChange: 'Last change: {at}',
    noChange: 'No dated change',
    secrets: 'Passwords and keys: {count}',
    here: 'Here',
    inFile: 'In the file',
    ownFile:
      'This file comes from this computer, or from a file that was opened here before: taking it goes back to that state. What has left since stays known.',
    notStopped:
      'The other computer still sent when this file was made: what it sent afterwards is not known here.',
    notStoppedOwn:
      'If it comes from the other computer: that one still sent when this file was made, and what it sent afterwards is not known here.',
    clock: 'The clock of the other computer is ahead of this one: dates may surprise.',
    promises: {
      before: 'A backup of the data here is made just before.',
      held: 'Nothing leaves from here until you say that the other computer does not send any more.',
    },
    obstacle: {
      newer:
        'This file comes from a newer version. Install that version here, then open the file again.',
      has_sent:
        'This computer has already sent messages with other data, and could not tell any more who received them. Open the file in an empty data folder.',
    },
    take: 'Take this data',
    takeFailed: 'The data here is as before, and the opened file is kept.',
    takeAgain: 'Try again',
    secretsWait:
      'Passwords that came with the file could not be put in their place yet: the keychain of this computer does not give them. They are kept, and it is tried again every five minutes by itself. Unlocking the keychain, or signing in again, is enough.',
    taken: 'The data has arrived',
    leave: 'Do not take it',
    left: {
      title: 'This computer does not send any more, since {at}.',
      text: 'Nothing leaves from here, and neither the relay nor the mailboxes are read. The data stays, to be read and exported.',
      button: 'Send from here again',
      question:
        'If the other computer sends too, the same people may receive the same message twice. Has it stopped?',
      confirm: 'Yes, it does not send any more',
    },
    arrived: {
      title: 'This data comes from another computer. Nothing leaves from here yet.',
      titleOf: 'This data comes from {computer}. Nothing leaves from here yet.',
      text: 'Once the other computer does not send any more, say so here. Campaigns under way are then paused, to be resumed one by one.',
      button: 'The other computer does not send any more',
      question:
        'On the other computer, Settings › Backups › Move to another computer must say that it does not send any more, or the application is not open there. Otherwise the same people may receive the same message twice.',
      confirm: 'Yes, it does not send any more',
    },
    sends: 'This computer sends',
    sendsNoMore: 'This computer does not send any more',
  },
  second: 'Second folder',
  secondText:
    'A USB stick or a synchronised folder: each backup is copied there and compared. Where the folder is not there, the copy is made when it is back. Whoever can read this folder can read the backups that no passphrase protects.',
  secondFolder: 'Path of the folder',
  secondHint: 'The whole path of a folder that exists.',
  secondSave: 'Use this folder',
  secondLeave: 'Stop using it',
  secondChosen: 'Second folder saved',
  secondLeft: 'No second folder any more: what is in it stays',
  secondAbsent: 'This folder is not there now. Copies will be made when it is back.',
  secondFailed: 'The copy in the second folder failed.',
}
