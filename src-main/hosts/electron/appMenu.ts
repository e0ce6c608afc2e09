// Sets the application menu.
import { Menu } from 'electron'
import type { DesktopWords } from '#main/desktop/desktopWords.ts'
import { menuTemplate } from '#main/desktop/menuTemplate.ts'

export function setAppMenu(words: DesktopWords): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(words, process.platform)))
}
