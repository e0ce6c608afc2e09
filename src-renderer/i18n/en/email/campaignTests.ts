// English: tests of two versions of a campaign.

export const campaignTests = {
  begin: 'Test two versions',
  title: 'Test of two versions',
  versions: 'Versions of the message',
  version: 'Version {variant}',
  sharedHint: 'Recipients, account and addresses are those of version A.',
  share: 'Share of the recipients in the test',
  people: 'About {each} people get each version, {rest} wait for the one that does better.',
  few: 'With fewer than 100 people a version, a small difference does not show.',
  after: 'Time to measure',
  afterHint: 'From the last message of the test on.',
  measure: 'What decides',
  measures: {
    replies: 'Replies, of everybody',
    clicks: 'Clicks, of people who agreed to their being measured',
  },
  clicksHint:
    'Only people of the test who gave that agreement count. If nobody of a version did, the others wait for a decision.',
  hours: '{count} hour | {count} hours',
  days: '{count} day | {count} days',
  unclear: 'If what was measured does not say enough',
  rule: {
    send_leading: 'Send the one in the lead',
    wait: 'Wait for my decision',
  },
  silent: {
    sandbox: 'In the sandbox nobody replies: nothing will be measured.',
    mailbox:
      'No mailbox is read for this account: replies would not be counted. Add it under Accounts.',
  },
  remove: 'Take version B out',
  removed: 'Version B taken out',
  evidence: {
    none: 'Nothing has been measured yet.',
    even: 'Neither version does better for now.',
    unclear:
      '{variant} is in the lead: {probability} probability of doing better. That is too little to know.',
    clear: '{variant} does better with {probability} probability.',
  },
  next: {
    sending: 'Messages of the test are still leaving.',
    send_leading:
      'On {date}, the person who waits gets the version in the lead, A if neither is. | On {date}, the {count} people who wait get the version in the lead, A if neither is.',
    wait: 'On {date}, the person who waits gets the better version if what was measured says enough; otherwise they wait for a decision. | On {date}, the {count} people who wait get the better version if what was measured says enough; otherwise they wait for a decision.',
    waiting:
      'The measuring is over: {count} person waits for a decision, or for more to be measured. | The measuring is over: {count} people wait for a decision, or for more to be measured.',
    ended: 'The campaign was cancelled before the decision.',
  },
  decided: {
    time: 'The others get version {variant}, chosen by what was measured on {date}.',
    owner: 'The others get version {variant}, chosen by hand on {date}.',
    probability: 'It did better then with {probability} probability.',
  },
  today: 'Today:',
  caption: 'What the versions brought among the people of the test',
  versionColumn: 'Version',
  previewB: 'Preview of B',
  decide: 'Send {variant} to the others',
  onlyVersion: 'Version {variant} of the test',
  allVersions: 'See all messages',
  sending:
    'Two versions: about {tested} people test them, {rest} wait for the one that does better.',
}
