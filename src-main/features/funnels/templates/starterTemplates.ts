// The starter templates of resources/templates, in the order they are offered: a new one is a file
// there and its name here.
import { z } from 'zod'
import guide from '#resources/templates/guide.json' with { type: 'json' }
import checklist from '#resources/templates/checklist-offer.json' with { type: 'json' }
import liveWebinar from '#resources/templates/webinar-live.json' with { type: 'json' }
import replayWebinar from '#resources/templates/webinar-replay.json' with { type: 'json' }
import singleProduct from '#resources/templates/product-single.json' with { type: 'json' }
import launch from '#resources/templates/product-launch.json' with { type: 'json' }
import quote from '#resources/templates/service-quote.json' with { type: 'json' }
import visit from '#resources/templates/service-visit.json' with { type: 'json' }
import discoveryCall from '#resources/templates/consultation-call.json' with { type: 'json' }
import audit from '#resources/templates/consultation-audit.json' with { type: 'json' }
import club from '#resources/templates/membership-club.json' with { type: 'json' }
import trial from '#resources/templates/membership-trial.json' with { type: 'json' }
import event from '#resources/templates/other-event.json' with { type: 'json' }
import newsletter from '#resources/templates/other-newsletter.json' with { type: 'json' }
import { readOnce } from '#main/platform/resourceText.ts'
import { TemplateFile } from './templateFile.ts'

export const starterTemplates = readOnce(z.array(TemplateFile), [
  guide,
  checklist,
  liveWebinar,
  replayWebinar,
  singleProduct,
  launch,
  quote,
  visit,
  discoveryCall,
  audit,
  club,
  trial,
  event,
  newsletter,
])
