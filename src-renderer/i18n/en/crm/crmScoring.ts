// English: the score learnt from won and lost leads.
import type { Messages } from '../../fr/messages.ts'

export const scoring: Messages['scoring'] = {
  title: 'Learnt score',
  open: 'How this chance is learnt',
  lead: 'A chance of winning, learnt from your won and lost leads. It stands beside the score by points and does not replace it.',
  train: 'Learn again',
  untrained: 'Nothing is learnt yet',
  untrainedText:
    '{won} won and {lost} lost leads are ready. It also learns by itself, every hour, as new decisions come.',
  tooFew: 'Not enough decisions yet',
  tooFewText: 'Learning needs at least 30 won and 30 lost leads. Still missing: {won}, {lost}.',
  moreWon: '{count} won | {count} won',
  moreLost: '{count} lost | {count} lost',
  aucText:
    'Of a won and a lost lead it has never seen, it places the won one higher {share} of the time. By chance it would be half.',
  noSignalText:
    'What is known of your leads does not tell won from lost ones better than chance: {share} of pairs in the right order, chance gives half. So no chance of winning is shown on leads.',
  nothingText: 'No column is left to learn from.',
  aucFigures: 'AUC {auc}, between {from} and {to} with 95% certainty. The five measures: {folds}',
  trainedOn: 'Learnt on {date} from {won} won and {lost} lost leads.',
  columns: 'What counts',
  columnsText:
    '“For” multiplies the odds of winning, “against” divides them. What counts most is at the top.',
  leaveOut: 'Ignore',
  leaveOutNamed: 'Ignore {name}',
  takeIn: 'Take in',
  takeInNamed: 'Take in {name}',
  suspicious:
    'This column nearly suffices alone. If it is filled in after the decision, ignore it: on an open lead it will say nothing.',
  countsLittle: 'Counts little.',
  times: '× {ratio}',
  leads: '{count} lead | {count} leads',
  for: 'for',
  against: 'against',
  roles: {
    size: 'The larger it is',
    value: 'Value',
    other: 'Other, rare',
    missing: 'Not given',
  },
  leftOut: 'What is ignored',
  reasons: {
    one_value: 'The same everywhere',
    many_values: 'Nearly every lead has one of its own',
    identifier: 'A number that only tells leads apart',
    after_decision: 'Mostly filled in once a lead is won or lost',
    no_history: 'When these leads were won or lost is not known',
    too_many: 'Too many columns',
    by_user: 'As you asked',
  },
  contacts: {
    email: 'E-mails exchanged before the decision',
    call: 'Calls before the decision',
    meeting: 'Meetings before the decision',
    form: 'Forms sent before the decision',
  },
  mailbox: {
    none: 'Without an address',
    public: 'At a public provider',
    own: 'At a domain of its own',
  },
  yes: 'Yes',
  no: 'No',
  likelihood: 'Chance of winning, learnt',
  usual: 'On average {share} of your decided leads are won.',
  leadStates: {
    untrained: 'Nothing is learnt yet from your won and lost leads.',
    too_few: 'Not enough won and lost leads yet to learn from.',
    no_signal:
      'What is known of your leads does not yet tell won from lost ones better than chance.',
    ready: 'Ready.',
  },
}
