// Naive UI dressed in the tokens.
import type { GlobalThemeOverrides } from 'naive-ui'
import {
  colours,
  fontFamily,
  monoFamily,
  radii,
  typeScale,
  type Palette,
  type ThemeName,
} from './tokens.ts'

export function themeOverrides(theme: ThemeName): GlobalThemeOverrides {
  const c = colours[theme]
  return {
    common: common(c),
    Button: button(c),
    Input: { ...input(c), caretColor: c.accent },
    InternalSelection: select(c),
    InternalSelectMenu: selectMenu(c),
    Tag: { borderRadius: radii.small },
    Radio: radio(c),
    Alert: { fontSize: typeScale.body, borderRadius: radii.medium },
    Skeleton: { color: c.hover, colorEnd: c.border },
    Progress: { railColor: c.hover, fillColor: c.accent },
    Tooltip: { color: c.text, textColor: c.surface },
  }
}

const common = (c: Palette): GlobalThemeOverrides['common'] => ({
  fontFamily,
  fontFamilyMono: monoFamily,
  fontSize: typeScale.body,
  fontWeightStrong: '600',
  borderRadius: radii.medium,
  borderRadiusSmall: radii.small,
  primaryColor: c.accent,
  primaryColorHover: c.accentHover,
  primaryColorPressed: c.accentPressed,
  primaryColorSuppl: c.accent,
  errorColor: c.danger,
  errorColorHover: c.danger,
  errorColorPressed: c.danger,
  errorColorSuppl: c.danger,
  successColor: c.success,
  successColorSuppl: c.success,
  warningColor: c.warning,
  warningColorSuppl: c.warning,
  infoColor: c.accent,
  infoColorSuppl: c.accent,
  textColorBase: c.text,
  textColor1: c.text,
  textColor2: c.text,
  textColor3: c.textQuiet,
  textColorDisabled: c.textQuiet,
  placeholderColor: c.textQuiet,
  iconColor: c.textQuiet,
  borderColor: c.border,
  dividerColor: c.border,
  hoverColor: c.hover,
  bodyColor: c.canvas,
  cardColor: c.surface,
  modalColor: c.raised,
  popoverColor: c.raised,
  tableColor: c.surface,
  baseColor: c.surface,
})

const button = (c: Palette): GlobalThemeOverrides['Button'] => ({
  textColorPrimary: c.accentText,
  textColorHoverPrimary: c.accentText,
  textColorPressedPrimary: c.accentText,
  textColorFocusPrimary: c.accentText,
  textColorDisabledPrimary: c.accentText,
  textColorError: c.accentText,
  textColorHoverError: c.accentText,
  textColorPressedError: c.accentText,
  textColorFocusError: c.accentText,
  border: `1px solid ${c.borderInput}`,
  borderHover: `1px solid ${c.borderStrong}`,
  borderFocus: `1px solid ${c.borderStrong}`,
  borderPressed: `1px solid ${c.borderStrong}`,
  textColorHover: c.text,
  textColorFocus: c.text,
  textColorPressed: c.text,
  fontWeight: '500',
  rippleColor: 'transparent',
})

/** What fields to type in and selects have in common. */
const input = (c: Palette) => ({
  color: c.surface,
  colorFocus: c.surface,
  colorDisabled: c.canvas,
  textColor: c.text,
  textColorDisabled: c.textQuiet,
  placeholderColor: c.textQuiet,
  placeholderColorDisabled: c.textQuiet,
  border: `1px solid ${c.borderInput}`,
  borderDisabled: `1px solid ${c.border}`,
  borderHover: `1px solid ${c.borderStrong}`,
  borderFocus: `1px solid ${c.accent}`,
  boxShadowFocus: `0 0 0 2px ${c.accentSoft}`,
})

const select = (c: Palette): GlobalThemeOverrides['InternalSelection'] => ({
  ...input(c),
  // Room for the arrow: a select as wide as its text would touch it.
  paddingSingle: '0 32px 0 12px',
  colorActive: c.surface,
  borderActive: `1px solid ${c.accent}`,
  boxShadowActive: `0 0 0 2px ${c.accentSoft}`,
})

const selectMenu = (c: Palette): GlobalThemeOverrides['InternalSelectMenu'] => ({
  optionTextColorActive: c.text,
  optionTextColorPressed: c.text,
  optionCheckColor: c.accent,
  optionColorActive: c.selected,
  optionColorActivePending: c.selected,
  optionColorPending: c.hover,
  color: c.raised,
})

const radio = (c: Palette): GlobalThemeOverrides['Radio'] => ({
  buttonTextColorActive: c.accent,
  buttonBorderColorActive: c.accent,
  buttonColorActive: c.accentSoft,
  buttonTextColor: c.text,
  buttonColor: c.surface,
  buttonBorderColor: c.borderInput,
  boxShadow: `inset 0 0 0 1px ${c.borderStrong}`,
})
