// Free HTML leaves as it came, but for what could run, frame or ask; that is named. Judged by a
// parser of its own, as a browser and as Outlook would read it.
import fc from 'fast-check'
import { parse, type DefaultTreeAdapterTypes } from 'parse5'
import { describe, expect, it } from 'vitest'
import { cleanHtml } from '#main/mail/cleaning/htmlCleaning.ts'

const keptAsWritten = [
  '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">',
  '<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml" xmlns:o="urn:x" LANG=fr>',
  '<!--[if gte mso 9]><xml><o:OfficeDocumentSettings><o:AllowPNG/></o:OfficeDocumentSettings></xml><![endif]-->',
  '<!--[if !mso]><!--><p>a</p><!--<![endif]-->',
  '<!--[if !mso]><!-- --><p>a</p><!-- <![endif]-->',
  '<![if !mso]><p>a</p><![endif]>',
  '<!--[if mso]><noscript><xml><o:PixelsPerInch>96</o:PixelsPerInch></xml></noscript><![endif]-->',
  '<!--[if mso]><table><tr><td>\n<!--<![endif]-->',
  '<!--[if mso]><table><tr><td><![endif]-->x<!--[if mso]></td></tr></table><![endif]-->',
  '<!--[if mso]><v:roundrect href="https://a.example" arcsize="8%"><w:anchorlock/><center>A</center></v:roundrect><![endif]-->',
  '<!-- <script>only a remark</script> -->',
  '<style>v\\:*{behavior:url(#default#VML)} a > b{color:red} .x:before{content:"<i>"} html{scroll-behavior:smooth}</style>',
  '<style>@import url(https://a.example/f.css); @media (max-width:600px){.c{width:100%!important}}</style>',
  '<TD  BGCOLOR=#FFF\tstyle="mso-line-height-rule:exactly; filter:progid:DXImageTransform" nowrap>&nbsp;&zwnj;&#8202;é</TD >',
  '<img src="data:image/png;base64,iVBORw0KGgo=" alt="javascript: an introduction" border=0 />',
  '<a href="*|UNSUB|*">a</a><a href="{{ unsubscribe }}">b</a><a href="sms:+336">c</a><a href="#top">d</a>',
  '<a href="https://{{ company }}.example/?a=1&b={{ first_name | "x" }}&copy=2">a</a>',
  '<a href="%%view_email_url%%" title="{{ first_name | "vous" }}">a</a>',
  '<meta http-equiv="X-UA-Compatible" content="IE=edge"><meta name="x-apple-disable-message-reformatting">',
  '<p>1 < 2, a <- b, <3</p>\r\n\t<p>open <b>tags',
  '<video src="https://v.example/a.mp4" poster="https://v.example/a.png" controls>x</video>',
]

/** HTML, what stays of it, why. */
const takenOut: [string, string, string][] = [
  ['<p>a<script>b()</script>c</p>', '<p>ac</p>', 'element'],
  ['a<SCRIPT\nsrc=//e>b', 'ab', 'element'],
  ['<svg><style><img src=x onerror=b()></style></svg>c', 'c', 'element'],
  ['<math><mtext></mtext></math>c', 'c', 'element'],
  ['<noscript><p>a</p></noscript>', '<p>a</p>', 'element'],
  ['<template><p>a</p></template>b', 'b', 'element'],
  ['<form action=/x><button>Go</button></form>', 'Go', 'element'],
  ['<base href="https://e/"><link rel=stylesheet href=x>a', 'a', 'element'],
  ['<iframe src=x>no</iframe>a<embed src=x>', 'a', 'element'],
  ['<p onclick="b()" class=c>a</p>', '<p class=c>a</p>', 'handler'],
  ['<img/onerror=b()/src=x>', '<img/>', 'handler'],
  ['<a x=1 onclick="2"y>a</a>', '<a x=1 y>a</a>', 'handler'],
  ['<a href="javascript:b()">a</a>', '<a>a</a>', 'address'],
  ['<a href=" java&#x09;scr&#105pt&colon;b()">a</a>', '<a>a</a>', 'address'],
  ['<a href="\u0001vb\nscript:b()">a</a>', '<a>a</a>', 'address'],
  ['<a href="data:text/html,<b>">a</a>', '<a>a</a>', 'address'],
  ['<a href="java{{ company }}script:b()">a</a>', '<a>a</a>', 'address'],
  ['<a href="{{ company }}:b()">a</a>', '<a>a</a>', 'address'],
  ['<a href="{{ company | javascript:b() }}">a</a>', '<a>a</a>', 'address'],
  ['<a href={{company}}>a</a>', '<a>a</a>', 'attribute'],
  ['<p {{company}}>a</p>', '<p>a</p>', 'attribute'],
  ['<{{company}}>a', '&lt;{{company}}>a', 'unfinished'],
  ['{{ x | < }}script>a', '{{ x | &lt; }}script>a', 'unfinished'],
  ['<a href="https://a" href="javascript:b()">a</a>', '<a href="https://a">a</a>', 'address'],
  ['<meta http-equiv="Refresh" content="0;url=//e">', '<meta content="0;url=//e">', 'attribute'],
  ['<p style="width:exp/**/ression(b())">a</p>', '<p>a</p>', 'style'],
  ['<p style="width:\\65xpression(b())">a</p>', '<p>a</p>', 'style'],
  ['<style>a{behavior:url(x.htc)}</style>b', 'b', 'style'],
  [
    '<!--[if mso]><script>b()</script><p>a</p><![endif]-->',
    '<!--[if mso]><p>a</p><![endif]-->',
    'element',
  ],
  [
    '<!--[if mso]><a href="javascript:b()">a</a><![endif]-->',
    '<!--[if mso]><a>a</a><![endif]-->',
    'address',
  ],
  [
    '<!--[if mso]><v:rect onclick="b()" href="vbscript:b"/><![endif]-->',
    '<!--[if mso]><v:rect /><![endif]-->',
    'handler',
  ],
  [
    '<!--[if !mso]><!--><script>b()</script><!--<![endif]-->',
    '<!--[if !mso]><!--><!--<![endif]-->',
    'element',
  ],
  ['<!--><script>b()</script>-->', '-->', 'comment'],
  ['<!-- a --!><p>b</p>', '<p>b</p>', 'comment'],
  ['a<!-- never ends <p>b</p>', 'a never ends <p>b</p>', 'comment'],
  ['a<style>never ends <p>b</p>', 'anever ends <p>b</p>', 'unfinished'],
  ['<p>a</p><a href="never ends', '<p>a</p>&lt;a href="never ends', 'unfinished'],
  ['<?import namespace=t implementation="#default#time2"><t:set/>a', 'a', 'markup'],
  ['<![CDATA[<script>b()</script>]]>', 'b()]]>', 'markup'],
  ['<p on\0click=b()>a</p>', '<p>a</p>', 'markup'],
  ['<<script></script>img src=x onerror=b()>', '&lt;img src=x onerror=b()>', 'element'],
]

