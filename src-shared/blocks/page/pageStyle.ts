// The style sheet of a page: one for all blocks, inline, no font and no picture from anywhere. What
// is for one kind of block alone is in its definition.
import { pageColours } from '../../rules/pages/pageColours.ts'
import { pageBlocks } from './pageBlocks.ts'
import type { PageTheme } from './pageTheme.ts'

const fonts = {
  sans: 'system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif',
  serif: 'Charter,"Bitstream Charter","Sitka Text",Cambria,Georgia,serif',
}

export function pageStyle(theme: PageTheme): string {
  const colour = pageColours(theme.accent, theme.tone)
  const radius = theme.corners === 'round' ? '14px' : '0'
  const smallRadius = theme.corners === 'round' ? '9px' : '0'
  const kinds = Object.values(pageBlocks)
    .map(({ style }) => style({ colour, radius, smallRadius }))
    .filter((rules) => rules !== '')
    .join('\n')
  return `:root{color-scheme:${theme.tone}}*{box-sizing:border-box}
body{margin:0;background:${colour.background};color:${colour.text};font:1.0625rem/1.6 ${fonts[theme.font]};overflow-wrap:break-word}
h1,h2,h3,p,ul,figure,blockquote{margin:0}
h1,h2,h3{line-height:1.2;text-wrap:balance}
h1{font-size:clamp(2rem,1.4rem + 3vw,3.25rem);letter-spacing:-.02em}
h2{font-size:clamp(1.5rem,1.25rem + 1.2vw,2.1rem);letter-spacing:-.01em}
h3{font-size:1.15rem}
a{color:${colour.link}}
img{display:block;max-width:100%;height:auto;border-radius:${radius}}
section,.band{padding:clamp(2rem,1.2rem + 3.5vw,4rem) 1.25rem}
.in{max-width:46rem;margin:0 auto;display:grid;gap:1.1rem}
.wide{max-width:66rem}
.rich{display:grid;gap:.8rem}
.rich :is(ul,ol){padding-left:1.3rem;display:grid;gap:.35rem}
.hero{background:${colour.surface};border-top:6px solid ${colour.accent}}
.hero .in{text-align:center;justify-items:center;gap:1.4rem}
.hero .rich{font-size:1.2rem;color:${colour.muted};max-width:40rem}
.hero ul{text-align:left}
.tint{background:${colour.surface}}
.grid{display:grid;gap:1.1rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,16rem),1fr))}
.card{background:${colour.background};border:1px solid ${colour.border};border-radius:${radius};padding:1.4rem;display:grid;gap:.5rem;align-content:start}
.card p{color:${colour.muted}}
.card:is(.benefit){border-top:4px solid ${colour.accent}}
.center{text-align:center}
.button{display:inline-block;background:${colour.accent};color:${colour.onAccent};border:2px solid ${colour.link};border-radius:${smallRadius};padding:.85rem 1.7rem;font:inherit;font-weight:700;text-decoration:none;text-align:center;cursor:pointer}
.button.quiet{background:none;color:${colour.link};font-weight:600}
.button:hover{text-decoration:underline}
:focus-visible{outline:3px solid ${colour.link};outline-offset:3px}
.note{font-size:.93rem;color:${colour.muted}}
${kinds}
footer{padding:1.6rem 1.25rem;font-size:.88rem;color:${colour.muted};text-align:center;background:${colour.surface};white-space:pre-line}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media print{.hero,.tint{background:none}}`
}
