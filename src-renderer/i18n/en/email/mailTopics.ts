// English: topics of messages.

export const mailTopics = {
  title: 'Topics',
  lead: 'Name what you write about. A person can leave one topic and stay subscribed to the others: campaigns and sequences about it no longer go to them.',
  empty: 'No topics. Without them, whoever unsubscribes gets no more messages at all, as before.',
  newName: 'New topic',
  examples: 'For example: Offers, News, Tips',
  full: 'At most {count} topics',
  add: 'Add',
  missing: 'Give this topic a name.',
  nameOf: 'Name of the topic {name}',
  used: 'Nothing sent about it | {count} mailing | {count} mailings',
  left: 'left by {count} person | left by {count} people',
  leftByNobody: 'left by nobody',
  remove: 'Delete the topic {name}',
  removed: 'Topic “{name}” deleted. Whoever left it has left it.',
  howTitle: 'How a topic is left',
  howPage:
    'By the link of each message, where a relay is paired: a page shows the topics and “no message at all”. A relay of an earlier version does not know it: its link unsubscribes from everything, update it.',
  howMail:
    'By e-mail, with the mail program’s button or the link “Unsubscribe from the topic”. A free answer (“unsubscribe me”) unsubscribes from everything.',
  howCard: 'By you, on the person’s card.',
  howKept:
    'A topic that was left stays left: no import, no new form and no new name changes it. Only you can put a person back, and it is noted in the ledger.',
  topic: 'Topic',
  noTopic: 'None',
  goneOne: 'Deleted topic',
  nameFirst: 'Name topics that can be left one by one',
  campaignHint: 'Whoever left this topic does not get this campaign.',
  sequenceHint: 'Whoever left this topic does not come in, or leaves. Holds for all its e-mails.',
  ofSequence: 'Chosen in the sequence that sends this e-mail.',
  leftOut: '{count} left this topic, left out | {count} left this topic, left out',
  ofLead: 'Topics received',
  leftOn: 'left on {date}',
  leftNow: 'No longer gets “{name}”',
  isDeleted: 'deleted topic',
  returnTitle: 'Write about “{name}” again?',
  returnText:
    'This person left this topic. Put them back only if they asked you to: it is noted in the ledger of their agreements.',
  return: 'They asked me to',
  lineLeft: 'Topic left: {topic}',
  lineReturned: 'Subscribed again to the topic: {topic}',
}
