// Binds the contract of a rescue to its desk: what is answered where the data cannot be opened.
import { implement, type Router, type UnlaziedRouter } from '@orpc/server'
import type { RescueDesk } from '#main/features/backups/backups.feature.ts'
import { isRefusal } from '#main/platform/apiError.ts'
import { describeError } from '#main/platform/log.ts'
import { rescueContract } from '#shared/contract/backups/rescue.ts'
import { asStorageError } from './storageErrors.ts'

const procedures = implement(rescueContract)
  .$context<RescueDesk>()
  .use(async ({ context, path, next }) => {
    try {
      return await next()
    } catch (error) {
      if (!isRefusal(error))
        context.ground.host.log('error', 'A procedure of the rescue failed.', {
          procedure: path.join('.'),
          ...describeError(error),
        })
      throw asStorageError(error)
    }
  })

export type RescueRouter = UnlaziedRouter<Router<typeof rescueContract, RescueDesk>>
export const rescueRouter: RescueRouter = procedures.router({
  state: procedures.state.handler(({ context }) => context.state()),
  read: procedures.read.handler(({ context }) => {
    context.read()
    return context.state()
  }),
  unlock: procedures.unlock.handler(({ context, input }) =>
    context.unlock(input.id, input.passphrase),
  ),
  putBack: procedures.putBack.handler(({ context, input }) => context.putBack(input.id)),
  take: procedures.take.handler(({ context, input }) => context.take(input.withoutRefusals)),
  save: procedures.save.handler(({ context, input }) => context.save(input.separator)),
  open: procedures.open.handler(({ context }) => context.open()),
  close: procedures.close.handler(({ context }) => context.close()),
})
