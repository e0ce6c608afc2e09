// One grammar for the fields of a message: how ours are written, which of other programs are
// understood, what holds a message, and what are honest words.
import { describe, expect, it } from 'vitest'
import { compileText, renderTemplate } from '#shared/rules/mergeFields/mergeTemplate.ts'
import {
  filledText as text,
  filledHtml as html,
  readAs,
  zoe,
} from '../support/fields/mergedText.ts'

/** What makes a field of some words, and what is filled in. */
const greetings = /X|\s|Bonjour,?|Dear|hi|cher/g

describe('our own fields', () => {
  it('are filled in, or say something else where nothing is known', () => {
    expect(text('Bonjour {{ first_name | cher client }}')).toBe('Bonjour Zoé')
    expect(text('Bonjour {{ first_name | cher client }}', {})).toBe('Bonjour cher client')
    expect(text('Bonjour {{first_name|"toi"}}', { first_name: '' })).toBe('Bonjour toi')
    expect(text('{{ First_Name }}{{FIRST_NAME}}')).toBe('ZoéZoé')
    expect(text('{{ first_name | l’ami d"hier }}', {})).toBe('l’ami d"hier')
    expect(text('{{ first_name | - }}', {})).toBe('-')
    expect(text("{{ first_name | l'ami, l'amie }}", {})).toBe("l'ami, l'amie")
  })

  it.each([
    '{{ first_name | default: "client" }}',
    "{{ first_name|default:'client' }}",
    '{{ first_name | default("client") }}',
    "{{ first_name|default('client', true)}}",
    '{{ first_name | default : “client” }}',
    '{{ first_name | fallback: "client" }}',
    '{{ first_name | default "client" }}',
    '{{ first_name or "client" }}',
    '{{ first_name || "client" }}',
    '{{{ first_name | default: "client" }}}',
    '{{ first_name | "client" }}',
    '{{ first_name | escape | default: "client" }}',
    '{{- first_name | default: "client" -}}',
    '{{var:firstname:"client"}}',
    '[[data:firstname:"client"]]',
    "{{ personalization_token('contact.firstname', 'client') }}",
    '{first_name, "client"}',
    '[firstname,fallback=client]',
    '[subscriber:firstname | default:client]',
    '[[FIRSTNAME OR "client"]]',
    '{$first_name|default("client")}',
    "{{ person|lookup:'first_name'|default:'client' }}",
    "{{ contact['PRENOM'] | default: 'client' }}",
  ])('%s says who is meant without its quotes', (source) => {
    expect(text(source, {})).toBe('client')
    expect(text(source)).toBe('Zoé')
    expect(html(`<p>${source}</p>`, {})).toBe('<p>client</p>')
  })

  it('have their filters carried out where they are known', () => {
    expect(text('{{ first_name | upcase }} {{ last_name | downcase }}')).toBe('ZOÉ martin')
    expect(text('{{ first_name | capitalize | default: "vous" }}', { first_name: 'zoé' })).toBe(
      'Zoé',
    )
    expect(text('{{ full_name | title }}', { full_name: 'ZOÉ MARTIN' })).toBe('Zoé Martin')
    expect(readAs('{{ first_name | truncate: 3 }}')).toEqual(['?'])
  })
})

