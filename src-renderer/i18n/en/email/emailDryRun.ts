// English: the dry run of a campaign.

export const dryRun = {
  running: 'Checking each message…',
  drawn:
    '{count} message checked, {size} at most. | {count} messages checked, each {size} at most.',
  messages: '{count} message. | {count} messages.',
  again: 'Check again',
  level: { blocking: 'To mend:', warning: 'To look at:', hint: 'For information:' },
  field: { subject: 'subject', html: 'message', blocks: 'address of a button' },
  variant: 'Version {variant}:',
  finding: {
    incomplete: 'Something is missing that sending needs.',
    places_left: 'Places are left to fill in.',
    no_recipients: 'There is nobody to write to.',
    unsubscribe_missing: 'The link to receive no more messages is missing.',
    link_broken: 'Links lead nowhere: an address begins with https://.',
    picture_missing: 'A picture of the message is not there: choose it again.',
    message_too_heavy: 'The message is too heavy: nearly every mailbox provider would refuse it.',
    nothing_shown:
      'Some people would get an empty message: all its blocks are for others. Add a block for everybody.',
    variants_same: 'Both versions say the same.',
    test_too_small: 'Fewer than 10 people would be in the test.',
    field_empty:
      'A field is empty and nothing takes its place. A fallback is written like this: {example}',
    braces_left: 'Braces would be seen: they come from what is known of these people.',
    link_empty: 'Links are still empty.',
    link_local: 'Links lead to this computer or its network: nobody else can open them.',
    html_clipped: 'Gmail cuts messages over 102 kB and hides their end.',
    message_heavy: 'The message is over 10 MB: some mailbox providers refuse it.',
    picture_inline:
      'A picture is written into the HTML itself: Gmail and Outlook do not show it. Add it from the disk.',
    picture_webp:
      'Outlook for Windows does not show WebP pictures: choosing them from the disk again converts them.',
    sender_foreign:
      'This provider lets no other server write for this address: the messages may be rejected.',
    account_blocked: 'This sending account is blocked at the moment.',
    business_unknown:
      'The name and the address of the business are missing: the law asks who writes. Add them in Settings.',
    link_insecure: 'Links begin with http:// instead of https://.',
    picture_without_alt:
      'Pictures have no description, which is read where the picture is not shown.',
    brackets: 'Words in brackets: perhaps to fill in.',
    block_for_nobody: 'Some blocks are shown to nobody: no recipient meets their condition.',
    spam_wording: 'Wordings that filters know from junk mail. A hint, nothing more.',
  },
  forReal: 'Send for real',
  forRealHint:
    'Copies this campaign for the same recipients, with a sending account. Nothing leaves before it is confirmed.',
}
