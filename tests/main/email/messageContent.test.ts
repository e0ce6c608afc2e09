// What one person gets: merge fields that cannot become markup, the sender's identity, a way to
// refuse.
import PostalMime from 'postal-mime'
import { describe, expect, it } from 'vitest'
import { textFromHtml } from '#main/mail/htmlBody.ts'
import { cleanHtml } from '#main/mail/cleaning/htmlCleaning.ts'
import { compileMessage, type MessageContent } from '#main/mail/messageContent.ts'
import { base32, campaignKey, messageIdentity } from '#main/mail/messageIdentity.ts'
import { buildMime, type MimeParts } from '#main/mail/mimeMessage.ts'

const built = (parts: MimeParts): Buffer => Buffer.concat(buildMime(parts))

const content: MessageContent = {
  subject: 'For {{ first_name | you }}',
  preheader: 'Dear {{ first_name }}',
  html: '<html><body class="x"><p title="{{ company }}">Hello {{ first_name | you }}</p><a href="https://shop.example/?q={{ company }}">see</a><a href="{{ company }}">own</a></body></html>',
  text: null,
  fromName: 'Shop',
  fromEmail: 'shop@business.example',
  replyTo: null,
  identity: {
    language: 'fr',
    name: 'Ma boutique & fils',
    address: '1 rue <b>Haute</b>\n75000 Paris',
  },
}

const injections = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "' onmouseover='alert(1)",
  '" onmouseover="alert(1)',
  'javascript:alert(1)',
  'data:text/html,<script>1</script>',
  '</p><form action=//evil><input>',
  '{{ email }}',
  '<!--',
  ']]>',
  '`x`',
  '&lt;b&gt;',
  '<iframe srcdoc="<script>1</script>">',
  '\u2028<b>',
  'a\r\nBcc: evil@evil.example',
  '\0<b>x',
  '<a href="//evil">',
  '%3Cscript%3E',
  'vbscript:x',
  '\ud800<b>',
  "');alert(1)//",
  '<style>*{display:none}</style>',
  '<base href=//evil>',
  '"/><meta http-equiv=refresh>',
  '$&',
  '$1',
  '\\',
  '<',
  '>',
]

