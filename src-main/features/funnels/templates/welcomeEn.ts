// The first e-mail of each template, in English. Double brackets hold what only the user knows.
import type { WelcomeText } from './welcomeFr.ts'

export const welcomeTextsEn: Readonly<Record<string, WelcomeText>> = {
  guide: {
    subject: 'Your guide is here',
    preheader: 'The link is in this message.',
    paragraphs: [
      'Thank you for asking for the guide by {business}. Here it is: [[address of the guide]]',
      'Keep a pencil at hand: the questions that come up while reading are often the most useful.',
      'Is a point unclear? Simply reply to this message.',
    ],
  },
  'checklist-offer': {
    subject: 'Your checklist',
    preheader: 'The link is in this message.',
    paragraphs: [
      'Thank you for your request. Here is the checklist of {business}: [[address of the checklist]]',
      'Take the points in order. Those left to tick say what is urgent and what can wait.',
      'If a point puzzles you, reply to this message and say which one.',
    ],
  },
  'webinar-live': {
    subject: 'Your seat is saved',
    preheader: 'The date, the time and the link to join.',
    paragraphs: [
      'You are signed up for the online meeting of {business}.',
      'It takes place on [[date and time]]. To join, open this address a few minutes before: [[address to join]]',
      'Do you have a question? Send it now, in reply to this message.',
    ],
  },
  'webinar-replay': {
    subject: 'Your access to the presentation',
    preheader: 'To watch whenever you like.',
    paragraphs: [
      'Thank you for your interest. The presentation by {business} is at this address: [[address of the video]]',
      'Make yourself comfortable and keep something to write with.',
      'Once you have seen it, reply to this message and tell us what you would like to put in place first.',
    ],
  },
  'product-single': {
    subject: 'Let us stay in touch',
    preheader: 'A question? Reply to this message.',
    paragraphs: [
      'Thank you for your interest in what {business} offers.',
      'Take your time to think it over. If a question holds you back, ask it in reply to this message.',
    ],
  },
  'product-launch': {
    subject: 'You are on the list',
    preheader: 'We will write when everything is ready.',
    paragraphs: [
      'Thank you for following what {business} is preparing: your place on the list is noted.',
      'We will write to you when orders open.',
      'Until then, if you have a question, simply reply to this message.',
    ],
  },
  'service-quote': {
    subject: 'Your request has arrived',
    preheader: 'What comes next, and what you can prepare.',
    paragraphs: [
      'Thank you for your request. It is in the hands of {business}, who will call you back.',
      'To save time, gather the measurements, one or two photographs and the date you have in mind. You can also send them in reply to this message.',
      'After we have talked, you receive a written quote. Nothing begins without your agreement.',
    ],
  },
  'service-visit': {
    subject: 'Your request for a visit',
    preheader: 'We will agree on a time together.',
    paragraphs: [
      'Thank you: your request for a visit has arrived at {business}. We will call you to agree on a time.',
      'Until then, note what you would like to show us and the questions you have.',
      'Is it urgent? Say so in reply to this message, with the number at which to reach you.',
    ],
  },
  'consultation-call': {
    subject: 'Your call with {business}',
    preheader: 'Let us agree on a time.',
    paragraphs: [
      'Thank you for your request. We will call you to agree on a time; you can also suggest one in reply to this message.',
      'Until then, note the questions you would like answered. They are often what moves the conversation on.',
    ],
  },
  'consultation-audit': {
    subject: 'Preparing your audit',
    preheader: 'What we need, and what comes next.',
    paragraphs: [
      'Thank you for your confidence. {business} is preparing your audit.',
      'These are the documents we need: [[list of documents]]',
      'If somebody else on your side should be kept informed, give us the name in reply to this message.',
    ],
  },
  'membership-club': {
    subject: 'Welcome to the club',
    preheader: 'What comes next, in a few words.',
    paragraphs: [
      'Welcome to the club of {business}, and thank you for introducing yourself.',
      'The next meeting: [[date, time and place]]',
      'In the meantime, reply to this message and tell us what you would like to learn first.',
    ],
  },
  'membership-trial': {
    subject: 'Your trial has begun',
    preheader: 'Your access is in this message.',
    paragraphs: [
      'Your trial at {business} is open. Your access is here: [[address of the access]]',
      'Begin with whatever makes you most curious. If something is in the way, reply to this message.',
    ],
  },
  'other-event': {
    subject: 'You are registered',
    preheader: 'The date and the address of the event.',
    paragraphs: [
      'Thank you for registering: {business} looks forward to meeting you.',
      'We expect you on [[date and time]], at this address: {address}',
      'Something in the way? Simply reply to this message, and somebody else will have your place.',
    ],
  },
  'other-newsletter': {
    subject: 'Thank you for subscribing',
    preheader: 'Advice, news, dates to remember.',
    paragraphs: [
      'Thank you for subscribing to the newsletter of {business}.',
      'You will find advice, news and dates to remember in it. Every message has a link to stop.',
      'Is there a subject you would like to find in it? Reply to this message.',
    ],
  },
}
