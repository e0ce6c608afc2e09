// Puts a theme's colours and sizes on the page.
import { cssVariables, type ThemeName } from './tokens.ts'

export function applyTheme(theme: ThemeName): void {
  const root = document.documentElement
  root.style.colorScheme = theme
  for (const [name, value] of Object.entries(cssVariables(theme)))
    root.style.setProperty(name, value)
}
