// Binds the contract of e-mail to functions; no logic.
import type { AppContract } from '#shared/contract/index.ts'
import { procedures, type ProceduresOf } from '#main/core/procedures.ts'
import { checkLeadFilter, listSuppressions } from '#main/features/crm/crm.feature.ts'
import { layOutForEditor, layOutMail } from '#main/mail/mailLayout.ts'
import {
  checkDraft,
  createAccount,
  deleteAccount,
  listAccounts,
  updateAccount,
  verifyAccount,
} from './accounts/accounts.service.ts'
import { beginAccountSignIn, signOutAccount } from './accounts/accountSignIn.service.ts'
import { forecastFor, planCampaign } from './spread/sendingPlan.service.ts'
import { campaignByAccount } from './spread/campaignByAccount.service.ts'
import { checkAccountDomain, lastDomainCheck } from './domain/domainCheck.service.ts'
import { discoverAccount } from './discovery/accountDiscovery.service.ts'
import { sendingServices } from './discovery/knownProviders.ts'
import { listDeletedAccounts, restoreAccount } from './accounts/deletedAccounts.service.ts'
import { listDeletedCampaigns, restoreCampaign } from './campaigns/deletedCampaigns.service.ts'
import { countAudience } from './campaigns/audience.ts'
import { previewCampaign, testSend } from './campaigns/campaignPreview.service.ts'
import {
  cancelCampaign,
  decideUncertain,
  pauseCampaign,
  resumeCampaign,
  scheduleCampaign,
  sendCampaign,
  sendUnread,
} from './campaigns/campaignSending.service.ts'
import {
  createCampaign,
  deleteCampaign,
  getCampaign,
  globalCampaignStats,
  listCampaigns,
  updateCampaign,
} from './campaigns/campaigns.service.ts'
import {
  addCampaignFile,
  campaignFiles,
  deleteCampaignFile,
  fileContent,
  setBusinessLogo,
} from './files/campaignFiles.service.ts'
import { savedBlockProcedures } from './savedBlocks/savedBlocks.procedures.ts'
import { duplicateCampaign } from './campaigns/campaignCopy.service.ts'
import { checkCampaign } from './check/campaignCheck.service.ts'
import { campaignLinks } from './clicks/campaignLinks.service.ts'
import { listDeliveries } from './deliveries/deliveries.repository.ts'
import { discardDraft, keepDraft } from './letters/letterDrafts.service.ts'
import { letterSheet } from './letters/letterSheet.service.ts'
import { cancelLetter, decideLetter, getLetter, sendLetter } from './letters/letters.service.ts'
import { listAllDeliveries } from './deliveries/deliveryList.repository.ts'
import {
  checkMailboxDraft,
  createMailbox,
  deleteMailbox,
  listMailboxes,
  listReceived,
  sweepMailbox,
  updateMailbox,
} from './mailboxes/mailboxes.service.ts'
import { runSelfTest } from './selfTest/selfTest.service.ts'
import { cancelSignIn, signInAttempt } from './signIns/signInAttempts.service.ts'
import {
  forgetSignInClient,
  listSignInProviders,
  setSignInClient,
} from './signIns/signInProviders.service.ts'
import { dismissLeftAccess, listLeftAccess } from './signIns/signIns.service.ts'
import { outboxStatus } from './outbox/outboxStatus.service.ts'
import {
  clearSandbox,
  getSandboxMessage,
  listSandboxMessages,
} from './deliveries/sandbox.repository.ts'
import { leadReachability } from './campaigns/reachability.service.ts'
import { changeWarmUp, getWarmUp } from './warmUp/warmUp.service.ts'
import { planTest, removeTest, restoreTest } from './variants/campaignTests.service.ts'
import { decideTest, testResult } from './variants/testResult.service.ts'
import { addSuppressions, removeSuppression } from './deliveries/suppressions.service.ts'

const { accounts, mailboxes, signIns, campaigns, deliveries, letters, reachability } =
  procedures.email
const { suppressions, sandbox, outbox, tests } = procedures.email

