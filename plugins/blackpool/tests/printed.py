"""Blackpool's forms, written from the document: titles and labels in their order, and what else stands on each.

A heading over its one box stands once, as the box. Labels longer than a line go by their first words. The kind is ours:
the page only leaves room. Three pages are printed; the other five forms are only spoken of, and their lines are ours.
"""

AGREEMENT, CASE_NOTE, PERSONAL = (
    "supervision-agreement",
    "reflective-supervision-children-families",
    "personal-reflective-supervision",
)
OBSERVED, SHEET, DISAGREEMENT, CONFIDENTIAL, NOTE = (
    "observed-practice",
    "supervision-record-sheet",
    "disagreement-record",
    "restricted-personal-record",
    "personal-supervision-case-note",
)
Lines = list[tuple[str, str]]

PRINTED: dict[str, Lines] = {
    AGREEMENT: [  # Appendix 2
        ("title", "Supervision Agreement"),
        ("person", "Supervisee (Name & Role)"),
        ("person", "Supervisor (Name & Role)"),
        ("date", "Date"),
        ("section", "1. Practical arrangements"),
        ("text", "Supervision frequency"),
        ("text", "Duration of each supervision"),
        ("text", "Venue"),
        ("section", "2. Content"),
        ("prose", "Process for agreeing the agenda of supervision"),
        ("choice", "Supervisor and supervisee will identify agenda items"),
        ("section", "3. Developing a restorative and reflective supervisory relationship"),
        ("prose", "What does the supervisee bring to the supervisory relationship?"),
        ("prose", "What are the supervisor's expectations of the supervisee?"),
        ("prose", "What does the supervisee expect from the supervisor?"),
        ("prose", "Are there any factors relevant to the development of the supervisory relationship?"),
        ("prose", "Agreed 'permissions'"),
        ("prose", "How will the supervisor know if the supervisee needs more?"),
        ("prose", "How will we recognise if our supervisory relationship is not working?"),
        ("prose", "What methods could we use to restoratively resolve any difficulties?"),
        ("section", "4. Recording of supervision"),
        ("statement", "Formal supervision sessions"),
        ("person", "Responsibility for completing the record lies with"),
        ("statement", "Decisions taken in a formal supervision session"),
        ("person", "Responsibility for this lies with"),
        ("statement", "Ad hoc informal discussions"),
        ("prose", "5. Any other relevant issues for this agreement"),
        ("date", "6. Date the agreement is to be reviewed"),
        ("signature", "Signed Supervisor"),
        ("date", "Date"),
        ("signature", "Supervisee"),
        ("date", "Date"),
    ],
    CASE_NOTE: [  # Appendix 3
        (
            "title",
            "Reflective Supervision regarding children and their family - Headlines for Case Note Recording",
        ),
        ("prose", "Actions identified within previous supervision"),
        ("prose", "What is life like for the child / children?"),
        ("prose", "What's going well?"),
        ("prose", "What are we worried about?"),
        ("prose", "Reflection & Analysis"),
        ("prose", "What's changed for the child / children as the result of support offered?"),
        ("prose", "Is practice in line with the expected practice standards?"),
        ("actions", "What needs to happen?"),
        ("date", "Timescale"),
    ],
    PERSONAL: [  # Appendix 4
        ("title", "Personal Reflective Supervision Template"),
        ("section", "1. Performance Management"),
        ("prose", "Activities undertaken"),
        ("prose", "Case Consultation and discussion (where applicable)"),
        ("prose", "Case file audit discussion (where applicable)"),
        ("prose", "Observed Practice reflection"),
        ("section", "2. Professional Development"),
        ("prose", "Induction requirements (as appropriate)"),
        ("prose", "Training requirements"),
        ("prose", "Longer term development plans and setting of professional goals"),
        ("prose", "Review of training progress against the Knowledge and Skills Statements (KSS)"),
        ("prose", "On-going assessment and appraisal"),
        ("section", "3. Welfare/Support Issues"),
        ("prose", "Factors affecting performance"),
        ("prose", "Personal issues (as appropriate)"),
        ("prose", "Stress-related issues"),
        ("prose", "Absence(s) from work"),
        ("prose", "Health and Safety"),
        ("prose", "Opportunity for you to give feedback"),
        ("prose", "Equal Opportunities"),
        ("prose", "Annual Leave"),
        ("prose", "Flexi/Time of in Lieu"),
    ],
    OBSERVED: [  # section 7; of Appendix 5 only the title
        ("title", "Observed Practice Template"),
        ("person", "Worker"),
        ("person", "Observer"),
        ("choice", "The observer is"),
        ("date", "Date of the session"),
        ("choice", "Occasion"),
        ("case", "Child"),
        ("section", "Before the session"),
        ("prose", "1. Brief background to the Observed Practice"),
        ("prose", "2. What is the purpose of the interview/meeting/experience being observed?"),
        ("date", "Parts 1 and 2 written on"),
        ("section", "Following the session"),
        ("prose", "3. Brief description of the Observed Practice"),
        ("prose", "4. Reflections on the Observed Practice"),
        ("prose", "5. Comments on the feedback given by the observer"),
        ("prose", "6. Children and family's feedback"),
        ("section", "Feedback and holistic assessment"),
        ("date", "Verbal feedback given on"),
        ("prose", "Holistic assessment"),
        ("prose", "Development Plan"),
        ("actions", "What follows from the plan"),
        ("section", "Signed"),
        ("signature", "Worker"),
        ("date", "Date"),
        ("signature", "Observer"),
        ("date", "Date"),
    ],
    SHEET: [  # Appendix 2, part 4
        ("title", "Supervision record sheet"),
        ("person", "Supervisee"),
        ("person", "Supervisor"),
        ("date", "Date"),
        ("choice", "About"),
        ("prose", "What was discussed, or became known"),
    ],
    DISAGREEMENT: [  # section 9
        ("title", "Disagreement and its resolution"),
        ("person", "Supervisee"),
        ("text", "Supervisee's role"),
        ("person", "Manager"),
        ("text", "Manager's role"),
        ("date", "Date"),
        ("section", "Disagreement"),
        ("choice", "About"),
        ("prose", "The disagreement"),
        ("prose", "Restorative attempt"),
        ("section", "Resolution"),
        ("person", "Referred to"),
        ("date", "Referred on"),
        ("prose", "How it was resolved"),
        ("date", "Resolved on"),
    ],
    CONFIDENTIAL: [  # section 8
        ("title", "Separate confidential record"),
        ("person", "Supervisee"),
        ("person", "Supervisor"),
        ("date", "Date"),
        ("yes-no", "A higher level of confidentiality is agreed"),
        ("prose", "The matter"),
        ("yes-no", "It gives rise to childcare or child protection issues"),
        ("section", "Disclosure"),
        ("rows", "The supervisee permits disclosure to"),
        ("text", "Whom"),
        ("date", "Permission given on"),
    ],
    NOTE: [  # section 6
        ("title", "Case note: a Reflective Supervision has taken place"),
        ("case", "Child"),
        ("date", "Date of the session"),
        ("person", "Supervisee"),
        ("person", "Supervisor"),
        ("statement", "What is recorded"),
    ],
}

