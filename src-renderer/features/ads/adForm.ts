// An ad campaign as a form holds it, and the way there and back.
import type { Ad, AdDraft, AdStatus } from '#shared/contract/ads.contract.ts'

export type AdForm = {
  name: string
  platform: string
  status: AdStatus
  startsOn: string
  endsOn: string
  /** True for a field in which something stands that is no date. */
  wrongDates: { startsOn: boolean; endsOn: boolean }
  dailyBudget: number | null
  totalBudget: number | null
  headline: string
  adCopy: string
  description: string
  audience: string
  imageUrl: string
  videoUrl: string
  impressions: number | null
  clicks: number | null
  conversions: number | null
  spent: number | null
}

export function adToForm(ad: Ad | null): AdForm {
  return {
    name: ad?.name ?? '',
    platform: ad?.platform ?? '',
    status: ad?.status ?? 'draft',
    startsOn: ad?.startsOn ?? '',
    endsOn: ad?.endsOn ?? '',
    wrongDates: { startsOn: false, endsOn: false },
    dailyBudget: ad?.dailyBudget ?? null,
    totalBudget: ad?.totalBudget ?? null,
    headline: ad?.headline ?? '',
    adCopy: ad?.adCopy ?? '',
    description: ad?.description ?? '',
    audience: ad?.audience ?? '',
    imageUrl: ad?.imageUrl ?? '',
    videoUrl: ad?.videoUrl ?? '',
    impressions: ad?.impressions ?? null,
    clicks: ad?.clicks ?? null,
    conversions: ad?.conversions ?? null,
    spent: ad?.spent ?? null,
  }
}

export const formToDraft = ({ wrongDates: _wrong, ...form }: AdForm): AdDraft => ({
  ...form,
  startsOn: form.startsOn || null,
  endsOn: form.endsOn || null,
})

export const isAddressFine = (typed: string): boolean =>
  typed.trim() === '' || (/^https?:\/\//i.test(typed.trim()) && URL.canParse(typed.trim()))

export const isComplete = (form: AdForm): boolean =>
  form.name.trim() !== '' &&
  form.platform.trim() !== '' &&
  !form.wrongDates.startsOn &&
  !form.wrongDates.endsOn &&
  isAddressFine(form.imageUrl) &&
  isAddressFine(form.videoUrl)