export const emailProcedures: ProceduresOf<AppContract['email']> = procedures.email.router({
  reachability: reachability.handler(({ input, context }) => leadReachability(context, input.id)),
  accounts: {
    list: accounts.list.handler(({ input, context }) => listAccounts(context, input)),
    create: accounts.create.handler(({ input, context }) => createAccount(context, input)),
    update: accounts.update.handler(({ input, context }) => updateAccount(context, input)),
    delete: accounts.delete.handler(({ input, context }) => deleteAccount(context, input.id)),
    restore: accounts.restore.handler(({ input, context }) => restoreAccount(context, input.id)),
    deleted: accounts.deleted.handler(({ context }) => listDeletedAccounts(context)),
    discover: accounts.discover.handler(({ input, signal }) => discoverAccount(input, signal)),
    services: accounts.services.handler(() => sendingServices()),
    check: accounts.check.handler(({ input, context }) => checkDraft(context, input)),
    forecast: accounts.forecast.handler(({ input, context }) => forecastFor(context, input)),
    checkDomain: accounts.checkDomain.handler(({ input, context, signal }) =>
      checkAccountDomain(context, input, signal),
    ),
    selfTest: accounts.selfTest.handler(({ input, context, signal }) =>
      runSelfTest(context, input, signal),
    ),
    lastDomainCheck: accounts.lastDomainCheck.handler(({ input, context }) =>
      lastDomainCheck(context, input.id),
    ),
    warmUp: {
      get: accounts.warmUp.get.handler(({ input, context }) => getWarmUp(context, input.id)),
      change: accounts.warmUp.change.handler(({ input, context }) => changeWarmUp(context, input)),
    },
    verify: accounts.verify.handler(({ input, context }) => verifyAccount(context, input.id)),
  },
  savedBlocks: savedBlockProcedures,
  mailboxes: {
    list: mailboxes.list.handler(({ input, context }) => listMailboxes(context, input)),
    create: mailboxes.create.handler(({ input, context }) => createMailbox(context, input)),
    update: mailboxes.update.handler(({ input, context }) => updateMailbox(context, input)),
    delete: mailboxes.delete.handler(({ input, context }) => deleteMailbox(context, input.id)),
    check: mailboxes.check.handler(({ input, context }) => checkMailboxDraft(context, input)),
    sweep: mailboxes.sweep.handler(({ input, context }) => sweepMailbox(context, input.id)),
    messages: mailboxes.messages.handler(({ input, context }) => listReceived(context, input)),
  },
  signIns: {
    providers: signIns.providers.handler(({ context }) => listSignInProviders(context)),
    setClient: signIns.setClient.handler(({ input, context }) => setSignInClient(context, input)),
    forgetClient: signIns.forgetClient.handler(({ input, context }) =>
      forgetSignInClient(context, input.provider),
    ),
    begin: signIns.begin.handler(({ input, context }) => beginAccountSignIn(context, input)),
    attempt: signIns.attempt.handler(({ input, context }) => signInAttempt(context, input.attempt)),
    cancel: signIns.cancel.handler(({ input, context }) => cancelSignIn(context, input.attempt)),
    signOut: signIns.signOut.handler(({ input, context }) => signOutAccount(context, input.id)),
    leftAccess: signIns.leftAccess.handler(({ context }) => listLeftAccess(context)),
    dismissLeftAccess: signIns.dismissLeftAccess.handler(({ input, context }) =>
      dismissLeftAccess(context, input.id),
    ),
  },
  letters: {
    sheet: letters.sheet.handler(({ input, context }) => letterSheet(context, input.id)),
    keepDraft: letters.keepDraft.handler(({ input, context }) => keepDraft(context, input)),
    discardDraft: letters.discardDraft.handler(({ input, context }) =>
      discardDraft(context, input.key),
    ),
    send: letters.send.handler(({ input, context }) => sendLetter(context, input)),
    get: letters.get.handler(({ input, context }) => getLetter(context, input.id)),
    cancel: letters.cancel.handler(({ input, context }) => cancelLetter(context, input.id)),
    decide: letters.decide.handler(({ input, context }) => decideLetter(context, input)),
  },
  tests: {
    plan: tests.plan.handler(({ input, context }) => planTest(context, input)),
    remove: tests.remove.handler(({ input, context }) => removeTest(context, input.id)),
    restore: tests.restore.handler(({ input, context }) => restoreTest(context, input.id)),
    result: tests.result.handler(({ input, context }) => testResult(context, input.id)),
    decide: tests.decide.handler(({ input, context }) => decideTest(context, input)),
  },
  campaigns: {
    list: campaigns.list.handler(({ input, context }) => listCampaigns(context, input)),
    create: campaigns.create.handler(({ input, context }) => createCampaign(context, input)),
    get: campaigns.get.handler(({ input, context }) => getCampaign(context, input.id)),
    update: campaigns.update.handler(({ input, context }) => updateCampaign(context, input)),
    delete: campaigns.delete.handler(({ input, context }) => deleteCampaign(context, input.id)),
    restore: campaigns.restore.handler(({ input, context }) => restoreCampaign(context, input.id)),
    deleted: campaigns.deleted.handler(({ context }) => listDeletedCampaigns(context)),
    duplicate: campaigns.duplicate.handler(({ input, context }) =>
      duplicateCampaign(context, input.id),
    ),
    check: campaigns.check.handler(({ input, context, signal }) =>
      checkCampaign(context, input.id, signal),
    ),
    plan: campaigns.plan.handler(({ input, context }) => planCampaign(context, input)),
    byAccount: campaigns.byAccount.handler(({ input, context }) =>
      campaignByAccount(context, input.id),
    ),
    send: campaigns.send.handler(({ input, context }) => sendCampaign(context, input)),
    pause: campaigns.pause.handler(({ input, context }) => pauseCampaign(context, input.id)),
    resume: campaigns.resume.handler(({ input, context }) => resumeCampaign(context, input.id)),
    sendUnread: campaigns.sendUnread.handler(({ input, context }) => sendUnread(context, input.id)),
    cancel: campaigns.cancel.handler(({ input, context }) => cancelCampaign(context, input.id)),
    schedule: campaigns.schedule.handler(({ input, context }) => scheduleCampaign(context, input)),
    audience: campaigns.audience.handler(({ input, context }) => {
      checkLeadFilter(context.database, input.recipients)
      return countAudience(context, input.recipients, input.topic ?? null)
    }),
    preview: campaigns.preview.handler(({ input, context }) => previewCampaign(context, input)),
    layOut: campaigns.layOut.handler(({ input }) =>
      input.isForEditor ? layOutForEditor(input.blocks) : layOutMail(input.blocks),
    ),
    testSend: campaigns.testSend.handler(({ input, context }) => testSend(context, input)),
    links: campaigns.links.handler(({ input, context }) => campaignLinks(context, input.id)),
    deliveries: campaigns.deliveries.handler(({ input, context }) =>
      listDeliveries(context.database, input),
    ),
    decideUncertain: campaigns.decideUncertain.handler(({ input, context }) =>
      decideUncertain(context, input),
    ),
    files: {
      list: campaigns.files.list.handler(({ input, context }) => campaignFiles(context, input.id)),
      add: campaigns.files.add.handler(({ input, context }) => addCampaignFile(context, input)),
      delete: campaigns.files.delete.handler(({ input, context }) =>
        deleteCampaignFile(context, input),
      ),
      content: campaigns.files.content.handler(({ input, context }) =>
        fileContent(context, input.hash),
      ),
    },
    stats: campaigns.stats.handler(({ context }) => globalCampaignStats(context)),
  },
  logo: {
    set: procedures.email.logo.set.handler(({ input, context }) =>
      setBusinessLogo(context, input.file),
    ),
  },
  deliveries: {
    list: deliveries.list.handler(({ input, context }) =>
      listAllDeliveries(context.database, input),
    ),
  },
  suppressions: {
    list: suppressions.list.handler(({ input, context }) =>
      listSuppressions(context.database, input),
    ),
    add: suppressions.add.handler(({ input, context }) => addSuppressions(context, input)),
    delete: suppressions.delete.handler(({ input, context }) =>
      removeSuppression(context, input.id),
    ),
  },
  sandbox: {
    list: sandbox.list.handler(({ input, context }) =>
      listSandboxMessages(context.database, input),
    ),
    get: sandbox.get.handler(({ input, context }) => getSandboxMessage(context.database, input.id)),
    clear: sandbox.clear.handler(({ context }) => clearSandbox(context.database)),
  },
  outbox: {
    status: outbox.status.handler(({ context }) => outboxStatus(context)),
  },
})