ADDED: dict[str, Lines] = {  # what the text asks for and the three pages have no room for
    AGREEMENT: [
        ("text", "Role"),  # of each of the two: the page has name and role on one line
        ("text", "Role"),
        ("statement", "Principal functions of supervision"),  # section 4
        ("prose", "When supervision can be rearranged"),  # section 4
        ("text", "By when a rearranged session is held"),  # section 4
        ("prose", "Confidentiality"),  # section 4
        ("prose", "If there is disagreement about a supervision record"),  # section 4
    ],
    CASE_NOTE: [
        ("case", "Child"),  # section 3
        ("date", "Date of supervision"),
        ("person", "Supervisee"),
        ("person", "Supervisor"),
        ("yes-no", "Child's record and plan looked at"),  # section 5
        ("yes-no", "First supervision regarding this child"),  # the guidance to the first heading
        ("rows", "Open actions from last time"),  # the same
        ("yes-no", "The standards are met"),  # the guidance to the seventh
        ("date", "Date child last seen"),
        ("choice", "Graded Care 2 assessment has informed the plan"),
        ("actions", "Actions where standards are not met"),
        ("date", "Timescale"),
        ("date", "Next planning / review meeting, at which the plan is updated"),  # the guidance to the eighth
        ("section", "Questions which support the Reflective Supervision Cycle"),  # section 5
        ("statement", "Stage One - Experience (Sense)"),
        ("statement", "Stage Two - Reflection (Feel)"),
        ("statement", "Stage 3 - Analysis (Think)"),
        ("statement", "Stage 4 Planning (Do)"),
    ],
    PERSONAL: [  # all of it section 6
        ("person", "Supervisee"),
        ("person", "Supervisor"),
        ("date", "Date"),
        ("text", "Scheduled for (minutes)"),
        ("yes-no", "Personal Learning Journal brought"),
        ("choice", "Record sheets since last time looked at"),  # Appendix 2, part 4
        ("prose", "Issue for discussion"),
        ("choice", "How it was identified"),
        ("case", "Children discussed"),
        ("section", "Signed"),
        ("signature", "Supervisee"),
        ("date", "Date"),
        ("signature", "Supervisor"),
        ("date", "Date"),
    ],
}

