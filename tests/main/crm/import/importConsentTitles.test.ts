// What the exports of the usual programs say about writing to people, read by the import itself: no
// refusal is missed, nobody is refused who did not refuse, and what is about something else stays beside.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../support/testApp.ts'
import { importCalls } from './importCalls.ts'

type Answer = 'refused' | 'unconfirmed' | 'kept'
/** The cells of a column by what becomes of their people, parted by `;`. */
type Cells = Partial<Record<Answer, string>>

const columns: readonly (readonly [string, string, Cells])[] = [
  ['HubSpot', 'Unsubscribed from all email', { refused: 'true;Yes', kept: 'false;No;' }],
  ['HubSpot', 'Opted out of email: Marketing Information', { refused: 'true;Yes', kept: 'No;' }],
  [
    'HubSpot',
    'Marketing contact status',
    { unconfirmed: 'Non-marketing contact', kept: 'Marketing contact' },
  ],
  [
    'HubSpot',
    "Legal basis for processing contact's data",
    {
      kept: 'Freely given consent from contact;Legitimate interest – existing customer;Not applicable;',
    },
  ],
  ['HubSpot', 'Email hard bounce reason', { refused: 'UNKNOWN_USER;MAILBOX_FULL', kept: '' }],
  ['HubSpot', 'Invalid email address', { refused: 'true', kept: 'false;' }],
  ['HubSpot', 'Désinscrit de tous les e-mails', { refused: 'Oui;true', kept: 'Non;' }],
  [
    'HubSpot',
    'Désinscription des e-mails : Informations marketing',
    { refused: 'Oui', kept: 'Non;' },
  ],
  [
    'HubSpot',
    'Statut du contact marketing',
    { unconfirmed: 'Contact non marketing', kept: 'Contact marketing' },
  ],
  ['HubSpot', 'Raison du hard bounce de l’e-mail', { refused: 'Utilisateur inconnu', kept: '' }],
  ['Brevo', 'BLOCKLISTED_EMAIL', { refused: 'Yes;1', kept: 'No;' }],
  ['Brevo', 'Email blocklisted', { refused: 'yes', kept: 'no' }],
  ['Brevo', 'OPT_IN', { refused: 'No', kept: 'Yes' }],
  ['Brevo', 'DOUBLE_OPT-IN', { kept: 'Yes;No;1;2;' }],
  ['Brevo', 'E-mail en liste noire', { refused: 'Oui', kept: 'Non' }],
  ['Brevo', 'Abonnement e-mail', { refused: 'Désabonné;Sur liste noire', kept: 'Abonné' }],
  ['Brevo', 'SMS_BLACKLISTED', { kept: 'Yes;1;No' }],
  ['Sendinblue', 'BLACKLISTED', { refused: '1;true', kept: '0;false' }],
  ['Sendinblue', 'SMS en liste noire', { kept: 'Oui;1' }],
  ['Mailchimp', 'UNSUB_TIME', { refused: '2024-03-01 10:00:00', kept: '' }],
  ['Mailchimp', 'UNSUB_REASON', { refused: 'NORMAL;NOSIGNUP;spammy content', kept: '' }],
  ['Mailchimp', 'CLEAN_TIME', { refused: '2024-03-01 10:00:00', kept: '' }],
  ['Mailchimp', 'CONFIRM_TIME', { kept: '2024-03-01 10:00:00;' }],
  [
    'Mailchimp',
    'Email Marketing Status',
    { refused: 'Unsubscribed;Cleaned', unconfirmed: 'Pending', kept: 'Subscribed' },
  ],
  ['Mailjet', 'IsExcludedFromCampaigns', { refused: 'true', kept: 'false' }],
  ['Mailjet', 'Exclu des campagnes', { refused: 'Oui', kept: 'Non' }],
  ['Mailjet', 'IsUnsubscribed', { refused: 'true', kept: 'false' }],
  ['Mailjet', 'IsOptInPending', { unconfirmed: 'true', kept: 'false' }],
  ['Mailjet', 'IsSpamComplaining', { refused: 'true', kept: 'false' }],
  ['Mailjet', 'Statut', { refused: 'Désabonné;Exclu', kept: 'Abonné' }],
  ['Sarbacane', 'NPAI', { refused: '1;Oui', kept: '0;' }],
  ['Sarbacane', 'Date de désabonnement', { refused: '01/03/2024', kept: '' }],
  ['Sarbacane', 'Statut', { refused: 'Désabonné;NPAI;Plainte;Liste noire', kept: 'Actif' }],
  ['Zoho', 'Email Opt Out', { refused: 'true', kept: 'false' }],
  ['Zoho', 'Unsubscribed Mode', { refused: 'Manual;Consent Form', kept: ';-' }],
  ['Zoho', 'Contact Status', { refused: 'Do-not-mail;Unsubscribed;Bounced', kept: 'Active' }],
  [
    'Pipedrive',
    'Person - Marketing status',
    { refused: 'Unsubscribed', unconfirmed: 'No consent;Archived', kept: 'Subscribed' },
  ],
  [
    'Pipedrive',
    'Personne - Statut marketing',
    {
      refused: 'Désabonné',
      unconfirmed: 'Pas de consentement;Sans consentement;Archivé',
      kept: 'Abonné',
    },
  ],
  ['systeme.io', 'Unsubscribed', { refused: 'Yes;true;1', kept: 'No;' }],
  ['systeme.io', 'Désinscrit', { refused: 'Oui', kept: 'Non' }],
  ['Sellsy', 'Opt-in Emailing', { refused: 'Non', kept: 'Oui' }],
  ['Sellsy', 'Opt-in SMS', { kept: 'Non;Oui' }],
  ['Sellsy', 'Opt-in téléphone', { kept: 'Non;Oui' }],
  ['Sellsy', 'Consentement RGPD e-mailing', { refused: 'Refusé;Non', kept: 'Accepté' }],
  ['Sellsy', 'Désabonné de l’emailing', { refused: 'Oui', kept: 'Non' }],
  ['Axonaut', 'Abonné à la newsletter', { refused: 'Non', kept: 'Oui' }],
  ['Axonaut', 'Désinscrit de la newsletter', { refused: 'Oui', kept: 'Non' }],
  ['Odoo', 'Blacklist', { refused: 'True;TRUE', kept: 'False' }],
  ['Odoo', 'Liste noire', { refused: 'VRAI', kept: 'FAUX' }],
  ['Odoo', 'Is Blacklisted', { refused: 'True', kept: 'False' }],
  ['Odoo', 'Opt Out', { refused: 'True', kept: 'False' }],
  ['Odoo', 'Phone Blacklisted', { kept: 'True;False' }],
  ['Salesforce', 'Email Opt Out', { refused: '1;true', kept: '0' }],
  ['Salesforce', 'Email Bounced Reason', { refused: '550 5.1.1 user unknown', kept: '' }],
  ['Salesforce', 'Email Bounced Date', { refused: '2024-03-01', kept: '' }],
  ['Salesforce', 'Désinscription e-mail', { refused: '1', kept: '0' }],
  ['Salesforce', 'Do Not Call', { kept: '1;0' }],
  ['Salesforce', 'Fax Opt Out', { kept: '1;0' }],
  ['Salesforce', 'Ne pas appeler', { kept: '1;0' }],
  [
    'Constant Contact',
    'Email permission status',
    {
      refused: 'Unsubscribed',
      unconfirmed: 'Awaiting confirmation;Pending confirmation',
      kept: 'Express;Implied;Explicit;Confirmed',
    },
  ],
  ['Constant Contact', 'Confirmed Opt-Out Date', { refused: '03/01/2024', kept: '' }],
  ['Constant Contact', 'Confirmed Opt-Out Reason', { refused: 'Too many emails', kept: '' }],
  ['Constant Contact', 'Confirmed Opt-In Date', { kept: '03/01/2024;' }],
  ['GetResponse', 'Unsubscribe reason', { refused: 'unsubscribed;user', kept: '' }],
  ['GetResponse', 'Consent: Newsletter', { refused: 'No;revoked', kept: 'Yes;granted' }],
  [
    'MailerLite',
    'Status',
    { refused: 'unsubscribed;bounced;junk', unconfirmed: 'unconfirmed', kept: 'active' },
  ],
  ['MailerLite', 'Unsubscribe date', { refused: '2024-03-01 10:00:00', kept: '' }],
  [
    'ActiveCampaign',
    'Email Status',
    { refused: 'Unsubscribed;Bounced', unconfirmed: 'Unconfirmed', kept: 'Active' },
  ],
  ['ActiveCampaign', 'Date Unsubscribed', { refused: '2024-03-01', kept: '' }],
  ['Substack', 'email_disabled', { refused: 'true', kept: 'false' }],
  ['Substack', 'active_subscription', { kept: 'true;false' }],
  ['Ghost', 'subscribed_to_emails', { refused: 'false', kept: 'true' }],
  ['Shopify', 'Accepts Email Marketing', { refused: 'no', kept: 'yes' }],
  [
    'Shopify',
    'Email Marketing: Status',
    { refused: 'not_subscribed;unsubscribed', unconfirmed: 'pending', kept: 'subscribed' },
  ],
  ['Shopify', 'Accepts SMS Marketing', { kept: 'no;yes' }],
  ['Shopify', 'Accepte le marketing par e-mail', { refused: 'non', kept: 'oui' }],
  ['WooCommerce', 'Marketing opt-in', { refused: 'no;0', kept: 'yes;1' }],
  ['WooCommerce', 'mailchimp_woocommerce_is_subscribed', { refused: '0', kept: '1' }],
  ['PrestaShop', 'Newsletter', { refused: '0', kept: '1' }],
  ['PrestaShop', 'Inscription à la newsletter', { refused: 'Non', kept: 'Oui' }],
  ['PrestaShop', 'Offres partenaires', { kept: '0;1' }],
  [
    'Wix',
    'Email subscriber status',
    { refused: 'Unsubscribed;Never subscribed', unconfirmed: 'Pending', kept: 'Subscribed' },
  ],
  [
    'Wix',
    'Statut d’abonnement par e-mail',
    { refused: 'Désabonné;Jamais abonné', unconfirmed: 'En attente', kept: 'Abonné' },
  ],
  ['Wix', 'SMS subscriber status', { kept: 'Never subscribed;Unsubscribed' }],
  ['Wix', 'Email deliverability status', { refused: 'Bounced;Invalid', kept: 'Valid;Deliverable' }],
  ['Squarespace', 'Accepts Marketing', { refused: 'FALSE', kept: 'TRUE' }],
  ['Squarespace', 'Accepte les communications marketing', { refused: 'FALSE', kept: 'TRUE' }],
  ['Eventbrite', 'Email Opt-in', { refused: 'No', kept: 'Yes' }],
  ['Eventbrite', 'I agree to receive marketing emails', { refused: 'No', kept: 'Yes' }],
  ['HelloAsso', 'Souhaitez-vous recevoir notre newsletter ?', { refused: 'Non', kept: 'Oui' }],
  [
    'HelloAsso',
    'J’accepte de recevoir des informations par e-mail',
    { refused: 'Non', kept: 'Oui' },
  ],
  ['HelloAsso', 'Je ne souhaite pas recevoir d’e-mails', { refused: 'Oui', kept: 'Non' }],
  ['HelloAsso', 'Autorisez-vous l’utilisation de votre image ?', { kept: 'Non;Oui' }],
  ['Klaviyo', 'Email Suppressions', { refused: '[UNSUBSCRIBE];["HARD_BOUNCE"]', kept: '[];' }],
  [
    'Klaviyo',
    'Email Marketing Consent',
    { refused: 'UNSUBSCRIBED;NEVER_SUBSCRIBED', kept: 'SUBSCRIBED' },
  ],
  ['Klaviyo', 'SMS Marketing Consent', { kept: 'NEVER_SUBSCRIBED;UNSUBSCRIBED' }],
  ['beehiiv', 'Unsubscribed at', { refused: '2024-03-01T10:00:00Z', kept: '' }],
  ['Mautic', 'Do not contact (email)', { refused: '1;Yes', kept: '0' }],
]