describe('a rendered message', () => {
  const compiled = compileMessage(content)
  const plain = compiled.render({ first_name: 'Ann', company: 'ACME' }, 'ref')

  it.each(injections)('holds no markup from a contact: %j', (value) => {
    const rendered = compiled.render({ first_name: value, company: value }, 'ref')
    const tagsOf = (html: string) =>
      [...html.matchAll(/<\/?[a-z!][^>]*>/gi)].map((tag) => tag[0].replace(/"[^"]*"/g, '""'))
    expect(tagsOf(rendered.html)).toEqual(tagsOf(plain.html))
    expect(rendered.html).not.toMatch(/href="\s*(javascript|vbscript|data):/i)
    expect(rendered.subject).not.toMatch(/[\r\n\0\u2028]/)
    // A field that looks like a field is not looked at again.
    if (value === '{{ email }}') expect(rendered.text).toContain('{{ email }}')
  })

  it('falls back where a field is empty, and says which fields do not exist', () => {
    expect(compiled.render({}, 'ref').subject).toBe('For you')
    expect(
      compileMessage({ ...content, subject: '{{ password }} {{ first_name }}' }).unknownFields,
    ).toEqual(['{{ password }}'])
  })

  it('ends with who writes and how to refuse, in the chosen language, in both bodies', () => {
    for (const body of [plain.html, plain.text])
      expect(body).toContain('mailto:shop@business.example?subject=unsubscribe%20ref')
    expect(plain.html).toContain('Ma boutique &#38; fils')
    expect(plain.html).toContain('1 rue &#60;b&#62;Haute&#60;/b&#62;<br>75000 Paris')
    expect(plain.text).toContain('1 rue <b>Haute</b>\n75000 Paris')
    expect(plain.html).toContain('Ne plus recevoir')
    expect(
      compileMessage({ ...content, identity: { ...content.identity, language: 'en' } }).render(
        {},
        'r',
      ).text,
    ).toContain('To unsubscribe from')
    // Inside the body, not after it.
    expect(plain.html.indexOf('Ne plus recevoir')).toBeLessThan(plain.html.indexOf('</body>'))
    expect(plain.html).toMatch(/<body class="x"><div style="display:none[^>]*>Dear Ann</)
  })

  it('has a text made from the HTML unless one was written', () => {
    expect(plain.text).toContain('Hello Ann')
    expect(
      compileMessage({ ...content, text: 'Own words {{ first_name }}' }).render(
        { first_name: 'Ann' },
        'r',
      ).text,
    ).toMatch(/^Own words Ann\n/)
  })
})

describe('the HTML that is kept', () => {
  it('is what was written, without what could run or ask', () => {
    const kept =
      '<table width="600"><tbody><tr><td style="mso-line-height-rule:exactly;color:red">x</td></tr></tbody></table>'
    expect(cleanHtml(kept).html).toBe(kept)
    const cleaned = cleanHtml(
      '<p onclick="x()">a<script>b()</script><iframe src="https://e"></iframe><form action="/"><input name="x"></form><a href="javascript:x">c</a><object data="x"></object></p>',
    ).html
    expect(cleaned).not.toMatch(/onclick|script|iframe|form|input|object|b\(\)/)
    expect(cleaned).toContain('<a>c</a>')
    expect(
      cleanHtml('<meta http-equiv="refresh" content="0;url=//e"><base href="//e">').html,
    ).not.toMatch(/refresh|base/)
    expect(cleanHtml('<a href="{{ company | "x" }}">{{ first_name | "you" }}</a>').html).toContain(
      '{{ first_name | "you" }}',
    )
  })

  it('reads as text', () => {
    expect(
      textFromHtml('<h1>Title</h1><p>One<br>Two <a href="https://a.example">there</a></p>'),
    ).toBe('Title\n\nOne\nTwo there [https://a.example]')
  })
})

describe('the bytes that are sent', () => {
  const parts = {
    from: { name: 'Évelyne, "x" <evil@evil.example>', address: 'shop@business.example' },
    to: 'ann@people.example',
    replyTo: 'answers+long.local-part_with%signs@business.example',
    subject: `Été ${'long '.repeat(60)}`.trim(),
    html: '<p>été\n.dot</p>',
    text: 'été\n.dot',
    messageId: 'abc@business.example',
    date: new Date(0),
  }
  const withToken = compileMessage({ ...content, replyTo: parts.replyTo }).render(
    {},
    'abcdefghijklmnop',
  )
  const raw = built({ ...parts, unsubscribe: withToken.unsubscribe })

  it('name one List-Unsubscribe on one unfolded line', () => {
    const lines = raw.toString('latin1').split('\r\n\r\n')[0]?.split('\r\n') ?? []
    const found = lines.filter((line) => /^list-unsubscribe/i.test(line))
    expect(found).toEqual([
      'List-Unsubscribe: <mailto:answers%2Blong.local-part_with%25signs@business.example?subject=unsubscribe%20abcdefghijklmnop>',
    ])
    expect(lines[lines.indexOf(found[0] as string) + 1]).toMatch(/^[A-Za-z-]+:/)
    expect(raw.toString('latin1')).not.toMatch(/list-unsubscribe-post/i)
  })

  it('name the page of a relay first, and promise one click, each on a line of its own', () => {
    const page = `https://relais.example/u/${'a'.repeat(59)}`
    const rendered = compileMessage({ ...content, replyTo: null }).render({}, 'abcdefghijklmnop', {
      page,
    })
    const lines =
      built({ ...parts, unsubscribe: rendered.unsubscribe })
        .toString('latin1')
        .split('\r\n\r\n')[0]
        ?.split('\r\n') ?? []
    const mailto = 'mailto:shop@business.example?subject=unsubscribe%20abcdefghijklmnop'
    const found = lines.filter((line) => /^list-/i.test(line))
    for (const line of found)
      expect(lines[lines.indexOf(line) + 1] ?? 'End:').toMatch(/^[A-Za-z-]+:/)
    expect(found).toEqual([
      `List-Unsubscribe: <${page}>, <${mailto}>`,
      'List-ID: <shop.business.example>',
      'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
    ])
    for (const body of [rendered.html, rendered.text]) {
      expect(body).toContain(page)
      expect(body).not.toContain('mailto:')
    }
    // A line of a message has 998 characters at most.
    const long = {
      page: `https://relais.example/${'p'.repeat(480)}/u/x`,
      mailbox: `mailto:${'%25'.repeat(200)}@business.example`,
    }
    const shortened = built({ ...parts, unsubscribe: long })
      .toString('latin1')
      .split('\r\n')
      .find((line) => line.startsWith('List-Unsubscribe:'))
    expect(shortened).toBe(`List-Unsubscribe: <${long.page}>`)
  })

  const listIdFrom = (name: string, address: string) => {
    const head = built({ ...parts, from: { name, address }, unsubscribe: withToken.unsubscribe })
      .toString('latin1')
      .split('\r\n\r\n')[0]
    const folded = /^List-ID: (.*(?:\r\n[ \t].*)*)/m.exec(head ?? '')?.[1] ?? ''
    for (const line of folded.split('\r\n')) expect(line.length).toBeLessThan(100)
    return folded.replace(/\r\n(?=[ \t])/g, '')
  }

  it.each([
    ['Ma boutique', 'shop@business.example', '"Ma boutique" <shop.business.example>'],
    ['A "b" \\ (c), d', 'shop@business.example', '"A \\"b\\" \\\\ (c), d" <shop.business.example>'],
    ['Été', 'shop@business.example', '=?UTF-8?Q?=C3=89t=C3=A9?= <shop.business.example>'],
    // No address is a name, and no name is none.
    ['', 'shop@business.example', '<shop.business.example>'],
    ['shop@business.example', 'shop@business.example', '<shop.business.example>'],
    ['Boutique\r\nBcc: x', 'shop@business.example', '"Boutique Bcc: x" <shop.business.example>'],
    // An identifier is ASCII, and a dot-atom.
    ['', 'Jean.Été+promo@Société.example', '<jean-ete-promo.xn--socit-esab.example>'],
    ['', '店@business.example', '<list.business.example>'],
    ['', 'a@[192.0.2.1]', '<a.192.0.2.1>'],
  ])('name the list of %j, written from %s, as %s', (name, address, value) => {
    expect(listIdFrom(name, address)).toBe(value)
  })

  it('name a list whose name is long in encoded words of 75 characters at most', () => {
    const value = listIdFrom('Été '.repeat(30).trim(), 'shop@business.example')
    expect(value).toMatch(/^(?:=\?UTF-8\?Q\?[!-~]{1,63}\?= )+<shop\.business\.example>$/)
  })

  it('hold the link of a confirmation and nothing to refuse by; without a relay there is no such message', () => {
    const asking = compileMessage({ ...content, asksConfirmation: true })
    const rendered = asking.render({}, 'ref', { page: 'https://relais.example/c/token' })
    expect(rendered.unsubscribe).toBeNull()
    for (const body of [rendered.html, rendered.text]) {
      expect(body).toContain('https://relais.example/c/token')
      expect(body).not.toMatch(/mailto:|Ne plus recevoir/)
    }
    expect(built({ ...parts, unsubscribe: rendered.unsubscribe }).toString('latin1')).not.toMatch(
      /^list-/im,
    )
    expect(() => asking.render({}, 'ref')).toThrow(/relay/)
  })

  it('have one sender and one recipient whatever their names are, and bodies that come back as they were', async () => {
    const read = await PostalMime.parse(raw)
    expect(read.from).toMatchObject({ address: 'shop@business.example', name: parts.from.name })
    expect(read.to).toMatchObject([{ address: 'ann@people.example' }])
    expect(read.subject).toBe(parts.subject)
    expect(read.html?.trim().replace(/\r\n/g, '\n')).toBe(parts.html)
    expect(read.text?.trim().replace(/\r\n/g, '\n')).toBe(parts.text)
    const textOnly = await PostalMime.parse(built({ ...parts, html: '', unsubscribe: null }))
    expect(textOnly.text?.trim().replace(/\r\n/g, '\n')).toBe(parts.text)
    expect(textOnly.html).toBeUndefined()
  })

  it('keep an address in letters of any script on its own line, as it is', () => {
    // The low bytes of these letters spell a line break and "bcc: evil@evil.example".
    const sly = 'x\u080d\u080abcc\u013a\u0620evil\u0640evil@people.example'
    for (const to of [sly, 'josé@people.example', '用户@people.example']) {
      const lines = built({ ...parts, to, replyTo: to, unsubscribe: null })
        .toString('utf8')
        .split(/\r\n|\r|\n/)
      expect(
        lines.filter((line) => line.startsWith('To:') || line.startsWith('Reply-To:')),
      ).toEqual([`To: ${to}`, `Reply-To: ${to}`])
      expect(lines.some((line) => /^bcc/i.test(line))).toBe(false)
    }
  })

  it('hold no line that could be taken for the end of the message, or that is too long', () => {
    for (const line of raw.toString('latin1').split('\r\n')) {
      expect(line.length).toBeLessThan(998)
      expect(line).not.toMatch(/^\.|\r|\n/)
    }
  })
})

describe('identities', () => {
  const origin = {
    campaign: campaignKey(7, 1_000),
    leadId: 3,
    resendNumber: 0,
    email: 'a@b.example',
  }
  it('are the same for every attempt and different for everybody and every resend', () => {
    const identity = messageIdentity('key', origin, 'business.example')
    expect(messageIdentity('key', origin, 'business.example')).toEqual(identity)
    expect(identity.messageId).toMatch(/^[a-z2-7]{26}\.[a-z0-9]+@business\.example$/)
    expect(identity.reference).toMatch(/^[a-z2-7]{16}$/)
    const others = [
      { resendNumber: 1 },
      { leadId: 4 },
      { campaign: campaignKey(7, 1_001) },
      { email: 'c@b.example' },
    ]
    const ids = others.map(
      (other) => messageIdentity('key', { ...origin, ...other }, 'business.example').messageId,
    )
    expect(
      new Set([
        identity.messageId,
        ...ids,
        messageIdentity('other', origin, 'business.example').messageId,
      ]).size,
    ).toBe(6)
  })
  it('are written in standard base32', () => {
    expect(base32(Buffer.from('foobar'))).toBe('mzxw6ytboi')
  })
})
