// English: messages to one person.
import type { emailLetters as french } from '../../fr/email/emailLetters.ts'

export const emailLetters = {
  letter: 'Message to one person',
  letters: {
    open: 'Write',
    title: 'Write to {name}',
    from: 'From',
    to: 'To',
    subject: 'Subject',
    text: 'Message',
    send: 'Send',
    discard: 'Discard the draft',
    footer: 'The message ends with:',
    fieldsLeft:
      'Nothing is known for {fields}. Write the words yourself or take these fields out: nothing leaves with them.',
    noAccount:
      'There is no account to send with yet. What you write is kept; the message can leave afterwards.',
    waits:
      'This account cannot send at the moment. The message will wait, leave as soon as it can, and can be cancelled until then.',
    gone: 'This person was deleted meanwhile. The message cannot leave any more; copy your words if you need them elsewhere.',
    unwritable: 'This person is not written to',
    noAddress: 'No e-mail address is known. Add one on the card.',
    wholeDomain: 'the whole domain',
    unwritableText:
      'The refusal holds for a message written by hand too: nothing leaves from here. To answer a question that the person asks you, use your mail program.',
    underWay: 'The message is leaving for {address}',
    cancel: 'Cancel sending',
    cancelled: 'The message will not leave',
    read: 'Read',
    hide: 'Fold',
    again: 'Send again',
    sentAgain: 'The message is leaving again',
    leave: 'Leave it',
    left: 'The message stays as it is',
    rewrite: 'Use this text again',
  },
} satisfies typeof french
