// The English words of campaigns.
import type { Words } from './campaignWords.ts'

export const englishWords: Words = {
  yourBusiness: 'Your business',
  typeName: { newsletter: 'newsletter', promotional: 'offer', announcement: 'announcement', educational: 'advice' },
  places: { button: (label) => `Button “${label}”`, panel: 'Box', settings: 'Settings' },
  greeting: {
    professional: 'Hello {{first_name|there}},',
    friendly: 'Hi {{first_name|there}},',
    enthusiastic: 'Hello {{first_name|there}},',
    formal: 'Dear Sir or Madam,',
  },
  opening: {
    newsletter: {
      professional: ['This letter takes two minutes and keeps to one subject.', 'One subject at a time, in plain words: that is the idea of this letter.'],
      friendly: ['Two minutes, a cup of tea, and something we wanted to share with you.', 'We are writing about one thing, and one thing only.'],
      enthusiastic: ['We were waiting for the right moment to tell you about this, and here it is.', 'Some subjects are hard to keep to ourselves. This is one of them.'],
      formal: ['We are pleased to send you our newsletter, which is devoted to the following subject: {topic.}', 'Please find our newsletter below. Its subject is the following: {topic.}'],
    },
    promotional: {
      professional: ['We have a simple offer for you, with its terms in plain sight.', 'A clear offer, for a limited time.'],
      friendly: ['We have put something together for you, and you are among the first to know.', 'Good news, and it is for you.'],
      enthusiastic: ['This is the one people have been waiting for, and you hear it from us.', 'We put our hearts into this offer. Here it is.'],
      formal: ['We are pleased to present the following offer: {topic.}', 'We wished to inform you personally of the following offer: {topic.}'],
    },
    announcement: {
      professional: ['We wanted you to hear this from us.', 'Here is something worth knowing.'],
      friendly: ['We wanted to be the ones to tell you.', 'We can finally say it.'],
      enthusiastic: ['We have been working towards this for a while, and we are delighted to share it.', 'This is too good to keep.'],
      formal: ['We are pleased to bring the following to your attention: {topic.}', 'We hereby wish to inform you of the following: {topic.}'],
    },
    educational: {
      professional: ['A few practical pointers to help you forward on this subject.', 'A short method that anybody can apply.'],
      friendly: ['No jargon, we promise: here is how to go about it.', 'Let us save you some time on this one.'],
      enthusiastic: ['You will see: it is simpler than it looks.', 'Take five minutes: they may change everything.'],
      formal: ['We offer you a practical summary on the following subject: {topic.}', 'This message sets out our recommendations on the following subject: {topic.}'],
    },
  },
  main: {
    newsletter: [
      { title: 'The short version', text: 'This may concern you closely, or not just yet. Either way, you now know whom to ask and where to begin.' },
      { title: 'Why we are telling you', text: 'Because the right information at the right time saves a lot of detours. We would rather say it plainly, and answer your questions afterwards.' },
    ],
    promotional: [
      { title: 'What is in it for you', text: 'The same care as always, on terms that are not available all year. If it is not right for you, tell us: we will look for something that is.' },
      { title: 'Why now', text: 'Because an offer is only worth something when the time is right. Read it at your own pace, ask your questions, and decide after that.' },
    ],
    announcement: [
      { title: 'What it means for you', text: 'There is nothing you need to do for now. If something concerns you directly, we will tell you in person. And if anything is unclear, a reply to this message is enough.' },
      { title: 'In practice', text: 'We have prepared this so that it is easy for you. The people you talk to stay the same, and you can reach us as usual.' },
    ],
    educational: [
      { title: 'Three steps to begin with', text: 'There is no need to do everything on the same day. The hardest part is often choosing where to start: here is an order that works.' },
      { title: 'The method, step by step', text: 'Few steps and a clear order get you further. These are the ones we recommend.' },
    ],
  },
  points: {
    newsletter: [
      ['To keep', 'Keep this message at hand: it will be useful the day the subject concerns you.'],
      ['To ask', 'The first question that comes to mind is nearly always the right one. Ask us.'],
      ['To share', 'Do you know somebody this concerns? Forwarding this message takes one click.'],
    ],
    promotional: [
      ['No surprises', 'The price and the terms are stated first. Nothing is added at the end.'],
      ['No run-around', 'A question? A person on the team answers, not a form.'],
      ['No regrets', 'Not sure? Let us talk before you decide.'],
    ],
    announcement: [
      ['What changes', 'What is announced here, from the date given, and nothing else.'],
      ['What stays', 'How you reach us, and the attention each request gets.'],
    ],
    educational: [
      ['1. Take stock', 'Write down in three lines where you stand: what works, what bothers you, what is missing.'],
      ['2. Sort', 'What matters most, what can wait, what you do not want: three answers, and the essentials stand out.'],
      ['3. Take one step', 'Choose the smallest useful action and give it a date. The rest becomes easier.'],
    ],
  },
  panel: {
    promotional: '**The offer in brief**\n\n- **What it includes:** {topic.}\n- **Until:** [end date]\n- **Terms:** [what is included, and what is not]',
    announcement: '**For your calendar:** from [date].',
    educational: '**One mistake to avoid:** trying to settle everything at once. One first step, taken this week, is worth more than a perfect plan.',
  },
  audience: {
    businesses: 'Between professionals, time matters: your questions get a precise answer, with a price and a date whenever there is one.',
    customers: 'You already know us, which is why you are among the first to hear. Your opinion helps us do better, so please be frank.',
    prospects: 'We may not have had the chance to talk yet. This message commits you to nothing: one question is enough to begin.',
    families: 'Every family has its own hours and habits. Tell us yours, and we will adapt as well as we can.',
    everybody: 'And if this concerns somebody you know rather than you, feel free to forward this message.',
  },
  action: {
    sell: [
      { lead: 'One page explains it all: what is included, the price, and how to get it.', label: 'See the offer' },
      { lead: 'The details and the order form are in one place. It takes a few minutes.', label: 'Take the offer' },
    ],
    book: [
      { lead: 'The simplest way is to talk. Tell us when you are free, and we will take care of the rest.', label: 'Make an appointment' },
      { lead: 'A few minutes are enough to find out whether we can help you, and how.', label: 'Choose a time' },
    ],
    visit: [
      { lead: 'Nothing replaces a visit: come and see, touch, compare and ask your questions.', label: 'Plan my visit' },
      { lead: 'You are most welcome. Just check our opening hours before you come.', label: 'See opening hours' },
    ],
    signup: [
      { lead: 'Signing up takes two minutes, and you can change your mind.', label: 'Sign me up' },
      { lead: 'Just leave your details: the confirmation comes by e-mail.', label: 'Sign up' },
    ],
    reply: [
      { lead: 'A question, an opinion, a disagreement? Write to us: somebody on the team reads and replies.', label: 'Ask my question' },
      { lead: 'What do you think? Your answer matters to us, even a short one.', label: 'Share my opinion' },
    ],
    read: [
      { lead: 'To go further, one page has all there is to know.', label: 'Find out more' },
      { lead: 'The rest takes a few minutes to read, whenever you like.', label: 'Read on' },
    ],
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
  subjects: {
    newsletter: {
      professional: ['{Brief}: what to remember', 'Two minutes on this: {brief}', '{business}: {brief}', 'Our newsletter: {brief}'],
      friendly: ['Let us tell you: {brief}', 'Two minutes for you: {brief}', 'Have you seen this? {Brief}'],
      enthusiastic: ['At last: {brief}', 'Not to be missed: {brief}', 'We could not wait: {brief}'],
      formal: ['Newsletter: {brief}', '{business} – {brief}', 'Your newsletter: {brief}'],
    },
    promotional: {
      professional: ['Your offer: {brief}', 'For a limited time: {brief}', '{Brief}: the terms'],
      friendly: ['This is for you: {brief}', 'We thought of you: {brief}', 'Fancy this? {Brief}'],
      enthusiastic: ['Here we go: {brief}', 'The moment has come: {brief}', 'Open quickly: {brief}'],
      formal: ['Proposal: {brief}', '{business} – offer: {brief}', 'For your attention: {brief}'],
    },
    announcement: {
      professional: ['Good to know: {brief}', 'New: {brief}', 'News from {business}: {brief}'],
      friendly: ['It is here: {brief}', 'We wanted to tell you: {brief}', 'Big news: {brief}'],
      enthusiastic: ['It is official: {brief}', 'The news is out: {brief}', 'Delighted to announce: {brief}'],
      formal: ['Notice: {brief}', '{business} – notice: {brief}', 'For your information: {brief}'],
    },
    educational: {
      professional: ['{Brief}: where to begin', 'Three steps: {brief}', 'A method: {brief}'],
      friendly: ['We explain: {brief}', 'Easy: {brief}', 'Where to start? {Brief}'],
      enthusiastic: ['Simpler than it looks: {brief}', 'Five minutes are enough: {brief}', 'Get started: {brief}'],
      formal: ['Recommendations: {brief}', 'Practical note: {brief}', '{business} – advice: {brief}'],
    },
  },
  preheader: {
    newsletter: {
      professional: 'The essentials in two minutes, and whom to ask.',
      friendly: 'Two minutes to read, and we would love your opinion.',
      enthusiastic: 'Something close to our hearts, to share with you.',
      formal: 'Our newsletter has just been published.',
    },
    promotional: {
      professional: 'What is included, until when, and how to get it.',
      friendly: 'It is all explained inside, with no small print.',
      enthusiastic: 'The details are inside, and time is short.',
      formal: 'The terms of this offer are set out in this message.',
    },
    announcement: {
      professional: 'What changes, and what does not.',
      friendly: 'The whole story in a minute.',
      enthusiastic: 'You are among the first to know.',
      formal: 'Please take note of this information.',
    },
    educational: {
      professional: 'A method in three steps that you can apply yourself.',
      friendly: 'Three steps, no jargon.',
      enthusiastic: 'Three steps, and the urge to begin.',
      formal: 'Our practical recommendations, in three points.',
    },
  },
}
