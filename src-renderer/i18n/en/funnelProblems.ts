// English: what is wrong with a funnel before it is published, in a sentence and in a few words.

export const funnelProblems = {
  question_field_gone:
    'A question fills in a field of the card that was deleted: its answers stay in the lead’s history. Choose another field, or restore this one.',
  image_missing:
    'A picture of this page is no longer here: visitors do not see it. Choose it again.',
  form_without_identity:
    'The form asks for no e-mail address, phone number or name: nobody could be answered. Add one before publishing.',
  promise_without_email:
    'The page says that something comes by e-mail, and no e-mail of the funnel is ready and on: complete it and turn it on in the flow before publishing.',
  unreachable: 'No path leads to this page: link it from another step.',
  no_thank_you:
    'The funnel has no thank-you page: people will not know that their request arrived.',
  form_without_consent:
    'The form does not ask for consent to be written to: those who sign up cannot receive campaigns.',
  no_page: 'The funnel has no page: add one.',
  offer_without_link:
    'The offer has no payment link: visitors do not see its button, and nobody can buy.',
  offer_without_price: 'The offer has no price: the page shows none until it is entered.',
  business_unknown:
    'The settings lack the name or the e-mail address of the business: pages say “our business” and do not show the lines with the contact.',
  places_left: 'Visitors do not see these lines until they are filled in:',
  video_without_address: 'The video has no address: visitors do not see it until it has one.',
  brackets:
    'Words are in brackets, or in braces like fields, which a page does not replace. To be checked:',
  empty_page: 'This page is empty for visitors: add blocks to it or fill in what it has.',
  button_without_target:
    'A button leads nowhere, and visitors do not see it: draw the path it stands for, or add the form it points to.',
  form_without_relay:
    'No relay is paired: the form of an exported page opens the visitor’s mail program instead of arriving here.',
  email_off: 'An e-mail of the funnel is off: turn it on in the flow to have it sent.',
  email_incomplete:
    'An e-mail of the funnel is not finished: complete its subject, its content, the address of its buttons and what is in double brackets.',
  email_in_sandbox:
    'An e-mail of the funnel has no sending account: it arrives in the sandbox, nothing leaves.',
  email_without_form: 'No form starts an e-mail of the funnel: choose a page that has one.',
  confirmation_in_sandbox:
    'The form asks for a confirmation by e-mail and no sending account can send it: it arrives in the sandbox.',
  confirmation_without_relay:
    'The form asks for a confirmation by e-mail, and the answer arrives through a relay: pair one under Publish. Until then the question waits.',
}

export const funnelProblemsShort = {
  question_field_gone: 'Field deleted',
  image_missing: 'Picture missing',
  form_without_identity: 'Nobody identified',
  promise_without_email: 'Promised e-mail missing',
  unreachable: 'No path leads here',
  no_thank_you: 'No thank-you page',
  form_without_consent: 'Consent not asked',
  no_page: 'No page',
  offer_without_link: 'No payment link',
  offer_without_price: 'Price to enter',
  business_unknown: 'Business to name',
  places_left: 'To fill in',
  video_without_address: 'Video without address',
  brackets: 'Brackets to check',
  empty_page: 'Empty page',
  button_without_target: 'Button leads nowhere',
  form_without_relay: 'No relay',
  email_off: 'E-mail off',
  email_incomplete: 'E-mail unfinished',
  email_in_sandbox: 'Sandbox',
  email_without_form: 'No form',
  confirmation_in_sandbox: 'Confirmation to the sandbox',
  confirmation_without_relay: 'Confirmation without relay',
}
