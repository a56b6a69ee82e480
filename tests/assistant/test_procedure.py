"""Sentences of procedure are told from findings, on sentences of nobody's report."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer import Answer
from assistant.evidence.procedure import is_procedure

PROCEDURE = """
We understand that you will hear separately from the Department for Education, and will receive separate correspondence.
I am copying this letter to the regional schools commissioner.
This letter will be published on our website next week.
A copy of this report has been placed in the library.
Thank you for the help that you and your staff gave to the team.
We are grateful to everyone who gave up their time to meet us.
Finally, I would like to thank the young people who showed us their new kitchen.
The lead inspector was Harriet Oduya.
The inspectors were Tom Bright, HMI, and Ruth Amadi, Ofsted Inspector.
The inspection was led by one of His Majesty’s Inspectors and a health inspector.
The visit was carried out in line with the inspection framework.
Throughout this letter, pupils are called learners, as they asked to be.
The inspection team comprised four inspectors and a shadow.
Inspectors were on site for two days and read 40 records.
During this visit, inspectors met foster carers and looked at case files.
The inspection was carried out under section 136 of the Education and Inspections Act 2006.
Ofsted will take these findings into account when it plans its next visit.
The next full inspection is due within three years.
The council should send its action plan to Ofsted within 70 working days of receiving this letter.
The director should prepare a written statement of proposed action in answer to this letter.
If you are unhappy with how we inspected, write to us.
Please contact the enquiries team.
Any complaint about the inspection should be made within ten days.
Jane Marlow, Director of Children’s Services, Anil Rao, Chief Executive
enquiries@example.org
""".strip().splitlines()

FINDINGS = """
Thank-you letters from children hang in the reception of the children’s home.
Young people told inspectors that they are grateful to their personal advisers.
Children know how to complain, and their complaints are answered in time.
Children are helped under section 17 of the Act without delay.
Too many children accommodated under section 20 wait for a plan.
Carers receive a letter each month that says how the child is doing.
The council published its plan on time, and partners follow it.
Leaders responded while inspectors were still on site and moved the child that day.
The action plan is not ambitious enough, and three of its actions are late.
Social workers visit most children every four weeks.
The local offer is published on the council’s website and is easy to find.
The next review of each plan is set before the meeting ends.
The service is led by an experienced head of care.
Inspectors were impressed by the warmth of the staff.
The team has lost six of its nine social workers.
The Secretary of State appointed a commissioner in 2019.
""".strip().splitlines()


@pytest.mark.parametrize("text", PROCEDURE)
def test_what_is_done_and_sent_is_procedure(text: str) -> None:
    assert is_procedure(text)


@pytest.mark.parametrize("text", FINDINGS)
def test_what_was_found_is_not(text: str) -> None:
    assert not is_procedure(text)


@pytest.mark.parametrize(
    "question",
    [
        "How has the work of social workers changed since 2014?",
        "What has happened with management oversight since 2014?",
        "Has early help improved over the years?",
        "How have services changed since 2014?",
    ],
)
def test_an_answer_about_change_holds_none(ask_sample: Callable[..., Answer], question: str) -> None:
    answer = ask_sample(question)
    assert answer.statements
    assert [s.text for s in answer.statements if s.kind == "quote" and is_procedure(s.text)] == []
