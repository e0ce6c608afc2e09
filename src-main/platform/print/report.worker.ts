// The thread that sets pages in print, so that the window never waits for it. The only file
// that names the PDF library.
import { join } from 'node:path'
import pdfmake from 'pdfmake'
import { libraryFolder } from '../libraryFiles.ts'
import { runTask } from '../taskThread.ts'
import type { PrintedPages } from './printedPages.ts'

/**
 * Roboto covers Latin with all accents of Europe, Greek and Cyrillic; it is embedded, so that the
 * page looks the same everywhere.
 */
function useFonts(): void {
  const folder = libraryFolder('pdfmake', 'fonts/Roboto')
  const font = (name: string) => join(folder, `Roboto-${name}.ttf`)
  pdfmake.setFonts({
    Roboto: {
      normal: font('Regular'),
      bold: font('Medium'),
      italics: font('Italic'),
      bolditalics: font('MediumItalic'),
    },
  })
  // A report needs its fonts and nothing else: what a person wrote can neither fetch nor read
  // anything.
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy((path) => path.startsWith(folder))
}

pdfmake.setTableLayouts({
  report: {
    hLineWidth: (line) => (line === 0 ? 0 : line === 1 ? 0.8 : 0.4),
    vLineWidth: () => 0,
    hLineColor: (line) => (line === 1 ? '#8f929b' : '#e3e3e7'),
    paddingLeft: (column) => (column === 0 ? 0 : 6),
    paddingRight: () => 2,
  },
})
useFonts()

const setPages = (task: PrintedPages) =>
  pdfmake.createPdf({
    pageSize: 'A4',
    pageMargins: [44, 48, 44, 52],
    info: { title: task.title, author: task.author, creator: 'WeBox Marketing' },
    content: task.content as never,
    styles: task.styles as never,
    defaultStyle: { font: 'Roboto', fontSize: 9, color: '#1b1c20', lineHeight: 1.15 },
    footer: (page: number, pages: number) => ({
      columns: [{ text: task.footer }, { text: `${page} / ${pages}`, alignment: 'right' }],
      margin: [44, 18, 44, 0],
      fontSize: 8,
      color: '#63666f',
    }),
  })

await runTask<PrintedPages, Uint8Array>((task) => setPages(task).getBuffer())
