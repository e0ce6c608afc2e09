// One grammar for the fields of a message: how ours are written, which of other programs are
// understood, what holds a message, and what are honest words.
import { describe, expect, it } from 'vitest'
import { findForms } from '#shared/rules/mergeFields/fieldForms.ts'
import {
  compileHtml,
  compileText,
  renderTemplate,
} from '#shared/rules/mergeFields/mergeTemplate.ts'
import type { FieldValues } from '#shared/rules/mergeFields/mergeFieldNames.ts'

const zoe = {
  first_name: 'Zoé',
  last_name: 'Martin',
  full_name: 'Zoé Martin',
  email: 'zoe+promo@people.example',
  phone: '+33 6 12 34 56 78',
  company: 'A & B',
  job_title: 'Fleuriste',
  unsubscribe: 'https://relais.example/u/token',
  business_name: 'Atelier & fils',
  business_address: '1 rue du Bois\n75000 Paris',
  year: '2026',
} satisfies FieldValues
const text = (source: string, values: FieldValues = zoe) =>
  renderTemplate(compileText(source), values)
const html = (source: string, values: FieldValues = zoe) =>
  renderTemplate(compileHtml(source), values)
/** What a text's fields are read as: the name of ours, `?` for one that holds, `~` for a doubt. */
const readAs = (source: string) =>
  findForms(source).map(({ reading }) =>
    reading.kind === 'known' ? reading.name : reading.kind === 'unknown' ? '?' : '~',
  )

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
      '[Prénom] [prénom] [First Name] [firstname] [FIRSTNAME | vous] [user:firstname | default:vous] [EMV FIELD]FIRSTNAME[EMV /FIELD] {first name} [[contact.firstname]]',
    ],
    ['full_name', '[Name] [Name,fallback=there] [Name,fallback=] «Nom_complet»'],
    ['email', '[Email] #EMAIL# «Email» %%emailaddr%% $EMAIL$ [subscriber:email]'],
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
    expect(renderTemplate(compileText(sources), { [name]: 'X' }).replace(/X|\s/g, '')).toBe('')
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
    '«Adresse1»',
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
    'Cordialement,\n[Name]',
    'Best regards, [First Name]',
    'Bien à vous, je suis [Prénom]',
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