const rows = columns.flatMap(([, , cells], column) =>
  Object.entries(cells).flatMap(([answer, list]) =>
    list
      .split(';')
      .map((cell, index) => ({ column, cell, email: `${answer}${index}@c${column}.example` })),
  ),
)
let app: TestApp
let reasons: ReadonlyMap<string, string>

/** One file: a column for each title, and in each row one cell beside the address. */
beforeAll(async () => {
  app = await createTestApp()
  const line = (cells: readonly string[]) =>
    cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')
  const file = [
    line(['Email', ...columns.map(([, title]) => title)]),
    ...rows.map(({ column, cell, email }) =>
      line([email, ...columns.map((_, index) => (index === column ? cell : ''))]),
    ),
  ]
  const buckets = await importCalls(() => app).run(`${file.join('\n')}\n`)
  expect(buckets).toMatchObject({ created: rows.length, invalid: 0 })
  const found: [string, string][] = []
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await app.client.email.suppressions.list({ ...(cursor ? { cursor } : {}) })
    found.push(...page.items.map(({ value, reason }): [string, string] => [value, reason]))
    cursor = page.nextCursor
  }
  reasons = new Map(found)
})
afterAll(() => app.remove())

it.each(columns.map(([program, title, cells], column) => ({ program, title, cells, column })))(
  '$program, “$title”',
  ({ cells, column }) => {
    const found: Cells = {}
    for (const { cell, email } of rows.filter((row) => row.column === column)) {
      const reason = reasons.get(email)
      const answer =
        reason === undefined ? 'kept' : reason === 'unconfirmed' ? 'unconfirmed' : 'refused'
      found[answer] = found[answer] === undefined ? cell : `${found[answer]};${cell}`
    }
    expect(found).toEqual(cells)
  },
)
