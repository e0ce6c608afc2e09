// The English words of campaigns.
import type { Words } from './campaignWords.ts'

export const englishWords: Words = {
  typeName: {
    newsletter: 'newsletter',
    promotional: 'offer',
    announcement: 'announcement',
    educational: 'advice',
  },
  places: {
    button: (label) => `Button “${label}”`,
    message: 'Message',
    subject: 'Subject',
    preheader: 'Preview line',
    settings: 'Settings',
  },
  greeting: {
    professional: 'Hello {{first_name|there}},',
    friendly: 'Hi {{first_name|there}},',
    enthusiastic: 'Hello {{first_name|there}},',
    formal: 'Dear Sir or Madam,',
  },
  opening: {
    newsletter: {
      professional: [
        'One subject in this letter, and the essentials in plain words.',
        'One subject at a time, without detours: that is the idea of this letter.',
      ],
      friendly: [
        'Two minutes, a cup of tea, and something we wanted to share with you.',
        'We are writing about one thing, and one thing only.',
      ],
      enthusiastic: [
        'We were waiting for the right moment to tell you about this, and here it is.',
        'Some subjects are hard to keep to ourselves. This is one of them.',
      ],
      formal: [
        'We are pleased to send you our newsletter, which is devoted to the following subject: {topic.}',
        'Please find our newsletter below. Its subject is the following: {topic.}',
      ],
    },
    promotional: {
      professional: [
        'We have prepared an offer. Here are the essentials.',
        'Here is our offer, in plain words.',
      ],
      friendly: [
        'We have put something together that you might like.',
        'Good news: we have an offer for you.',
      ],
      enthusiastic: [
        'We could hardly wait to show you this offer.',
        'We put our hearts into this offer. Here it is.',
      ],
      formal: [
        'We are pleased to present the following offer: {topic.}',
        'We wished to inform you personally of the following offer: {topic.}',
      ],
    },
    announcement: {
      professional: ['We wanted you to hear this from us.', 'Here is something worth knowing.'],
      friendly: ['We wanted to be the ones to tell you.', 'Here it is: we can tell you now.'],
      enthusiastic: ['We are delighted to share this with you.', 'This is too good to keep.'],
      formal: [
        'We are pleased to bring the following to your attention: {topic.}',
        'We hereby wish to inform you of the following: {topic.}',
      ],
    },
    educational: {
      professional: [
        'A few practical pointers to help you forward on this subject.',
        'A short method to apply at your own pace.',
      ],
      friendly: [
        'No jargon: here is how to go about it.',
        'If you are wondering where to start, this one is for you.',
      ],
      enthusiastic: [
        'You will see: it is simpler than it looks.',
        'A few simple ideas, to try whenever you like.',
      ],
      formal: [
        'We offer you a practical summary on the following subject: {topic.}',
        'This message sets out our recommendations on the following subject: {topic.}',
      ],
    },
  },
  main: {
    newsletter: [
      {
        title: 'The short version',
        text: 'This may concern you closely, or not just yet. Either way, you now know whom to ask and where to begin.',
      },
      {
        title: 'Why we are telling you',
        text: 'Because the right information at the right time saves a lot of detours. We would rather say it plainly, and answer your questions afterwards.',
      },
    ],
    promotional: [
      {
        title: 'Is it right for you?',
        text: 'The essentials are above. If something is missing or does not suit you, tell us: we will look for an answer together.',
      },
      {
        title: 'The right moment',
        text: 'An offer is only worth something when the time is right. Read it at your own pace, ask your questions, and decide after that.',
      },
    ],
    announcement: [
      {
        title: 'What it means for you',
        text: 'If this news concerns you closely, keep this message at hand. And if anything is unclear, a reply is enough.',
      },
      {
        title: 'In practice',
        text: 'You can reach us as usual. Ask your questions now, even those that seem obvious.',
      },
    ],
    educational: [
      {
        title: 'Three steps to begin with',
        text: 'There is no need to do everything on the same day. The hardest part is often choosing where to start: here is one possible order.',
      },
      {
        title: 'The method, step by step',
        text: 'Few steps and a clear order get you further. These are the ones we recommend.',
      },
    ],
  },
  points: {
    newsletter: [
      ['To keep', 'Keep this message at hand: it will be useful the day the subject concerns you.'],
      ['To ask', 'The first question that comes to mind is often the right one. Ask us.'],
      ['To share', 'Do you know somebody this concerns? Feel free to forward this message.'],
    ],
    promotional: [
      ['Read', 'See whether the offer suits you, and what you would like to know about it.'],
      ['Ask', 'A question? A reply to this message is enough.'],
      ['Choose', 'Not sure? Let us talk before you decide.'],
    ],
    announcement: [
      [
        'To remember',
        'The essentials are in the title of this message. The rest can wait for your questions.',
      ],
      ['To pass on', 'Do you know somebody who would like to hear this? Pass the news on.'],
    ],
    educational: [
      [
        '1. Take stock',
        'Write down in three lines where you stand: what works, what bothers you, what is missing.',
      ],
      [
        '2. Sort',
        'What matters most, what can wait, what you do not want: three answers, and the essentials stand out.',
      ],
      [
        '3. Take one step',
        'Choose the smallest useful action and give it a date. The rest becomes easier.',
      ],
    ],
  },
  panel: {
    promotional: ['**The offer:** {topic.}'],
    educational: [
      '**One mistake to avoid:** trying to settle everything at once. A first step, however small, is worth more than a perfect plan.',
    ],
  },
  audience: {
    businesses:
      'Between professionals, time matters: put your question in a line, and we will come straight to the point.',
    customers: 'You already know us. Your opinion helps us do better, so please be frank.',
    prospects:
      'We may not have had the chance to talk yet. One question is enough to begin, and it commits you to nothing.',
    families:
      'Every family has its own hours and habits. Tell us yours, and we will look for what suits.',
    everybody: 'We are writing because this could be useful to you, now or later.',
  },
  action: {
    sell: [
      { lead: 'The details and the order form are in one place.', label: 'See the offer' },
      { lead: 'Do you like the offer? This is where it goes on.', label: 'Take the offer' },
    ],
    book: [
      {
        lead: 'The simplest way is to talk. Tell us when you are free.',
        label: 'Make an appointment',
      },
      {
        lead: 'A conversation is often enough to find out whether we can help you, and how.',
        label: 'Choose a time',
      },
    ],
    visit: [
      {
        lead: 'Nothing replaces a visit: come and see, compare and ask your questions.',
        label: 'Plan my visit',
      },
      {
        lead: 'We will be glad to see you. Just check our opening hours before you come.',
        label: 'See opening hours',
      },
    ],
    signup: [
      { lead: 'Would you like to be part of it? Signing up is all it takes.', label: 'Sign me up' },
      { lead: 'To join us, just leave your details.', label: 'Sign up' },
    ],
    reply: [
      {
        lead: 'A question, an opinion, a disagreement? Write to us, even a single line.',
        label: 'Ask my question',
      },
      {
        lead: 'What do you think? Your answer matters to us, even a short one.',
        label: 'Share my opinion',
      },
    ],
    read: [
      { lead: 'To go further, the rest is online.', label: 'Find out more' },
      { lead: 'The rest can be read whenever you like.', label: 'Read on' },
    ],
  },
  answer: {
    sell: 'Do you like the offer? Reply to this message, and we will agree on what comes next.',
    book: 'The simplest way is to talk. Reply to this message and tell us when you are free.',
    visit: 'Nothing replaces a visit. Reply to this message to plan yours.',
    signup: 'Would you like to be part of it? Reply to this message, and we will note it.',
    reply: 'A question, an opinion, a disagreement? Reply to this message, even in a single line.',
    read: 'To find out more, just reply to this message.',
  },
  closing: {
    professional: 'We are at your disposal for any question.',
    friendly: 'See you soon, and thank you for reading.',
    enthusiastic: 'We cannot wait to hear from you!',
    formal: 'We thank you for your confidence.',
  },
  signature: {
    professional: 'Kind regards,\n\n**{business}**',
    friendly: 'All of us at\n\n**{business}**',
    enthusiastic: 'With all our energy,\n\n**{business}**',
    formal: 'Yours faithfully,\n\n**{business}**',
  },
  unsigned: {
    professional: 'Kind regards',
    friendly: 'All of us',
    enthusiastic: 'With all our energy',
    formal: 'Yours faithfully',
  },
  subjects: {
    newsletter: {
      professional: [
        '{Brief}: what to remember',
        'One letter, one subject: {brief}',
        '{business}: {brief}',
        'Our newsletter: {brief}',
      ],
      friendly: [
        'Let us tell you: {brief}',
        'Two minutes for you: {brief}',
        'Have you seen this? {Brief}',
      ],
      enthusiastic: ['At last: {brief}', 'Not to be missed: {brief}', 'We could not wait: {brief}'],
      formal: ['Newsletter: {brief}', '{business} – {brief}', 'Your newsletter: {brief}'],
    },
    promotional: {
      professional: [
        'Our offer: {brief}',
        '{Brief}: the essentials',
        'An offer from {business}: {brief}',
      ],
      friendly: ['This is for you: {brief}', 'We thought of you: {brief}', 'Fancy this? {Brief}'],
      enthusiastic: [
        'Here we go: {brief}',
        'Here it is: {brief}',
        'We put our hearts into it: {brief}',
      ],
      formal: ['Proposal: {brief}', '{business} – offer: {brief}', 'For your attention: {brief}'],
    },
    announcement: {
      professional: ['Good to know: {brief}', 'New: {brief}', 'News from {business}: {brief}'],
      friendly: ['It is here: {brief}', 'We wanted to tell you: {brief}', 'Big news: {brief}'],
      enthusiastic: [
        'It is official: {brief}',
        'The news is out: {brief}',
        'Delighted to announce: {brief}',
      ],
      formal: ['Notice: {brief}', '{business} – notice: {brief}', 'For your information: {brief}'],
    },
    educational: {
      professional: ['{Brief}: where to begin', 'Three steps: {brief}', 'A method: {brief}'],
      friendly: ['We explain: {brief}', 'Easy: {brief}', 'Where to start? {Brief}'],
      enthusiastic: [
        'Simpler than it looks: {brief}',
        'Over to you: {brief}',
        'Get started: {brief}',
      ],
      formal: [
        'Recommendations: {brief}',
        'Practical note: {brief}',
        '{business} – advice: {brief}',
      ],
    },
  },
  preheader: {
    newsletter: {
      professional: 'The essentials, and whom to ask.',
      friendly: 'Two minutes to read, and we would love your opinion.',
      enthusiastic: 'Something close to our hearts, to share with you.',
      formal: 'Our newsletter has just been published.',
    },
    promotional: {
      professional: 'The essentials of the offer, and whom to ask.',
      friendly: 'The offer, in a few lines.',
      enthusiastic: 'Look inside to discover the offer.',
      formal: 'This offer is presented in this message.',
    },
    announcement: {
      professional: 'The news, and whom to ask.',
      friendly: 'The whole story in a minute.',
      enthusiastic: 'The news in a few lines.',
      formal: 'Please take note of this information.',
    },
    educational: {
      professional: 'A method in three steps, to apply at your own pace.',
      friendly: 'Three steps, no jargon.',
      enthusiastic: 'Three steps, and the urge to begin.',
      formal: 'Our practical recommendations, in three points.',
    },
  },
}
