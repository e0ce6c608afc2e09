// English: the warm-up of an account.

export const warmUp = {
  title: 'Warm-up',
  offer:
    'Is the account or its domain new to servers? Growing in stages, {stages} messages a day, keeps it from being taken for a spammer.',
  start: 'Grow in stages',
  decline: 'No thanks',
  declined: 'The warm-up is not proposed for this account any more',
  off: 'No warm-up: only the limits of the account count.',
  stage: 'Stage {stage} of {stages}',
  today: 'Daily limit',
  sent: 'Sent in 24 hours',
  remaining: 'Remaining',
  inStage: 'Taken by servers in this stage: {sent}. It takes {amount} within 24 hours.',
  endsAt:
    'The next one begins on {moment} at the earliest, once all of it was sent without trouble.',
  notBegun: 'It takes at least 24 hours from its first message.',
  then: 'Then: {stages} a day, and after that the limit of the account.',
  last: 'This is the last stage: after it, the limit of the account.',
  skip: 'Skip this stage',
  restart: 'Start over',
  stop: 'Stop',
  undo: 'Undo',
  history: 'History',
  change: {
    started: 'Warm-up begun, stage {stage}',
    skipped: 'Stage skipped by hand, stage {stage}',
    skippedLast: 'Last stage skipped by hand: limit of the account',
    restarted: 'Started over at stage {stage}',
    stopped: 'Stopped by hand',
    declined: 'Proposal declined',
    done: 'Stage sent without trouble, stage {stage} begun',
    repeated: 'Stage {stage} begun again',
    finished: 'Finished: limit of the account',
  },
  trouble: {
    complaint: 'a recipient complained',
    limited: 'a server answered that the account sends too much',
    refused: 'too many messages were refused or came back',
  },
}
