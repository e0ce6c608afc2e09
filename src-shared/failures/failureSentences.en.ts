// English: each refusal says what happened, what was kept, and what to do next.
import type { FailureReason } from '../contract/common.ts'

export const englishFailures = {
  unknown_id:
    'This item no longer exists: it was probably deleted in the meantime. Go back to the list to see what remains.',
  email_taken:
    'Another lead already has this address. Everything else is kept: choose another address or open the existing lead.',
  lead_needs_identity:
    'A lead needs a name, an address, a phone number or a company. Nothing was changed: fill in one of these fields.',
  campaign_already_started:
    'This campaign has started and stays as it is. To change it, duplicate it and send the copy.',
  campaign_not_running:
    'This campaign is not being sent. Nothing was changed: check its state at the top of the page.',
  campaign_finished:
    'This campaign is over; its messages and figures are kept. To write again, duplicate it.',
  places_left:
    'Parts in double brackets are left to fill in, or fields that nothing here replaces. Nothing was sent: fill them in or take them out, then try again.',
  campaign_incomplete:
    'Part of the message is missing: subject, content or sender address. The draft is kept: complete it and try again.',
  campaign_automatic:
    'A funnel or a sequence sends this campaign by itself. Nothing was changed: turn this e-mail off, or take it out, in the flow of the funnel or in the sequence.',
  campaign_variant:
    'This is version B of a campaign, and that concerns both versions. Nothing was changed: do it from the campaign itself.',
  campaign_tested:
    'This campaign tests two versions, and an automatic e-mail has one only. Nothing was changed: take version B out first.',
  variant_unfinished:
    'Version B is not finished. Nothing was sent: complete it or take it out, then try again.',
  variants_same:
    'Both versions say the same. Nothing was sent: change the subject, the sender’s name or the content of one of them, or take version B out.',
  test_too_small:
    'Fewer than 10 people would be in the test: their replies would say nothing. Nothing was sent: raise the share, widen the recipients or take version B out.',
  test_decided:
    'Nothing was changed, this test was decided already: the others get the version chosen then.',
  no_recipients:
    'Nobody who may be written to matches this choice. The campaign is kept: widen the recipients.',
  account_in_use:
    'A scheduled, sending or paused campaign uses this account. It is kept: finish or cancel that campaign first.',
  further_accounts_sandbox:
    'Nothing was changed: in the sandbox nothing leaves, and several accounts change nothing about that. Choose a sending account first.',
  campaign_several_accounts:
    'Nothing was changed: this campaign leaves through several accounts, and an automatic e-mail through one. Leave one only.',
  warm_up_under_way: 'Nothing was changed: this account is warming up already.',
  warm_up_off: 'Nothing was changed: this account is not warming up. Start its warm-up first.',
  warm_up_needless:
    'Nothing was changed: the limit of a day of this account is no higher than the first stage, so there is nothing to raise. Raise that limit first, if the provider allows it.',
  warm_up_unchanged:
    'Nothing was changed: the last change of the warm-up is not yours, or was taken back already.',
  mailbox_unreadable:
    'The mailbox could not be read. Nothing in it was changed, and what was read before is kept: read the answer of its server below, correct the settings, then try again.',
  mailbox_taken:
    'This mailbox is already read here. Nothing was added: open the one that is there, under E-mail, Sending accounts.',
  account_password_missing:
    'The password of this account is missing. The campaign is kept: enter it again under E-mail, Sending accounts.',
  account_signed_out:
    'This account is signed in no more at its provider. The campaign is kept: sign in again under E-mail, Sending accounts.',
  sign_in_unset:
    'This application is not registered with this provider yet. Nothing was changed: enter a client id of your own, or use a password.',
  sign_in_server:
    'This sign-in is for servers of this provider only. Nothing was changed: check the address of the server.',
  sign_in_way:
    'This provider takes no code typed on another device for mail. Nothing was changed: sign in in the browser of this computer, or use an app password.',
  sign_in_unknown:
    'This sign-in is under way no more, or was used. Nothing was changed: sign in again.',
  sign_in_failed:
    'The provider could not be asked. Nothing was changed: read its answer below, check the internet connection and the client id, then try again.',
  sign_in_no_reading:
    'This sign-in does not allow the mailbox to be read. Nothing was changed: sign in again and leave reading ticked, or enter a password.',
  schedule_in_past: 'This moment has passed. The campaign stays a draft: choose a date to come.',
  already_suppressed: 'This address is already in the refusal list. Nothing to do.',
  file_unreadable:
    'This file could not be read as a table. Nothing was imported: save it as CSV from the spreadsheet, then try again.',
  file_other_format:
    'This file holds no contacts that can be read. Nothing was imported: open it in the program it comes from, save or export it as Excel (.xlsx), CSV or vCard (.vcf), then choose that file.',
  file_old_excel:
    'This workbook is of an old or binary kind of Excel (.xls, .xlsb). Nothing was imported: open it in Excel or LibreOffice, save it as “Excel workbook (.xlsx)”, then choose that file.',
  file_open_document:
    'This is a LibreOffice spreadsheet (.ods). Nothing was imported: open it in LibreOffice, save it as “Excel 2007-365 (.xlsx)” or “Text CSV”, then choose that file.',
  file_numbers:
    'This is a spreadsheet of Numbers. Nothing was imported: open it in Numbers, choose File > Export to > Excel or CSV, then choose that file.',
  file_with_password:
    'This workbook is locked by a password. Nothing was imported: open it in Excel, remove the password (File > Info > Protect Workbook), save it, then choose it again.',
  import_options_invalid:
    'These settings for reading the file do not fit. Nothing was imported: correct the one that is named, then try again.',
  file_too_large:
    'This file is too large. Nothing was imported: split it into several files, then try again.',
  file_empty: 'This file has no rows. Nothing was imported: check the export, then try again.',
  column_mapping_invalid:
    'This choice of columns does not work: a field is taken twice, or nothing identifies the people. The file is kept: correct the columns.',
  import_running:
    'An import is already under way. It goes on: wait for its end or cancel it before starting another.',
  export_cancelled:
    'The export was cancelled. No file was made, and nothing else has changed: start it again when you like.',
  address_invalid: 'This e-mail address is not valid. Everything else is kept: correct it.',
  login_missing:
    'There is a password but no login. Nothing was saved: enter the login, most often the whole e-mail address, or remove the password.',
  may_have_been_sent:
    'This data is a copy, and this campaign may have been sent from elsewhere since. Nothing was sent: open it, read the note in the send dialog, and send it again if it was not.',
  password_missing:
    'There is a login but no password for this server. Nothing was saved: enter the password, or remove the login if the server asks for none.',
  security_required:
    'This server must be reached over an encrypted connection. Nothing was saved: choose TLS or STARTTLS.',
  provider_unknown:
    'No sending service of the list has this name. Nothing was changed: choose one from the list.',
  smtp_refused:
    'The mail server refused the message. Nothing left: read its reply below and correct accordingly.',
  mailbox_address_unknown:
    'The login of this mailbox is no e-mail address. Nothing left: enter the address whose mail arrives there.',
  has_leads:
    'The application already holds leads. Nothing was added: example data only loads into an empty application.',
  engine_stopped:
    'Sending is stopped. Waiting messages are kept: start the application again to resume.',
  funnel_published:
    'This funnel is published: visitors can reach it. Nothing was deleted: archive it first, which takes it off the web.',
  funnel_archived:
    'This funnel is archived: its e-mails send nothing. Nothing was changed: restore it first, then turn the e-mail on.',
  funnel_incomplete:
    'This funnel has no page to publish yet. Nothing went online: add a page, then try again.',
  form_without_identity:
    'A form asks for no e-mail address, phone number or name: nobody could be answered. Nothing went online: add one of these fields.',
  promise_without_email:
    'A page says that something comes by e-mail, and no e-mail of the funnel is ready and on. Nothing went online: complete it and turn it on in the flow, or change the words.',
  slug_taken:
    'Another page of this funnel already has this address. Nothing was changed: choose another one.',
  image_unreadable:
    'This file is not a picture that can be used. Nothing was added: choose a PNG, JPEG or WebP file of at most 5 MB. Export a HEIC photo as JPEG first.',
  picture_unreadable:
    'This file is no whole picture, or it is too large to be shown. Nothing was added: choose a PNG, JPEG, GIF or WebP file of at most 12,000 pixels a side. Export a HEIC photo as JPEG first.',
  picture_svg:
    'Mail programs do not show SVG pictures. Nothing was added: export this picture as PNG, twice as wide as it is to appear, and choose that file.',
  picture_too_large:
    'This picture weighs more than 5 MB. Nothing was added: make it smaller, or choose it from within the application, which resizes pictures that are too wide.',
  picture_in_use:
    'The message still shows this picture. Nothing was removed: take it out of the message first.',
  attachment_empty:
    'This file is empty. Nothing was attached: check the file, then choose it again.',
  attachment_refused:
    'Mailbox providers reject the whole message when it carries a file of this sort. Nothing was attached: send it as a PDF, or put it online and give its link.',
  attachments_too_large:
    'The attachments would weigh more than 10 MB together. Nothing was attached: remove one, or put the file online and give its link.',
  files_too_many:
    'This campaign has 100 files already. Nothing was added: remove those that are not needed any more.',
  message_too_heavy:
    'The pictures of the message weigh more than 8 MB together: mailbox providers would refuse it. Nothing left: make them smaller or remove some.',
  relay_not_paired:
    'No relay is paired with the application. Nothing was published: pair a relay, or export the pages as files.',
  clicks_need_relay:
    'Links can only be measured by a relay, and none is paired. Nothing was changed: pair one, or leave the links as they are.',
  test_without_clicks:
    'A test can only be judged by clicks where the campaign measures them. Nothing was changed: turn measuring on first, or judge by replies.',
  relay_too_old:
    'The relay is of a version that cannot lead on from links. Nothing was changed: update the relay, then fetch from it once.',
  relay_unreachable:
    'The relay does not answer. Nothing is lost: check its address and the connection, then try again.',
  relay_refused:
    'The relay refused the request. Nothing was changed: read its reply below and correct accordingly.',
  relay_insecure:
    'The relay would be reached over http: anybody on the way could read and change what is sent. Nothing was changed: give its address with https:// (put it behind a web server with a certificate); http:// is for a relay on this computer only.',
  relay_private:
    'Only your own network reaches this address: visitors and recipients could not open what is published there. Nothing was changed: give the public address of the relay, or confirm that only your network is meant.',
  relay_nowhere:
    'No relay can be at this address: it is reserved for other uses of the network. Nothing was changed: give the address that the relay’s web server has, with https://.',
  ai_not_configured:
    'No AI provider is set up. Nothing was sent: choose one in Assistant, Provider.',
  ai_address_forbidden:
    'This cannot be the address of a provider. Nothing was sent: a public https address is needed, or permission for the local network.',
  ai_key_refused:
    'The provider refuses the key. Nothing was changed: enter it again in Assistant, Provider.',
  ai_unreachable:
    'The provider does not answer. Nothing was changed: check the connection and the address, then try again.',
  ai_timed_out:
    'The model did not answer in time. Nothing was changed: try again, or allow a longer wait in Assistant, Provider.',
  ai_limited:
    'The provider limits how many requests it takes. Nothing was changed: try again in a few minutes.',
  ai_refused: 'The provider refused the request. Nothing was changed: read its answer below.',
  ai_request_too_large: 'This text is too long to be sent. Nothing was sent: choose a part of it.',
  ai_answer_too_large:
    'The answer was too long and was stopped. Nothing was changed: ask for less at a time.',
  ai_answer_cut:
    'The model reached the length allowed before it was done. Nothing was changed: ask for less at a time. What it wrote can be copied below.',
  ai_answer_empty:
    'The model answered, but wrote nothing, even when asked again. Nothing was changed: try again, or choose another model.',
  ai_answer_declined:
    'The model will not answer this request. Nothing was changed: read its words below, and put the request in other words.',
  ai_answer_unusable:
    'The answer of the model does not have the expected form, even when asked again. Nothing was changed: try again, or choose another model. What it wrote can be copied below.',
  ai_budget_reached:
    'This request could exceed the month’s budget. Nothing was sent: raise the budget in Assistant, Provider, or wait for next month.',
  ai_price_missing:
    'A budget needs the prices of the model. Nothing was sent or changed: enter them in Assistant, Provider, or remove the budget.',
  ai_fields_off:
    'No field of a lead may be sent. Nothing was sent: choose the fields that may in Assistant, Provider.',
  end_before_start:
    'The end comes before the start. Nothing was changed: correct one of the two dates.',
  webox_not_sqlite:
    'This file is not a database. Nothing was taken over: choose the file of WeBox IA, whose name usually ends in .db.',
  webox_damaged:
    'This database is damaged. Nothing was taken over: close WeBox IA, copy the file again, then start over.',
  webox_locked:
    'Another program is using this database. Nothing was taken over: close WeBox IA, then start over.',
  webox_not_webox:
    'This database does not come from WeBox IA. Nothing was taken over: choose another file.',
  webox_not_undoable:
    'This move cannot be undone: it is running, or was undone already. Nothing was changed.',
  campaign_imported:
    'This campaign was sent by another application. It stays as it is: duplicate it to write again.',
  period_invalid:
    'The period is not valid: a date is missing, the first comes after the last, or they are more than ten years apart. Nothing was changed: choose other dates.',
  interaction_measured:
    'The application noted this interaction when it happened. It stays as it is: add a note to comment on it.',
  sequence_invalid:
    'One of the steps cannot be used as it stands. Nothing was changed: correct the step that is named, then save again.',
  sequence_empty:
    'This sequence has no steps. Nothing was changed, and nobody was added: give it a first step, save, then try again.',
  sequence_broken:
    'The sequence asks for a field, a segment or a form that was deleted. It stays off, and nothing was changed: choose something else in the part that is named, then turn it on.',
  sequence_off:
    'This sequence is off. Nothing was changed: turn the sequence on, and its e-mails go on with it.',
  sequence_not_plain:
    'The sequence of this form does more than send e-mails after a delay. Nothing was changed: add and move its e-mails in the sequence itself.',
  sequence_under_way:
    'People are on their way to these e-mails, and one of them would be overtaken or left out. Nothing was changed: change it in the sequence, where you see who is where.',
  task_repeats_undated:
    'A task that comes back needs a date to count from. Nothing was changed: give it a date, or let it happen once.',
  meeting_planned:
    'This is a planned exchange with a person: its subject and its moment, a day with a time, can be changed here. Nothing was changed; the rest is done in the history of the person.',
  sale_moment_invalid:
    'A sale has taken place: its moment lies in the past, and after the year 1999. Nothing was saved: correct the date.',
  merge_with_itself:
    'A lead cannot be merged with itself. Nothing was changed: choose two different ones.',
  reason_without_loss:
    'Only a lost lead has a reason for losing. Nothing was saved: give the stage of lost leads along with the reason, or leave the reason out.',
  stages_incomplete:
    'Each of the seven stages has a place, the open ones before won and lost. Nothing was changed: go back to the usual order, then try again.',
  stage_name_missing:
    'A stage has no name. Nothing was changed: give it one, or go back to its usual name.',
  stage_name_taken:
    'Two stages would have the same name, whatever its case and accents. Nothing was changed: choose another one for one of the two.',
  loss_reason_missing:
    'A reason has no name. Nothing was changed: give it one, or take the line out.',
  loss_reason_taken:
    'Two reasons would have the same name, whatever its case and accents. Nothing was changed: choose another one for one of the two.',
  consent_in_future:
    'This date has not come yet. What a person agreed to or refused lies in the past: nothing was noted.',
  consent_not_undoable:
    'Only what was noted by hand can be taken back, and only once. Nothing was changed.',
  webhook_address:
    'A step can call an address that begins with https://, without a name or password in it, or one on this computer. Nothing was changed: correct the address.',
  webhook_private:
    'This address is in your own network. Nothing was changed: tick that this is meant, or correct the address.',
  unknown_topic:
    'This topic is not there any more. Nothing was changed: choose another one, or none.',
  topic_name_taken:
    'Another topic has this name, whatever its case and accents. Nothing was changed: choose another one.',
  too_many_topics:
    'There are as many topics as there may be ({detail}). Nothing was changed: delete one first.',
  change_not_undoable:
    'This cannot be taken back now: it is still under way, was taken back already, or is more than thirty days old. Nothing was changed.',
  letter_empty:
    'The subject or the text of the message is empty. Nothing was sent: write both, then try again.',
  letter_fields_left:
    'Fields in the message stand for nothing that is known of this person, or places are left to fill in. Nothing was sent: write the words yourself or take them out.',
  letter_without_account:
    'There is no account to send with. Your words are kept: add one under E-mail, Sending accounts, then send.',
  letter_address:
    'This address is no longer one of this person’s. Nothing was sent: choose one of the addresses on the card.',
  letter_refused:
    'This address is not written to: its person refused, or nobody has it. Nothing was sent, and your words are kept.',
  letter_sent_already:
    'This message has already left, with other words. What stands here is kept and was not sent: copy it into a new message if it is still needed.',
  letter_left:
    'This message no longer waits: it was handed to a server, or taken back already. Nothing was changed; its state is in the history.',
  filter_invalid:
    'This filter has a condition that cannot be asked. Nothing was changed: correct the condition that is named.',
  segment_in_use:
    'A scheduled, sending or paused campaign goes to this segment, or a sequence begins by it. It is kept: finish or cancel that campaign first, or let the sequence begin otherwise.',
  custom_field_unknown:
    'There is no such custom field. Nothing was changed: check its name under CRM, Fields.',
  custom_value_invalid:
    'This value does not fit the custom field. Everything else is kept: correct the value that is named.',
  saved_blocks_full:
    'There are 200 saved blocks already, and nothing was saved. Delete one to save another.',
  custom_fields_full:
    'There are as many custom fields as there can be. Nothing was added: delete one that is no longer used.',
  custom_field_in_use:
    'A segment, a view, a sequence, or a campaign that is not over, asks for this field. It is kept: take the condition out of there first.',
  custom_field_scored:
    'A rule of the score asks for this field. It is kept: take it out of the rules of the score first.',
  score_rule_invalid:
    'A rule of the score cannot be followed. Nothing was changed: correct its condition.',
  score_preview_replaced:
    'Other rules are being tried meanwhile. Nothing was changed: their preview follows.',
  custom_field_choices:
    'A field of choices needs at least one choice, and only such a field has some. Nothing was changed: correct the choices.',
  custom_key_taken:
    'Another field has this short name, or had it until lately. Nothing was added: choose another one.',
  backup_running:
    'Another backup, or putting one back, is under way. Nothing was changed: wait for its end, then try again.',
  backup_damaged:
    'This backup is not whole any more and cannot be put back. Nothing was changed: choose another one.',
  backup_newer:
    'This backup was made by a newer version. Nothing was changed: install that version, then put it back.',
  backup_passphrase_needed:
    'This backup is protected by a passphrase that this computer does not know. Nothing was changed: enter the passphrase.',
  backup_passphrase_wrong:
    'This passphrase does not open this backup. Nothing was changed: check the capitals, then try again.',
  backup_passphrase_unreadable:
    'The passphrase of the backups cannot be read on this computer any more. Nothing was written in clear, and earlier backups are kept: enter the passphrase again in the settings of the backups.',
  move_foreign:
    'This file was not made by “Move to another computer”. Nothing was changed: choose the .webox file made on the other computer.',
  move_damaged:
    'This file is incomplete or damaged. Nothing was changed: copy it again from the other computer, or make it again there.',
  move_newer:
    'This file comes from a newer version. Nothing was changed: install that version here, then open the file again.',
  move_passphrase_wrong:
    'This passphrase does not open this file. Nothing was changed: check the capitals, then try again.',
  move_has_sent:
    'This computer has already sent messages with other data, and could not tell any more who received them. Nothing was changed: open the file in an empty data folder.',
  move_absent:
    'No file of another computer is open here. Nothing was changed: choose the file, then enter its passphrase.',
  move_part_misplaced:
    'A part of the file did not arrive in its place. Nothing was changed: choose the file again.',
  sending_stopped:
    'This computer does not send any more, and reads neither the relay nor the mailboxes: another one does. Nothing was done: do it there, or let this one send again in Settings › Backups › Move to another computer.',
  login_start_refused:
    'The system did not let the start with the computer be changed. Nothing was changed: check the permissions of your home folder, then try again.',
  folder_not_absolute:
    'The folder must be given with its whole path. Nothing was changed: begin at the root of the disk.',
  folder_absent:
    'There is no such folder now. Nothing was changed: connect the disk or make the folder, then try again.',
  folder_not_writable:
    'The folder cannot be written. Nothing was changed: check its permissions or choose another one.',
  storage_disk_full:
    'The disk is full. Nothing was saved and nothing is lost: make room, then try again.',
  storage_damaged:
    'The data file is damaged in this place. Nothing was changed: close the application, keep a copy of its folder, then put a backup back.',
  storage_not_writable:
    'The data folder cannot be written. Nothing was saved: check its permissions, then try again.',
  storage_in_use:
    'Another program holds the data. Nothing was saved: wait or close it, then try again.',
  storage_disk_error:
    'The disk refused to read or to write. What was saved is kept: copy the data folder to another disk.',
  storage_too_many_files:
    'The system does not let enough files be open at once. Nothing was changed: close other programs, then try again.',
  invalid_input: 'A value does not have the expected form. Nothing was changed: check the fields.',
  timed_out:
    'The application did not answer in time. What was saved is kept: try again in a moment.',
  unreachable:
    'The application does not answer. Saved data is kept: check that it is still open, then try again.',
  signed_out:
    'This page is no longer connected to the application. Nothing is lost: open the link the application prints when it starts.',
  unexpected:
    'An unexpected error occurred. What was saved is kept: try again, and copy the details if it happens again.',
} satisfies Record<FailureReason, string>
