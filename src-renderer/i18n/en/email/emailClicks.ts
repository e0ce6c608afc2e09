// English: measuring the links that people open, where they agreed.

export const clicks = {
  title: 'Measuring clicks',
  measure: 'Measure the links opened',
  hint: 'Only for people who agreed when their message leaves: their links go by your relay. Everybody else gets the links as they are. Opens are never measured.',
  needsRelay: 'It takes a relay, by which the links go. None is paired.',
  needsNewer: 'The relay is of a version that cannot do it. Update it, then fetch from it once.',
  toRelay: 'Open the settings of the relay',
  isLost: 'Without this relay the next messages leave with links as they are.',
  off: 'Clicks not measured: measuring is not turned on for this campaign.',
  notInSandbox: 'Clicks not measured: nothing leaves the sandbox.',
  nobody: 'Clicks: nobody who was reached agreed to their being measured.',
  people: 'No click | {count} person clicked | {count} people clicked',
  ofAgreed: 'of {count} who agreed | of {count} who agreed',
  others:
    '{count} not measured, for want of an agreement | {count} not measured, for want of an agreement',
  byPrograms:
    '{count} message of which only a program seems to have opened links | {count} messages of which only a program seems to have opened links',
  whyPrograms: 'Apart, and in no total: virus scanners, mail filters, pages loaded ahead.',
  links: '{count} link | {count} links',
  programsOnly: '{count} automatic | {count} automatic',
  moreLinks: 'and {count} more link | and {count} more links',
  onlyLink: 'Link: {link}',
  at: 'click {date}',
  measured: 'Clicks measured',
  clicked: 'Clicked',
  programs: 'Links opened by a program only',
}
