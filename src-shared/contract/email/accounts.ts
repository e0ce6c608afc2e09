// What can be asked about sending accounts: kept, found, tried, and their domains looked at.
import { z } from 'zod'
import { ById, contract, DeletedItem, pageOf, Paging } from '../common.ts'
import {
  AccountCheck,
  AccountForecast,
  EmailAccount,
  EmailAccountChange,
  EmailAccountDraft,
  ForecastInput,
} from '../emailAccounts.ts'
import { AccountDiscovery, DiscoverAccountInput, MailProvider } from './accountDiscovery.ts'
import { DomainCheck, DomainCheckInput } from './domainCheck.ts'
import { selfTest } from './selfTest.ts'
import { warmUp } from './warmUp.ts'

export const accounts = {
  list: contract
    .route({ method: 'GET', path: '/marketing/email-accounts' })
    .input(z.strictObject(Paging))
    .output(pageOf(EmailAccount)),
  create: contract
    .route({ method: 'POST', path: '/marketing/email-accounts', successStatus: 201 })
    .input(EmailAccountDraft)
    .output(EmailAccount),
  update: contract
    .route({ method: 'PUT', path: '/marketing/email-accounts/{id}' })
    .input(EmailAccountChange)
    .output(EmailAccount),
  delete: contract
    .route({ method: 'DELETE', path: '/marketing/email-accounts/{id}', successStatus: 204 })
    .input(ById)
    .output(z.void()),
  /** Takes a deletion of the last 30 days back, password included. */
  restore: contract
    .route({ method: 'POST', path: '/marketing/email-accounts/{id}/restore' })
    .input(ById)
    .output(EmailAccount),
  /** What can be restored, newest first. */
  deleted: contract.output(z.array(DeletedItem)),
  /** The same as `verify` for an account that is not kept yet; nothing is written down. */
  check: contract
    .route({ method: 'POST', path: '/marketing/email-accounts/check' })
    .input(EmailAccountDraft)
    .output(AccountCheck),
  /** What is known of an address's mail server; nothing is kept, and no password is needed. */
  discover: contract
    .route({ method: 'POST', path: '/marketing/email-accounts/discover' })
    .input(DiscoverAccountInput)
    .output(AccountDiscovery),
  /** Services that send for addresses of any domain. */
  services: contract
    .route({ method: 'GET', path: '/marketing/sending-services' })
    .output(z.array(MailProvider)),
  /** When a number of messages will have left through the account, at the earliest. */
  forecast: contract
    .route({ method: 'POST', path: '/marketing/email-accounts/{id}/forecast' })
    .input(ForecastInput)
    .output(AccountForecast),
  warmUp,
  /** Asks the DNS about the domain of the account's address: SPF, DKIM, DMARC. Nobody else. */
  checkDomain: contract
    .route({ method: 'POST', path: '/marketing/email-accounts/{id}/domain-check' })
    .input(DomainCheckInput)
    .output(DomainCheck),
  /** The last of these checks since the application was started; asks nobody. */
  lastDomainCheck: contract
    .route({ method: 'GET', path: '/marketing/email-accounts/{id}/domain-check' })
    .input(ById)
    .output(DomainCheck.nullable()),
  selfTest,
  /** Connects, secures and logs in; sends nothing. Unblocks the account when it works. */
  verify: contract
    .route({ method: 'POST', path: '/marketing/email-accounts/{id}/verify' })
    .input(ById)
    .output(AccountCheck),
}
