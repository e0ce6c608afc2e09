// English: campaigns over several accounts.

export const spread = {
  further: 'Also send through',
  hint: 'Each account takes the messages that its limits allow, and signs them with its own address where the campaign has that of the account above. One that is blocked does not stop the others.',
  sendText:
    'Messages leave through these accounts: {accounts}. A message a server has accepted cannot be taken back.',
  planned: 'Who sends what',
  day: 'Until {until}: {parts}.',
  part: '{account} {count}',
  moreDays: 'And {count} more day. | And {count} more days.',
  blocked: '{account} is blocked and takes nothing.',
  title: 'By account',
  account: 'Account',
  sent: 'Accepted',
  failed: 'Failed',
  uncertain: 'Uncertain',
  lastDay: 'In 24 hours, all campaigns',
  ofLimit: '{sent} of {limit}',
  gone: 'Deleted account',
  isBlocked: 'blocked',
  finished: 'Finished on {moment} at the earliest.',
}