type Node = DefaultTreeAdapterTypes.Node

/** What a browser would find in it that could run or ask. */
function dangersIn(html: string): string[] {
  const found: string[] = []
  const waiting: Node[] = [parse(html, { scriptingEnabled: false })]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if ('content' in node) waiting.push(node.content)
    if ('childNodes' in node) waiting.push(...node.childNodes)
    if ('data' in node && /^\[if/i.test(node.data)) found.push(...dangersIn(bodyOf(node.data)))
    if (!('tagName' in node)) continue
    if (/^(script|iframe|object|embed|form|input|base|link|svg|math|template)$/.test(node.tagName))
      found.push(node.tagName)
    for (const { name, value } of node.attrs)
      if (/^on|srcdoc/.test(name) || /^(java|vb)script:/i.test(value.replace(/[\p{Cc}\s]/gu, '')))
        found.push(`${name}=${value}`)
  }
  return found
}
const bodyOf = (comment: string) => comment.replace(/^\[if[^\]]*\]>/i, '')

const pieces = fc.constantFrom(
  ...['<script>', '</script>', '<', '>', '</', '"', "'", '=', ' ', '/', '<!--', '-->', '--!>', '!'],
  ...['<style>', '</style>', '<title>', '</title>', '<svg>', '</svg>', '<noscript>', '<textarea>'],
  ...['<unsubscribe ', '</unsubscribe>', '<<Nom>>', '*|ARCHIVE|*', '*|IFNOT:ARCHIVE_PAGE|*'],
  ...['*|END:IF|*', '<a href="*|FORWARD|*">', '</a>'],
  ...['<!--[if mso]>', '<![endif]-->', '<!-->', '-', '<img src=x', ' onerror=b()', ' href="', '\0'],
  ...['javascript:b()', '<a', '<p x="', '<![CDATA[', ']]>', '<template>', '<math>', '<xmp>', 'on'],
  ...[
    '{{',
    '}}',
    'x|',
    '{{x|"<"}}',
    '<select>',
    '<plaintext>',
    '<b>',
    '</b>',
    '`',
    '\n',
    '<?',
    'a',
  ],
)

describe('HTML of a message', () => {
  it.each(keptAsWritten)('is kept byte for byte: %s', (html) => {
    expect(cleanHtml(html)).toEqual({ html, removed: [] })
  })

  it.each(takenOut)('loses what could run, and names it: %j', (html, kept, reason) => {
    const clean = cleanHtml(html)
    expect(clean.html).toBe(kept)
    expect(clean.removed.map((entry) => entry.reason)).toContain(reason)
    expect(cleanHtml(clean.html)).toEqual({ html: kept, removed: [] })
  })

  it('holds nothing that runs and changes no more, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 14 }), (parts) => {
        const { html } = cleanHtml(parts.join(''))
        expect(dangersIn(html)).toEqual([])
        expect(cleanHtml(html)).toEqual({ html, removed: [] })
      }),
      { numRuns: 4_000 },
    )
  })

  it('says of each thing where it stood and how often', () => {
    const { removed } = cleanHtml('<p>\n<b onclick="x">a</b>\n<b onclick="x">b</b><form>c</form>')
    expect(removed).toEqual([
      { reason: 'handler', written: 'onclick="x"', lines: [2, 3], times: 2 },
      { reason: 'element', written: '<form>', lines: [3], times: 1 },
    ])
  })

  it.each([
    '<div>',
    '<a b="',
    '<!--',
    '<svg>',
    '<style>',
    '<a onx ',
    '{{x| ',
    '<!--[if mso]><b onx>',
  ])('is read in time that grows with its length: two million characters of %s', (part) => {
    const began = performance.now()
    const { html } = cleanHtml(part.repeat(2_000_000 / part.length))
    expect(cleanHtml(html).removed).toEqual([])
    // Seconds on a slow machine; minutes if each part were read again for each.
    expect(performance.now() - began).toBeLessThan(20_000)
  })
})
