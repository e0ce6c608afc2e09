// Every colour, radius, space and type size of the interface. Nothing else in the renderer names a
// colour.

export type ThemeName = 'light' | 'dark'

/**
 * Colours are chosen for AA contrast on both `surface` and `canvas`: the smallest text uses
 * `textQuiet`.
 */
export const colours = {
  light: {
    canvas: '#f6f6f7',
    surface: '#ffffff',
    raised: '#ffffff',
    hover: '#f0f0f2',
    selected: '#e9effc',
    border: '#e3e3e7',
    borderInput: '#c6c8d0',
    borderStrong: '#8f929b',
    text: '#1b1c20',
    textSoft: '#4b4e56',
    textQuiet: '#63666f',
    accent: '#2457c5',
    accentHover: '#1d49aa',
    accentPressed: '#183d90',
    accentText: '#ffffff',
    accentSoft: '#e9effc',
    success: '#1a7347',
    successSoft: '#e4f4ea',
    warning: '#8a5300',
    warningSoft: '#fdf1dc',
    danger: '#b3261e',
    dangerSoft: '#fdeae8',
    shadow: '0 8px 28px rgba(20, 22, 28, 0.14)',
    stageNew: '#5b7bd5',
    stageContacted: '#2f9fb5',
    stageQualified: '#7a63c7',
    stageProposal: '#c07a1e',
    stageNegotiation: '#c2557c',
    stageWon: '#2c8f5b',
    stageLost: '#8a8d96',
  },
  dark: {
    canvas: '#121316',
    surface: '#18191d',
    raised: '#202227',
    hover: '#24262c',
    selected: '#1f2c4a',
    border: '#2d2f36',
    borderInput: '#43464f',
    borderStrong: '#6c707b',
    text: '#ededf0',
    textSoft: '#bfc2ca',
    textQuiet: '#9a9ea8',
    accent: '#8db0ff',
    accentHover: '#a6c1ff',
    accentPressed: '#7399ee',
    accentText: '#0f1420',
    accentSoft: '#1f2c4a',
    success: '#6fcf97',
    successSoft: '#16301f',
    warning: '#e8b35c',
    warningSoft: '#352812',
    danger: '#ff9d95',
    dangerSoft: '#3b1c1a',
    shadow: '0 8px 28px rgba(0, 0, 0, 0.5)',
    stageNew: '#8ba6f0',
    stageContacted: '#5cc3d8',
    stageQualified: '#a995ea',
    stageProposal: '#e0a04c',
    stageNegotiation: '#e283a5',
    stageWon: '#5cbf8a',
    stageLost: '#8f939d',
  },
} as const satisfies Record<ThemeName, Record<string, string>>

export type ColourName = keyof (typeof colours)['light']
export type Palette = Record<ColourName, string>

export const radii = { small: '4px', medium: '6px', large: '10px' } as const

/** The 4 px grid. */
export const spaces = {
  1: '4px',
  2: '8px',
  3: '12px',
  4: '16px',
  5: '20px',
  6: '24px',
  8: '32px',
  10: '40px',
} as const

export const typeScale = {
  small: '12px',
  body: '14px',
  lead: '16px',
  title: '20px',
  figure: '28px',
} as const

export const fontFamily =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", "Helvetica Neue", Arial, sans-serif'
export const monoFamily =
  'ui-monospace, "SF Mono", "Cascadia Mono", "Liberation Mono", Menlo, Consolas, monospace'

/**
 * The same tokens as CSS custom properties: `--text-quiet`, `--radius-medium`, `--space-4`,
 * `--type-small`.
 */
export function cssVariables(theme: ThemeName): Record<string, string> {
  const dashed = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  return {
    ...Object.fromEntries(
      Object.entries(colours[theme]).map(([name, value]) => [`--${dashed(name)}`, value]),
    ),
    ...Object.fromEntries(
      Object.entries(radii).map(([name, value]) => [`--radius-${name}`, value]),
    ),
    ...Object.fromEntries(
      Object.entries(spaces).map(([name, value]) => [`--space-${name}`, value]),
    ),
    ...Object.fromEntries(
      Object.entries(typeScale).map(([name, value]) => [`--type-${name}`, value]),
    ),
    '--font': fontFamily,
    '--font-mono': monoFamily,
  }
}
