// The fields of a message in HTML: through references and tags, in addresses, in nothing that is no
// text.
import { describe, expect, it } from 'vitest'
import { compileHtml, renderTemplate } from '#shared/rules/mergeFields/mergeTemplate.ts'
import { filledText as text, filledHtml as html, zoe } from '../support/fields/mergedText.ts'

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
    expect(html('<p>Cher «Prénom» __NOM__</p>')).toBe('<p>Cher Zoé Martin</p>')
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
