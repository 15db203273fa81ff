"""What happens to a case; see `gija.commons.casefile` for what each act promises and refuses.

Each takes the actor first: `open_case(actor, data)`, `submit(actor, case_id)`, `preview(actor, content)`.
"""

from functools import partial

from gija.casework.cases.file import FILE
from gija.commons.casefile import answers, histories, importer, parts, services, submission

open_case = partial(services.open_case, FILE)
change_person = partial(services.change_person, FILE)
record_event = partial(services.record_event, FILE)
answer = partial(answers.answer, FILE)
say_why = partial(answers.say_why, FILE)
add_part = partial(parts.add, FILE)
change_part = partial(parts.change, FILE)
add_status = partial(histories.add_status, FILE)
add_assistance = partial(histories.add_assistance, FILE)
end_assistance = partial(histories.end_assistance, FILE)
give_consent = partial(histories.give_consent, FILE)
withdraw_consent = partial(histories.withdraw_consent, FILE)
add_note = partial(histories.add_note, FILE)
strike = partial(histories.strike, FILE)
find = partial(services.find, FILE)
opened = partial(services.opened, FILE)

submit = partial(submission.submit, FILE)
withdraw = partial(submission.withdraw, FILE)

preview = partial(importer.preview, FILE)
apply = partial(importer.apply, FILE)
undo = partial(importer.undo, FILE)
