// The first e-mail of each template, in English. Double brackets hold what only the user knows.
import type { WelcomeText } from './welcomeFr.ts'

export const welcomeTextsEn: Readonly<Record<string, WelcomeText>> = {
  guide: {
    subject: 'Your guide is here',
    preheader: 'Twelve pages, twenty minutes.',
    paragraphs: [
      'Thank you for asking for the guide by {business}. Here it is: [[address of the guide]]',
      'It takes twenty minutes to read. Keep a pencil at hand: the list of questions in the middle is made to be ticked.',
      'A question while you read? Simply reply to this message, and a person will read it.',
    ],
  },
  'checklist-offer': {
    subject: 'Your checklist',
    preheader: 'Fifteen points, ten minutes.',
    paragraphs: [
      'Thank you for your request. Here is the checklist of {business}: [[address of the checklist]]',
      'Take the points in order, from the simplest to the most costly. The number of crosses says what is urgent and what can wait.',
      'If a point puzzles you, reply to this message and say which one: we will explain it.',
    ],
  },
  'webinar-live': {
    subject: 'Your seat is saved',
    preheader: 'The date, the time and the link to join.',
    paragraphs: [
      'You are signed up for the online meeting of {business}.',
      'It takes place on [[date and time]]. To join, open this address a few minutes before: [[address to join]]',
      'Do you have a question? Reply to this message: questions that arrive beforehand come first.',
    ],
  },
  'webinar-replay': {
    subject: 'Your access to the presentation',
    preheader: 'Forty minutes, whenever you like.',
    paragraphs: [
      'Thank you for your interest. The full presentation by {business} is at this address: [[address of the video]]',
      'Make yourself comfortable and keep something to write with: the plan comes in the last ten minutes.',
      'Once you have seen it, reply to this message and tell us what you would like to put in place first.',
    ],
  },
  'product-launch': {
    subject: 'You are on the list',
    preheader: 'You will hear two days before everybody else.',
    paragraphs: [
      'Thank you for following what {business} is preparing from the start: your place on the list is noted.',
      'You will receive a message at each step that concerns you, and hear that orders are open two days before everybody else.',
      'Until then, if you have a question about it, simply reply to this message.',
    ],
  },
  'service-quote': {
    subject: 'Your request has arrived',
    preheader: 'We call you within one working day.',
    paragraphs: [
      'Thank you for your request. It is in the hands of {business}, and we call you within one working day.',
      'To save time, gather the measurements, one or two photographs and the date you have in mind. You can also send them in reply to this message.',
      'After we have talked, you receive a firm, detailed price within two days.',
    ],
  },
  'service-visit': {
    subject: 'Your request for a visit',
    preheader: 'We will agree on a time together.',
    paragraphs: [
      'Thank you: your request for a visit has arrived at {business}. We call you within one working day to agree on a time.',
      'The visit takes about an hour. You then keep a written report, whether you go on with us or not.',
      'Is it urgent? Say so in reply to this message, with the number at which to reach you.',
    ],
  },
  'consultation-call': {
    subject: 'Your call with {business}',
    preheader: 'Thirty minutes to take stock.',
    paragraphs: [
      'Thank you for your request. We suggest a time within one working day, by telephone or in reply to this message.',
      'Until then, note the three questions you would like answered. They are often what moves the conversation on.',
      'The call is free and commits you to nothing.',
    ],
  },
  'consultation-audit': {
    subject: 'Preparing your audit',
    preheader: 'What we need, and what comes next.',
    paragraphs: [
      'Thank you for your trust. {business} is preparing your audit.',
      'Within one working day you receive the list of useful documents and a suggested calendar. There is no hurry: the ten days begin once everything is there.',
      'If somebody else on your side should be kept informed, give us the name in reply to this message.',
    ],
  },
  'membership-club': {
    subject: 'Welcome to the club',
    preheader: 'What comes next, in a few words.',
    paragraphs: [
      'Welcome to the club of {business}, and thank you for introducing yourself.',
      'Your first invitation will soon arrive at this address, with the place, the time and the subject of the next meeting.',
      'In the meantime, reply to this message and tell us what you would like to learn first: subjects come from the members.',
    ],
  },
  'membership-trial': {
    subject: 'Your trial has begun',
    preheader: 'Two weeks, everything open.',
    paragraphs: [
      'Your trial at {business} is open for two weeks. Your access is here: [[address of the access]]',
      'Begin with whatever makes you most curious. If something is in the way, reply to this message: you will have an answer within one working day.',
      'There is nothing to cancel: unless you decide otherwise, the trial ends by itself.',
    ],
  },
  'other-event': {
    subject: 'You are registered',
    preheader: 'The place and time of the event.',
    paragraphs: [
      'Thank you for registering: {business} looks forward to meeting you.',
      'We expect you on [[date and time]], at this address: [[address of the place]]',
      'Something in the way? Simply reply to this message, and somebody else will have your place.',
    ],
  },
  'other-newsletter': {
    subject: 'Thank you for subscribing',
    preheader: 'One useful idea a month, and nothing else.',
    paragraphs: [
      'Thank you for subscribing to the newsletter of {business}.',
      'It comes once a month and takes three minutes to read: a piece of advice, a true story, a date to remember.',
      'Is there a subject you would like to find in it? Reply to this message: we read everything.',
    ],
  },
}
