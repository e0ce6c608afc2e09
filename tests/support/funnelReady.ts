// Makes what the pages of a funnel promise true: its e-mails are finished and on.
import type { TestApp } from './testApp.ts'

type Client = Pick<TestApp['client'], 'funnels' | 'email'>

export async function readyEmails(client: Client, funnelId: number): Promise<void> {
  for (const { id, campaignId, isOn } of (await client.funnels.get({ id: funnelId })).emails) {
    if (isOn) continue
    await client.email.campaigns.update({
      id: campaignId,
      html: '<p>Voici ce que vous avez demandé.</p>',
      subject: 'Votre demande',
      preheader: '',
      fromEmail: 'boutique@entreprise.example',
    })
    await client.funnels.emails.update({ id, isOn: true })
  }
}
