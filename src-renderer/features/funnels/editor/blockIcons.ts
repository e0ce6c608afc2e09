// One icon a kind of block.
import AlignLeft from '@vicons/tabler/es/AlignLeft'
import Certificate from '@vicons/tabler/es/Certificate'
import Click from '@vicons/tabler/es/Click'
import Forms from '@vicons/tabler/es/Forms'
import Help from '@vicons/tabler/es/Help'
import Hourglass from '@vicons/tabler/es/Hourglass'
import LayoutNavbar from '@vicons/tabler/es/LayoutNavbar'
import ListCheck from '@vicons/tabler/es/ListCheck'
import Photo from '@vicons/tabler/es/Photo'
import Quote from '@vicons/tabler/es/Quote'
import Separator from '@vicons/tabler/es/Separator'
import Tag from '@vicons/tabler/es/Tag'
import Video from '@vicons/tabler/es/Video'
import type { Component } from 'vue'
import type { PageBlockKind } from '#shared/blocks/page/pageBlocks.ts'

export const blockIcons: Record<PageBlockKind, Component> = {
  hero: LayoutNavbar,
  text: AlignLeft,
  image: Photo,
  benefits: ListCheck,
  proof: Quote,
  video: Video,
  countdown: Hourglass,
  form: Forms,
  price: Tag,
  button: Click,
  faq: Help,
  legal: Certificate,
  divider: Separator,
}
