// What the relay is measured against: node:http answering the same bytes and doing nothing else, in
// a process of its own.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const html = Buffer.from(process.argv[2] ?? '', 'base64')
const server = createServer((request, response) => {
  if (request.method === 'POST') {
    request.resume()
    request.once('end', () => {
      response.writeHead(303, { Location: '../../offre', 'Content-Length': 0 })
      response.end()
    })
  } else if (request.url?.startsWith('/go/')) {
    response.writeHead(303, { Location: '../../../f/guide-gratuit/merci', 'Content-Length': 0 })
    response.end()
  } else {
    response.writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Length': html.length,
    })
    response.end(html)
  }
})
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