describe('fields of other programs', () => {
  it.each([
    [
      'first_name',
      '{{ contact.FIRSTNAME }} {{contact.PRENOM}} {{ prénom }} {{ Prenom }} {{ FNAME }}',
    ],
    [
      'first_name',
      '*|FNAME|* *|PRENOM|* %FIRSTNAME% {$name} {PRENOM} {prenom} [FIRSTNAME] [PRENOM]',
    ],
    ['first_name', '[%first_name%] [%first_name | ami%] %%FirstName%% {!firstname_fix} $[FNAME]$'],
    [
      'first_name',
      '{{ person.first_name }} {{ subscriber.first_name }} {{ .Subscriber.FirstName }}',
    ],
    [
      'first_name',
      '{{Recipient.FirstName}} {contactfield=firstname} ##PRENOM## %recipient.first_name%',
    ],
    [
      'first_name',
      '{{ person|lookup:"first_name" }} {{CONTACT "subscriber_first_name"}} ~Contact.FirstName~',
    ],
    [
      'first_name',
      '<%= first_name %> ${contact.firstName} @FIRSTNAME@ <<First Name>> {{ contact.pr\u00e9nom }} {{&first_name}}',
    ],
    [
      'first_name',
      '«Prénom» «First_Name» <<Prénom>> <<First_Name>> #PRENOM# ##PRENOM## #prenom# ##first_name## @prenom@ @@PRENOM@@ $PRENOM$ $$PRENOM$$ __PRENOM__ <PRENOM> #{prenom}',
    ],
    [
      'first_name',
      'Bonjour [Prénom] Bonjour, [prénom] Dear [First Name] hi [firstname] [FIRSTNAME | default: vous] [user:firstname | default:vous] [EMV FIELD]FIRSTNAME[EMV /FIELD] {first name} [[contact.firstname]]',
    ],
    ['full_name', '[Name] [Name,fallback=there] [Name,fallback=] «Nom_complet»'],
    [
      'email',
      '[Email] [Email,fallback=] #EMAIL# <<Email>> cher «Email» %%emailaddr%% $EMAIL$ [subscriber:email]',
    ],
    ['year', '[currentyear] [date:y] [date:Y]'],
    ['unsubscribe', '%%unsub_center_url%% [link:subscription_unsubscribe]'],
    ['company', '«Nom_de_lentreprise» <<Raison_sociale>> ##SOCIETE##'],
    [
      'last_name',
      '{{ nom }} *|LNAME|* %LASTNAME% {{ contact.LASTNAME }} [NOM] {surname} {{ nom de famille }}',
    ],
    ['full_name', '{{ name }} %FULLNAME% {{ nom complet }} {name} {{ subscriber.name }}'],
    [
      'email',
      '*|EMAIL|* {{ contact.EMAIL }} %EMAIL% {$email} [EMAIL] [[EMAIL_TO]] {{ courriel }} {{ adresse e-mail }}',
    ],
    ['phone', '*|PHONE|* {{ contact.SMS }} {{ téléphone }} %PHONE% {{ phone_number }}'],
    [
      'company',
      '{{ société }} {{ entreprise }} {{ contact.company }} *|COMPANY|* {{ company_name }}',
    ],
    ['job_title', '{{ contact.jobtitle }} {{ poste }} {{ fonction }}'],
    [
      'unsubscribe',
      '*|UNSUB|* {{ unsubscribe }} {{unsubscribe_link}} {{ unsubscribe_url }} %UNSUBSCRIBELINK%',
    ],
    [
      'unsubscribe',
      '[[UNSUB_LINK_FR]] [[UNSUB_LINK_EN]] {% unsubscribe %} {% unsubscribe_link %} {$unsubscribe}',
    ],
    [
      'unsubscribe',
      '[unsubscribe] [UNSUBSCRIBE] [%unsubscribe%] %%unsubscribe%% $[UNSUBSCRIBE]$ {unsubscribe_url} $[LI:UNSUBSCRIBE]$',
    ],
    [
      'unsubscribe',
      '{{ unsubscribe_link_all }} {!remove_web} {{ UnsubscribeURL }} [link:subscription_unsubscribe_url]',
    ],
    [
      'unsubscribe',
      '{{ lien_désinscription }} {{ désinscription }} {{{ pm:unsubscribe }}} {{ desabonnement }} %unsubscribe_url%',
    ],
    [
      'unsubscribe',
      '{{ lien de désabonnement }} <%asm_group_unsubscribe_raw_url%> {unsubscribe_link} {{ optout_url }}',
    ],
    [
      'business_address',
      '*|LIST:ADDRESS|* *|LIST:ADDRESSLINE|* *|HTML:LIST_ADDRESS_HTML|* {{ organization.full_address }}',
    ],
    ['business_name', '*|LIST:COMPANY|* {{ organization.name }} {{ site_settings.company_name }}'],
    [
      'year',
      '*|CURRENT_YEAR|* *|DATE:Y|* {{ current_year }} {% current_year %} {{ "now" | date: "%Y" }} {% now "Y" %}',
    ],
    ['subject', '*|MC:SUBJECT|* {{ subject }}'],
    ['preheader', '*|MC_PREVIEW_TEXT|* {{ preheader }}'],
  ])('%s is what %s mean', (name, sources) => {
    const readings = readAs(sources)
    expect(readings).toEqual(readings.map(() => name))
    expect(readings.length).toBeGreaterThan(1)
    expect(renderTemplate(compileText(sources), { [name]: 'X' }).replace(greetings, '')).toBe('')
  })

  it.each([
    '{{ prénom2 }}',
    '{{ contact.VILLE }}',
    '{{ params.x }}',
    '{{ mirror }}',
    '{{ view_in_browser }}',
    '{{ title }}',
    '{{ contact.address }}',
    '{{ numero }}',
    '{{ }}',
    '{{ 1 }}',
    '{{first_name}',
    '{first_name}}',
    '{{first_name',
    '{{#if first_name}}',
    '{{/if}}',
    '{{ else }}',
    '{{> pied }}',
    '{% if contact.FIRSTNAME %}',
    '{%- endif -%}',
    '{# remarque #}',
    '*|IF:FNAME|*',
    '*|END:IF|*',
    '*|ELSE:|*',
    '*|IFNOT:ARCHIVE_PAGE|*',
    '*|ARCHIVE|*',
    '*|MERGE9|*',
    '%CHAMP_PERSO%',
    '%CITY%',
    '[%ville%]',
    '%%ville%%',
    '${ville}',
    '{$ville}',
    '{!ville}',
    '$[VILLE]$',
    '{CODE_PROMO}',
    '{prénom2}',
    '{{{ ville }}}',
    '<%= ville %>',
    '[CODE_PROMO]',
    '{/unsubscribe}',
    '{% if',
    '*|VILLE',
    '{{ first_name | default: contact.PSEUDO }}',
    '{{ first_name | date: "Y" }}',
    '%7B%7Bville%7D%7D',
    '«Code_postal»',
    '<<Code_postal>>',
    '##VILLE##',
    '#CODE_PROMO#',
    '@VILLE@',
    '[ville,fallback=]',
    '[webversion]',
    '[reconsent]',
    '[currentmonth]',
    '[newsletter:total]',
    '[date:mtext]',
    '[link:newsletter_view_in_browser_url]',
    '%%[ IF NOT EMPTY(@prenom) THEN ]%%',
    '%%=v(@FirstName)=%%',
    '%%view_email_url%%',
    '<unsubscribe>',
    '<preferences>',
    '<?= $prenom ?>',
    '{!$User.Name}',
    '[EMV FIELD]VILLE[EMV /FIELD]',
  ])('%s is none: it holds the message, and leaves with nobody', (source) => {
    expect(readAs(source)).toEqual(['?'])
    expect(compileText(source).unknown).toEqual([source])
    expect(text(`a ${source} b`)).toBe('a  b')
    expect(renderTemplate(compileText(source), zoe, { showsUnknown: true })).toBe(source)
  })

  it.each([
    'Remise de 20 %, puis 30 % (100%OFF, -50%).',
    'De 20 % à 30 %DE remise',
    'https://a.example/caf%C3%A9/%E9tude%20x?q=%20a%2Cb&c=%C3%A0 %',
    'https://a.example/%C3%89T%C3%89 et 5 % ET 6 %',
    '{ } {a, b} {1} {} { sic } :-{ x } ${} {"a":{"b":1}}',
    'width:100%;height:50%',
    '10 * 15 * 20 cm | *|* | a*|b',
    '[1] [x](https://a.example) tableau[0] [ ]',
    'a@b.example @MOI ##titre ## {: .classe}',
    '50 %% sûr, 100%% coton',
    'Écrivez « Bonjour [Nom] », voir [la note].',
    'f(x) = {x | x > 0}',
    '#{a} <% >',
    '[URGENT] Soldes [ATELIER]',
    'a << b >> c',
    '« bonjour » «bonjour» « Prénom » «La Poste» « Nom »',
    'Le n° #1, les #2 et #3#4, #Paris #Lyon#Nantes, ## Titre ##, #fff',
    'Prix : $5, 5$, $10-$20, US$ 30 $, 12 $US$ et 3 $ CA',
    'a@b.example, c@d@e, @atelier, @LYON @PARIS, marie@nom@x',
    '[1] [12] [x] [ ] [a,b] [name] [Nom] [email] [note : prix] [date: 12 mai] [Image] [VIDEO]',
    '50 % de remise, 30 %, 100 %% et %%',
    '__init__ snake__case __ a __ <b> <BR> </p> x <y> z',
    'if (a < b && c > d) { return a[i] } // <T>',
    '<<bonjour>> << Bonjour >>',
    '2 << 3 >> 1, 1 <<2>> 3',
  ])('are not seen in %s', (source) => {
    expect(readAs(source)).toEqual([])
    expect(text(source)).toBe(source)
  })

  it('are a doubt where one word stands in single braces', () => {
    expect(readAs('{promo} {TTC}')).toEqual(['~', '~'])
    expect(text('{promo} {TTC}')).toBe('{promo} {TTC}')
    expect(readAs('«Ville» <<Ville>> #SOLDES# «prénom»')).toEqual(['~', '~', '~', '~'])
    expect(text('«Ville» <<Ville>> #SOLDES#')).toBe('«Ville» <<Ville>> #SOLDES#')
  })

  it('do not take a place to fill in for a field', () => {
    expect(readAs('[[nom]] [[prénom]] [[date de fin]] [[name]]')).toEqual([])
  })
})