STANDS: dict[str, dict[str, str]] = {  # the same by their ids, printed and added together
    AGREEMENT: {
        "head": "supervisee supervisee-role supervisor supervisor-role date",
        "functions": "four",
        "arrangements": "frequency duration venue rearranging rearranged-within",
        "content": "process items",
        "relationship": "brings of-the-supervisee of-the-supervisor factors permissions more-support"
        " not-working methods",
        "recording": "sessions record-by decisions decisions-by ad-hoc confidentiality disagreement",
        "other": "notes",
        "review": "date",
        "signed": "supervisor supervisee",
    },
    CASE_NOTE: {
        "head": "case date supervisee supervisor record-reviewed first",
        "previous": "notes reviewed",
        "life": "notes",
        "going-well": "notes",
        "worries": "notes",
        "reflection": "notes",
        "change": "notes",
        "standards": "notes met last-seen graded-care actions",
        "next-steps": "plan-meeting actions",
        "cycle": "experience reflection analysis planning",
    },
    PERSONAL: {
        "session": "supervisee supervisor date minutes journal notes-reviewed",
        "issue": "notes found-by children",
        "performance": "activities consultation file-audit observed",
        "development": "induction training goals kss kss-supervisors pcf",
        "welfare": "factors personal stress absence health-and-safety feedback equal-opportunities leave flexi",
        "signed": "supervisee supervisor",
    },
}

LEFT_EMPTY: dict[str, list[str]] = {  # what may stay empty, whatever else is answered; a statement is never filled in
    AGREEMENT: ["5. Any other relevant issues for this agreement"],
    CASE_NOTE: ["Next planning / review meeting, at which the plan is updated"],
    PERSONAL: [
        "Children discussed",
        "Activities undertaken",
        "Case Consultation and discussion (where applicable)",
        "Case file audit discussion (where applicable)",
        "Observed Practice reflection",
        "Induction requirements (as appropriate)",
        "Training requirements",
        "Longer term development plans and setting of professional goals",
        "Factors affecting performance",
        "Personal issues (as appropriate)",
        "Stress-related issues",
        "Absence(s) from work",
        "Health and Safety",
        "Opportunity for you to give feedback",
        "Equal Opportunities",
        "Annual Leave",
        "Flexi/Time of in Lieu",
    ],
    OBSERVED: ["Child", "What follows from the plan"],
    SHEET: [],
    DISAGREEMENT: ["Restorative attempt", "Referred to", "How it was resolved"],
    CONFIDENTIAL: ["The supervisee permits disclosure to"],
    NOTE: [],
}

OPTIONS: dict[str, list[str]] = {
    f"{AGREEMENT}/content.items": [
        "Health & Well-being / Work life balance",
        "Case Discussion",
        "Performance",
        "Praise & good practice / skills & resources",
        "Training & Development",
    ],
    f"{CASE_NOTE}/standards.graded-care": ["Yes", "No", "No neglect concerns"],
    f"{PERSONAL}/session.notes-reviewed": ["Yes", "No", "There were none"],
    f"{PERSONAL}/issue.found-by": ["Mutual agreement", "Quality assurance activity", "Formal case supervision"],
    f"{OBSERVED}/head.observer-is": [
        "The supervising manager",
        "Another Team Manager",
        "Senior Social Worker",
        "Child Protection Chair",
        "IRO",
        "Practice Development Team",
    ],
    f"{OBSERVED}/head.occasion": ["Joint visit", "Core group", "CIN meeting", "Other"],
    f"{SHEET}/head.about": ["Staff development", "Compliment", "Performance issue", "Other"],
    f"{DISAGREEMENT}/disagreement.about": [
        "Work performance",
        "Service delivery",
        "A supervision record",
        "The manager's supervision practice",
    ],
}

# Each question of section 5 by the word or two by which it is known again, in the order of the tables.
# fmt: off
QUESTIONS: dict[str, list[str]] = {
    "experience": [
        "gone well", "successes", "helped this family", "more of what happened", "visits", "anywhere else", "agencies",
        "back the plan", "anything else", "worries you most", "smell", "see and to hear", "place where", "in the home",
    ],
    "reflection": [
        "this work", "feel for them", "parent or carer", "may the child feel", "between the agencies", "from before",
        "strong feelings", "else notice", "feel this way", "organisation's expectations", "judges", "holds you back",
        "GGRRAAACCEEESSS", "touch you most", "front door", "putting off", "hardest", "surprises", "another profession",
        "great job", "emotional intelligence",
    ],
    "analysis": [
        "behave like this", "great is your worry", "strength", "theories", "research", "How else", "dilemma",
        "community", "organisation expect", "learned", "not heard", "not know", "pressure", "at its best", "comes next",
        "what you feel", "Which of the children", "anybody else worried", "opinions differ", "conclusions",
        "parent behaves", "could work", "legal framework", "nothing is done", "magic wand",
    ],
    "planning": [
        "come next", "child and family need", "risks", "deal with them", "support", "succeeded", "let you know",
        "comes first", "power", "service or intervention", "By when", "legal frameworks", "variables", "might happen",
        "crises", "looked at again",
    ],
}
# fmt: on
