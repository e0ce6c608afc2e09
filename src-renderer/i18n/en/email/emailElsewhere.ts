// English: campaigns that came from elsewhere, and the way to the assistant.

export const emailElsewhere = {
  write: 'Write with the assistant',
  imported: {
    text: 'This campaign was sent by another application and is kept for memory. It cannot be sent from here: duplicate it to write again.',
    totals: 'Imported figures, not measured',
    sentOn: 'sent on {date}',
    total: {
      recipients: 'Recipients',
      sent: 'Sent',
      delivered: 'Delivered',
      opened: 'Opened',
      clicked: 'Clicked',
      bounced: 'Bounced',
      unsubscribed: 'Unsubscribed',
    },
  },
}
