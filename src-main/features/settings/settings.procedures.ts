// Binds the contract of settings to functions; no logic.
import { procedures } from '#main/core/procedures.ts'
import { getSettings, updateSettings } from './settings.service.ts'

export const settingsProcedures = {
  get: procedures.settings.get.handler(({ context }) => getSettings(context)),
  update: procedures.settings.update.handler(({ input, context }) =>
    updateSettings(context, input),
  ),
}
