// The last lines of a message stand in its own column, in colours that can be read there, with a
// link a finger can hit.
import { describe, expect, it } from 'vitest'
import { readColour } from '#main/mail/cssColour.ts'
import { layOutFooter } from '#main/mail/footerLayout.ts'
import { footerColours } from '#main/mail/messageFooter.ts'
import { compileMessage } from '#main/mail/messageContent.ts'
import { contrast } from '#shared/rules/pages/pageColours.ts'

/** `|` is where they belong. */
const places: [string, string][] = [
  ['a letter', '<p>a</p><p>b</p>|'],
  ['a body', '<html><body><p>a</p>|</body></html>'],
  ['no end of the body', '<html><body><p>a</p><p>b</p>|</html>'],
  [
    'a centre column',
    '<body><center><table align="center"><tr><td><p>a</p><p>b</p>|</td></tr></table></center></body>',
  ],
  ['rows', '<body><table><tr><td>a</td></tr><tr><td>b</td></tr>|</table></body>'],
  ['rows in a tbody', '<body><table><tbody><tr><td>a</td><td>b</td></tr>|</tbody></table></body>'],
  [
    'a column between empty cells',
    '<body><table><tr><td>&nbsp;</td><td class="container"><div>a<p>b</p>|</div></td><td>&nbsp;</td></tr></table></body>',
  ],
  [
    'tables for Outlook around it',
    '<body><!--[if mso]><table><tr><td><![endif]--><div style="max-width:600px">a<p>b</p>|</div><!--[if mso]></td></tr></table><![endif]--></body>',
  ],
  [
    'a hidden preheader before it',
    '<body><div style="display:none">a</div><table><tr><td>a<p>b</p>|</td></tr></table></body>',
  ],
  [
    'two tables below one another',
    '<body><table><tr><td>a</td></tr></table><table><tr><td>b</td></tr></table>|</body>',
  ],
  [
    'a body for Outlook in a comment',
    '<!--[if mso]><body class="mso"><![endif]--><!--[if !mso]><!--><body><!--<![endif]--><p>a</p><p>b</p>|</body>',
  ],
  ['words after the end', '<html><body><p>a</p><p>b</p>|</body></html> <!-- </body> -->'],
  [
    'a lone button',
    '<body><table><tr><td bgcolor="red"><a href="x">a</a></td></tr></table>|</body>',
  ],
]

const backgrounds: [string, string][] = [
  ['<body bgcolor="#0f3460"><p>a</p></body>', '#0f3460'],
  ['<body bgcolor=0f3460><p>a</p></body>', '#0f3460'],
  ['<body style="background:#000 url(x.png) no-repeat"><p>a</p></body>', '#000000'],
  ['<body style="background:url(\'x.png\') top/cover, navy"><p>a</p></body>', '#000080'],
  ['<body style="BACKGROUND-COLOR: RGB(20, 20, 20) !important"><p>a</p></body>', '#141414'],
  ['<body style="background-color:hsl(210,100%,20%)"><p>a</p></body>', '#003366'],
  ['<body style="background-color:rgba(0,0,0,.5)"><p>a</p></body>', '#808080'],
  [
    '<body bgcolor="black"><table bgcolor="#fff"><tr><td>a<p>b</p></td></tr></table></body>',
    '#ffffff',
  ],
  [
    '<body bgcolor="white"><table><tr><td style="background:#222">a<p>b</p></td></tr></table></body>',
    '#222222',
  ],
  [
    '<style>body,.x{margin:0;background:#111} @media (max-width:9px){body{background:red}}</style><body><p>a</p></body>',
    '#111111',
  ],
  [
    '<style>.dark{background-color:#012}</style><body><div class="x dark">a<p>b</p></div></body>',
    '#001122',
  ],
  ['<body background="https://a.example/b.png"><p>a</p></body>', '#ffffff'],
  ['<body style="background:linear-gradient(#000,#111)"><p>a</p></body>', '#ffffff'],
  ['<body bgcolor="transparent"><p>a</p></body>', '#ffffff'],
]

const render = (html: string) =>
  compileMessage({
    ...{ subject: '', preheader: '', html, text: null, fromName: '', fromEmail: 'a@b.example' },
    replyTo: null,
    identity: { language: 'fr', name: 'Ma boutique', address: '1 rue Haute' },
  }).render({}, 'ref').html

describe('the last lines', () => {
  it.each(places)('stand in the layout: %s', (_, marked) => {
    const html = marked.replace('|', '')
    expect(html.slice(0, layOutFooter(html).at)).toBe(marked.slice(0, marked.indexOf('|')))
    expect(
      render(html).replace(
        /<table role="presentation" width="100%".*?Ne plus.*?<\/table>|<tr><td colspan.*?Ne plus.*?<\/td><\/tr>/,
        '|',
      ),
    ).toBe(marked)
  })

  it('are a row of a table made of rows, as wide as the widest', () => {
    expect(render('<table><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></table>')).toMatch(
      /<\/tr><tr><td colspan="2" .*<\/td><\/tr><\/table>$/,
    )
  })

  it.each(backgrounds)('know what they stand on: %s', (html, background) => {
    expect(layOutFooter(html).background).toBe(background)
    expect(render(html)).toContain(`background-color:${background}!important`)
  })

  it('can be read on any colour', () => {
    for (let value = 0; value < 4_096; value += 1) {
      const background = `#${[8, 4, 0].map((bits) => ((value >> bits) & 15).toString(16).repeat(2)).join('')}`
      expect(contrast(footerColours(background).text, background)).toBeGreaterThanOrEqual(4.5)
    }
  })

  it('have a link 44 pixels high', () => {
    expect(render('<p>a</p>')).toMatch(
      /<a [^>]*display:inline-block;padding:12px 0;font-size:12px;line-height:20px/,
    )
  })

  it('stand inside a message of any tags, in time', () => {
    for (const html of [
      '<p>a'.repeat(100_000),
      '<td>a'.repeat(100_000),
      '<div>'.repeat(500),
      '</td>'.repeat(100_000),
    ]) {
      const began = performance.now()
      expect(layOutFooter(html).at).toBeLessThanOrEqual(html.length)
      expect(performance.now() - began).toBeLessThan(5_000)
    }
  })

  it.each([
    ['nonsense', null],
    ['#12', null],
    ['inherit', null],
    ['Gold', [255, 215, 0, 1]],
    ['#FFF', [255, 255, 255, 1]],
  ])('read %s as a colour or as none', (written, read) => {
    expect(readColour(written)).toEqual(read)
  })
})
