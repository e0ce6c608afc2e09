// English: what a new campaign begins with.

export const emailStarts = {
  starts: {
    last: 'last choice',
    fallback: 'there',
    name: {
      blocks: 'Blocks',
      newsletter: 'Newsletter',
      offer: 'Offer',
      invitation: 'Invitation',
      letter: 'Plain letter',
      html: 'HTML',
    },
    about: {
      blocks: 'A heading, a text, a button, to compose freely.',
      newsletter: 'Two subjects, a picture, news in brief.',
      offer: 'A picture, what is offered, and until when.',
      invitation: 'When, where, and how to answer.',
      letter: 'A few lines, like an e-mail written by hand.',
      html: 'Code you have already, kept as it is.',
    },
    words: {
      heading: 'A heading',
      greeting: 'Hello {field},',
      text: 'A text of a few lines.',
      more: 'Read more',
      closing: 'See you soon,',
      newsletter: 'News of the month',
      first: 'A first subject',
      second: 'A second subject',
      news: '**In brief**\n\n- a piece of news\n- another one',
      offer: 'An offer for you',
      offerGreeting: 'Hello {field}, this is what we offer you.',
      offerText: 'What is offered, in a few lines.',
      until: 'Valid until [[end date]].',
      offerButton: 'Take the offer',
      invitation: 'You are invited',
      where: '**When**: [[date and time]]\n\n**Where**: [[place]]',
      invitationText: 'What awaits you, in a few lines.',
      invitationButton: 'I will come',
    },
  },
}
