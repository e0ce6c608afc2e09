// Words that promise an e-mail, and words that do not.
import { expect, it } from 'vitest'
import { promisesMail } from '#shared/rules/promisedMail.ts'

it.each([
  'Merci, le guide arrive',
  'Votre liste est en route.',
  'Merci, c’est en route',
  'Votre accès arrive par e-mail.',
  'Le lien vers la présentation vous attend dans votre boîte e-mail.',
  'La liste des documents et la proposition de calendrier vous arrivent par e-mail.',
  'Vous recevrez tout par courriel.',
  'Thank you, the guide is on its way',
  'Your checklist arrives by e-mail.',
  'The link to the presentation is waiting in your inbox.',
])('%s promises one', (text) => {
  expect(promisesMail([text])).toBe(true)
})

it.each([
  'Votre demande est bien arrivée.',
  'J’accepte de recevoir des messages par e-mail.',
  'Your request has arrived.',
  'Une partie du guide',
  'Nous vous appelons demain.',
  '',
])('%j promises none', (text) => {
  expect(promisesMail([text])).toBe(false)
})
