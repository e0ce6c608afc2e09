// English: the e-mails of funnels.

export const funnelEmails = {
  add: 'Add an e-mail',
  panel: 'Chosen e-mail',
  noSubject: 'No subject',
  switch: 'Send this e-mail',
  isOn: 'On: it is sent by itself',
  isHeld: 'On, held: the funnel is archived',
  isOff: 'Off: it is not sent',
  state: { off: 'off', paused: 'paused', held: 'held' },
  funnelOff: 'The funnel is not active: forms that arrive now start nothing.',
  archivedText:
    'The funnel is archived: nothing is sent, what waits is held. Restored, everything goes on as it was.',
  pausedText: 'The campaign is paused: what is due waits until it goes on.',
  form: 'Form that starts it',
  anyForm: 'Any form of the funnel',
  delay: 'Delay after the form',
  delayHint:
    'Counted from its arrival in the application, each wait from when the e-mail before has left. Only people who agreed to be written to receive it, once.',
  delayElsewhere:
    'The sequence of this form does more than send and wait: delays are changed there.',
  sequence: 'Open the sequence: steps and people',
  waitsHere:
    'The sequence is on: people who come to this e-mail wait for it, and go on as soon as it is on.',
  goesPast: 'People who come to this e-mail go past it until it is turned on.',
  unitLabel: 'Unit of the delay',
  unit: { minutes: 'minutes', hours: 'hours', days: 'days' },
  atOnce: 'At once',
  after: {
    minutes: 'After {count} minute | After {count} minutes',
    hours: 'After {count} hour | After {count} hours',
    days: 'After {count} day | After {count} days',
  },
  sent: '{count} sent | {count} sent | {count} sent',
  sentLabel: 'Sent',
  waiting: 'Waiting',
  edit: 'Edit the message',
  see: 'See what was sent',
  delete: 'Take this e-mail out',
  deleteTitle: 'Take this e-mail out of the funnel',
  deleteText:
    'Nobody waits for it. What was sent stays among the campaigns. | {count} person who waits for it goes on without it. What was sent stays among the campaigns. | {count} people who wait for it go on without it. What was sent stays among the campaigns.',
  line: 'Starts the e-mail “{subject}”',
}
