// The style sheet of a page: one for all blocks, inline, no font and no picture from anywhere.
import { pageColours } from './pageColours.ts'

export type StyledTheme = {
  accent: string
  font: 'sans' | 'serif'
  tone: 'light' | 'dark'
  corners: 'round' | 'square'
}

const fonts = {
  sans: 'system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif',
  serif: 'Charter,"Bitstream Charter","Sitka Text",Cambria,Georgia,serif',
}

export function pageStyle(theme: StyledTheme): string {
  const colour = pageColours(theme.accent, theme.tone)
  const radius = theme.corners === 'round' ? '14px' : '0'
  const small = theme.corners === 'round' ? '9px' : '0'
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
.rich ul{padding-left:1.3rem;display:grid;gap:.35rem}
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
.button{display:inline-block;background:${colour.accent};color:${colour.onAccent};border:2px solid ${colour.link};border-radius:${small};padding:.85rem 1.7rem;font:inherit;font-weight:700;text-decoration:none;text-align:center;cursor:pointer}
.button.quiet{background:none;color:${colour.link};font-weight:600}
.button:hover{text-decoration:underline}
:focus-visible{outline:3px solid ${colour.link};outline-offset:3px}
.note{font-size:.93rem;color:${colour.muted}}
.price{font-size:clamp(2.2rem,1.8rem + 2vw,3.2rem);font-weight:800;line-height:1.1}
.checks{list-style:none;padding:0;display:grid;gap:.5rem;text-align:left;justify-self:center}
.checks li{padding-left:1.9rem;position:relative}
.checks li::before{content:"";position:absolute;left:.2rem;top:.42em;width:.95em;height:.45em;border-left:3px solid ${colour.link};border-bottom:3px solid ${colour.link};transform:rotate(-45deg)}
.offer{text-align:center;justify-items:center}
form{display:grid;gap:1rem;background:${colour.background};border:1px solid ${colour.border};border-radius:${radius};padding:clamp(1.2rem,1rem + 1.5vw,2rem)}
.field{display:grid;gap:.3rem}
.field label{font-weight:600}
.field input{font:inherit;color:inherit;background:${colour.background};border:1px solid ${colour.muted};border-radius:${small};padding:.7rem .8rem;width:100%}
.choice{display:grid;grid-template-columns:auto 1fr;gap:.7rem;align-items:start;font-size:.95rem}
.choice input{width:1.3rem;height:1.3rem;margin:.15rem 0 0;accent-color:${colour.link}}
.trap{position:absolute;left:-9999px;width:1px;height:1px;overflow:hidden}
.video{display:grid;place-items:center;gap:.9rem;min-height:15rem;padding:2rem;text-decoration:none;text-align:center;background:${colour.accent};color:${colour.onAccent};border-radius:${radius};font-weight:700;font-size:1.15rem}
.video:hover{text-decoration:underline}
.play{width:4.2rem;height:4.2rem;border:3px solid currentColor;border-radius:50%;display:grid;place-items:center}
.play::after{content:"";border-left:1.35rem solid currentColor;border-top:.85rem solid transparent;border-bottom:.85rem solid transparent;margin-left:.35rem}
.when{font-size:1.35rem;font-weight:700}
blockquote{display:grid;gap:.7rem}
.who{font-size:.93rem;color:${colour.muted}}
details{border:1px solid ${colour.border};border-radius:${small};padding:.9rem 1.1rem;background:${colour.background}}
details+details{margin-top:.6rem}
summary{cursor:pointer;font-weight:650}
details .rich{margin-top:.7rem;color:${colour.muted}}
.legal{font-size:.88rem;color:${colour.muted}}
hr{border:0;border-top:1px solid ${colour.border};margin:0 auto;max-width:46rem}
footer{padding:1.6rem 1.25rem;font-size:.88rem;color:${colour.muted};text-align:center;background:${colour.surface};white-space:pre-line}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media print{.hero,.tint{background:none}}`
}
