// English: the rules of the score by points.

export const scoreRules = {
  title: 'Score rules',
  lead: 'What gives a lead its points, from 0 to 100. Try your rules on your leads before they count.',
  try: 'Try out',
  save: 'Apply',
  saved: 'Rules applied. Scores are being counted again.',
  restore: 'Back to the usual rules',
  counting: 'Scores are being counted again: {share}. You can go on working.',
  filled: 'What is filled in',
  contacts: 'Interactions',
  each: 'For each interaction',
  most: 'For all interactions, at most',
  recent: 'Last contact less than a day ago | Last contact less than {days} days ago',
  fades: 'The score fades without contact',
  halfAfter: 'Halved every',
  days: 'days',
  own: 'Your own rules',
  ownText:
    'More points, or fewer, for leads that meet your conditions: their fields, their tags and your custom fields.',
  ruleName: 'Name of the rule',
  nameNeeded: 'Give it a name: it is shown in the details of a score.',
  rulePoints: 'Points, −100 to 100',
  addRule: 'Add a rule',
  removeRule: 'Remove the rule “{name}”',
  incomplete:
    'A condition is not complete, or asks for something else than fields of the lead: what changes by itself (relative dates, the score, messages) cannot give points.',
  changed:
    '{count} lead of {leads} would get another score: {higher} higher, {lower} lower. | {count} leads of {leads} would get another score: {higher} higher, {lower} lower.',
  spread: 'Number of leads by score, before and after',
  score: 'Score',
  before: 'Before',
  after: 'After',
  ranking:
    'Of your {won} won and {lost} lost leads, a won one would have been placed above a lost one {after} of the time, against {before} by the present rules. Chance gives half.',
  noRanking:
    'Not enough dated decisions yet to say whether these rules tell won from lost leads. {won} won and {lost} lost ones are missing, of 30 each.',
  rankingNote:
    'Interactions count up to the day before the decision. Other fields have no history: they are taken as they are today.',
}
