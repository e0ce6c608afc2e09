// Answers that a message does not come from its sender's domain, as far as SPF, DKIM and DMARC tell.

/**
 * What Gmail (5.7.26, 5.7.27, 5.7.30) and Microsoft (5.7.515) say to every message of such a sender. Other
 * codes for one failed check, such as 5.7.23, come from servers of single recipients that look it up wrongly.
 */
const codes = /(?:^|[\s#(:-])5\.7\.(?:26|27|30|515)(?![.\d])/

/**
 * True if a server, in an answer or a report, refuses a message for want of authentication: it would refuse the
 * others as well, until the records of the sender's domain are mended.
 */
export const saysUnauthenticated = (reply: string): boolean =>
  // At one provider 5.7.30 means that basic authentication is off: that is about the login.
  codes.test(reply) && !/basic auth/i.test(reply)