describe('fields in HTML', () => {
  it('are read through references, and through tags an editor put between the braces', () => {
    expect(html('<p>{{&nbsp;first_name&nbsp;}}</p>')).toBe('<p>Zoé</p>')
    expect(html('<p>{{ first_name | default: &quot;client&quot; }}</p>', {})).toBe('<p>client</p>')
    expect(html('<p>{{ <b>first_name</b> }}</p>')).toBe('<p><b>Zoé</b></p>')
    expect(html('<p>{<span>{ first</span>_name }}</p>')).toBe('<p><span>Zoé</span></p>')
    expect(html('<p>{{ <b>first_name }}</b></p>')).toBe('<p><b>Zoé</b></p>')
    expect(html('<p>*|<em>FNAME</em>|*</p>')).toBe('<p><em>Zoé</em></p>')
    expect(html('<p>{{ pr&eacute;nom }} {{ soci&#233;t&#xE9; }}</p>')).toBe('<p>Zoé A &#38; B</p>')
    expect(html('<p>&#123;&#123; first_name &#125;&#125;</p>')).toBe('<p>Zoé</p>')
    expect(html('<p>{{ first_name | ch&egrave;re &lt;cliente&gt; }}</p>', {})).toBe(
      '<p>chère &#60;cliente&#62;</p>',
    )
    // From one paragraph to the next there is no field.
    expect(compileHtml('<p>{{ first</p><p>_name }}</p>').unknown).toEqual(['{{ first'])
  })

  it('are read in the angles of a mail merge, as references or as they are', () => {
    expect(html('<p>&lt;&lt;Prénom&gt;&gt; &laquo;Nom&raquo;</p>')).toBe('<p>Zoé Martin</p>')
    expect(html('<p>«Prénom» __NOM__</p>')).toBe('<p>Zoé Martin</p>')
    expect(html('<p><<Prénom>> <<First Name>></p>')).toBe('<p>Zoé Zoé</p>')
    expect(compileHtml('<p><<Code_postal>></p>').unknown).toEqual(['<<Code_postal>>'])
    expect(compileHtml('<p>1 << 2 <<b>x</b></p>')).toMatchObject({ unknown: [], used: [] })
  })

  it('are in no style sheet, no plain comment and no number of percent', () => {
    const source =
      '<style>@media screen{.a{width:100%}}.b{margin:0}</style><!-- {{ x }} --><p style="width:100%">{ 20 % }</p><a href="https://a.example/?q=%C3%A9%20{a}">x</a>'
    expect(compileHtml(source)).toMatchObject({ unknown: [], used: [] })
    expect(html(source)).toBe(source)
    expect(compileHtml('<style>.a{color:{{ colour }}}</style>').unknown).toEqual(['{{ colour }}'])
    expect(compileHtml('<!--[if mso]><p>{{ ville }}</p><![endif]-->').unknown).toEqual([
      '{{ ville }}',
    ])
    expect(html('<!--[if mso]><p>{{ prénom }}</p><![endif]-->')).toBe(
      '<!--[if mso]><p>Zoé</p><![endif]-->',
    )
    // Where an attribute would have to be there is no room for a value.
    expect(compileHtml('<p {% if x %}>').unknown).toEqual(['{% if x %}'])
    expect(html('<p *|FNAME|*>a</p>')).toBe('<p >a</p>')
  })

  it('are encoded inside addresses, in their fallback too, and read where a browser encoded them', () => {
    expect(
      html(
        '<a href="https://a.example/{{ company }}?e={{ email }}&n={{ first_name | a b }}">x</a>',
        {
          ...zoe,
          first_name: '',
        },
      ),
    ).toBe('<a href="https://a.example/A%20%26%20B?e=zoe%2Bpromo%40people.example&n=a%20b">x</a>')
    expect(
      html('<a href="https://a.example/?n={{ first_name | default: "à vous" }}">x</a>', {}),
    ).toBe('<a href="https://a.example/?n=%C3%A0%20vous">x</a>')
    expect(html('<a href="https://a.example/?e=%7B%7Bemail%7D%7D&n=*%7CFNAME%7C*">x</a>')).toBe(
      '<a href="https://a.example/?e=zoe%2Bpromo%40people.example&n=Zo%C3%A9">x</a>',
    )
    expect(html('<a href="mailto:{{ email }}?subject={{ company }}">x</a>')).toBe(
      '<a href="mailto:zoe%2Bpromo@people.example?subject=A%20%26%20B">x</a>',
    )
    expect(html('<a href="tel:{{ phone }}">x</a>')).toBe('<a href="tel:+33612345678">x</a>')
    expect(html('<p>https://a.example/?e={{ email }}</p>')).toBe(
      '<p>https://a.example/?e=zoe%2Bpromo%40people.example</p>',
    )
    expect(html('<i style="background:url(https://a.example/?n={{ company }})"></i>')).toContain(
      'n=A%20%26%20B)',
    )
  })

  it('place the link that refuses: in an address, or as a link of its own', () => {
    const link = 'https://relais.example/u/token'
    for (const address of [
      '{{ unsubscribe }}',
      '*|UNSUB|*',
      'http://*|UNSUB|*',
      'https://{{unsubscribe_link}}',
      '[[UNSUB_LINK_FR]]',
      '%UNSUBSCRIBELINK%',
      '*%7CUNSUB%7C*',
    ])
      expect(html(`<a href="${address}">stop</a>`)).toBe(`<a href="${link}">stop</a>`)
    const words = { linkWords: 'Ne plus recevoir' }
    expect(renderTemplate(compileHtml('<p>{% unsubscribe %}</p>'), zoe, words)).toBe(
      `<p><a href="${link}">Ne plus recevoir</a></p>`,
    )
    expect(
      renderTemplate(compileHtml("<p>{% unsubscribe 'Se désabonner' %}</p>"), zoe, words),
    ).toBe(`<p><a href="${link}">Se désabonner</a></p>`)
    expect(text('Stop : {{ unsubscribe }}')).toBe(`Stop : ${link}`)
  })

  it('say an address of several lines as the place allows', () => {
    expect(html('<p>*|LIST:ADDRESS|*</p><i title="*|LIST:ADDRESS|*"></i>')).toBe(
      '<p>1 rue du Bois<br>75000 Paris</p><i title="1 rue du Bois, 75000 Paris"></i>',
    )
  })
})

it('In a text part values inside addresses are encoded, and all others are as they are', () => {
  expect(text('https://a.example/?e={{ email }}&n={{first_name}} {{ email }}')).toBe(
    'https://a.example/?e=zoe%2Bpromo%40people.example&n=Zo%C3%A9 zoe+promo@people.example',
  )
  expect(text('[https://a.example/{{ company }}] {{ company }}')).toBe(
    '[https://a.example/A%20%26%20B] A & B',
  )
})
