// English: setting up a sending account from an address and a password.
import type { Messages } from '../fr/messages.ts'

export const accountSetup: Messages['accountSetup'] = {
  address: 'E-mail address',
  onlyDomain:
    'For known providers the server is found without the internet. For a domain of your own, “Continue” asks the DNS and that domain’s server: only the name of the domain goes out.',
  fromNameHint: 'What recipients read before the address.',
  nameHint: 'To recognise it here. Leave empty for the address.',
  settings: 'Server settings',
  service: 'Send through',
  ownMailbox: 'The mailbox of this address',
  goOn: 'Continue',
  stop: 'Stop searching',
  testAndKeep: 'Test and save',
  keepAnyway: 'Save anyway',
  nothingFound: 'Server not found: guessed settings',
  foundForDomain: 'Settings found',
  copyHelp: 'Copy the address',
  asked: 'What was asked',
  step: { found: 'found', nothing: 'nothing', failed: 'no answer' },
  perMinute: '{count} message a minute | {count} messages a minute',
  perHour: '{count} message an hour | {count} messages an hour',
  perDay: '{count} message a day | {count} messages a day',
  limits: 'Limit of the provider: {limits}.',
  limitsOf: 'Limit of the provider: {limits} ({of}).',
  maxPerHour: 'Messages an hour',
  maxPerDay: 'Messages a day',
  noLimitHint: 'At most, in any 60 minutes; empty: no limit.',
  perDayHint: 'At most, in any 24 hours; empty: no limit.',
  usedHour: 'In the last hour: {used} of {limit}, {left} left.',
  usedDay: 'In 24 hours: {used} of {limit}, {left} left.',
  finished: 'Finished at the earliest on {moment}, if this computer stays on and connected.',
  waitingBefore:
    '{count} message of another campaign leaves before. | {count} messages of other campaigns leave before.',
  passwordHint: {
    app_password: 'The app password, not the one of the mailbox. Kept encrypted, never shown.',
    service_key: 'The service’s key, not your password. Kept encrypted, never shown.',
  },
  origin: {
    table: 'Settings that WeBox knows, compared with their source on {date}.',
    remembered:
      'Settings that WeBox knows, but that were never compared with the provider’s: the test will tell whether they fit.',
    mx: 'The domain receives its mail at this provider ({evidence}).',
    srv: 'Announced by the domain’s DNS ({evidence}). Check the name of the server: it will be given the password.',
    autoconfig:
      'Published by the domain ({evidence}). Check the name of the server: it will be given the password.',
    guess:
      'Nobody said that this server exists: it is only the most usual name. The real settings are in your host’s help.',
  },
  signIn: {
    app_password:
      'This provider asks for an app password: make one at the address below (two-step verification must be on), and paste it here in place of the usual password.',
    admin_consent:
      'Microsoft 365 takes a password only where the administrator has allowed “Authenticated SMTP” for this mailbox, and will stop taking any one day. New organisations cannot allow it. Signing in on Microsoft’s page needs no such permission.',
    no_password:
      'This mailbox takes no password from a program, not even the right one: sign in on the provider’s page, or plan for another account or a sending service (Brevo, Mailjet).',
    service_key:
      'Login and key are in the service’s account, at the address below. The sender’s address or its domain must be validated there.',
    bridge:
      'Proton does not open its servers: Proton Mail Bridge must be running on this computer (paid plan). Login and password are those that Bridge shows, not Proton’s.',
    closed:
      'This provider lets no program but its own send: write from another account or through a sending service.',
  },
  domain: {
    check: 'Check the domain',
    see: 'See the result',
    title: 'The domain {domain}',
    notYet: 'SPF, DKIM, DMARC: not checked yet since the start.',
    line: '{domain}: {verdict}, checked on {moment}.',
    freeMail: 'address of a public provider',
    verdict: {
      right: 'in order',
      improve: 'to improve',
      wrong: 'to mend',
      missing: 'missing',
      unchecked: 'not checked',
    },
  },
}
