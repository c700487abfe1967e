"""Problems of files, cells, tables, criteria, weights and rankings."""

from __future__ import annotations

from mcda.problems.words import KNOWN, Wording
from mcda.wording import N_

GENERAL: dict[str, Wording] = {
    # Cells
    "E010": Wording(
        N_("the cell is empty, and “{column}” must be filled."), N_("Fill it, or remove the row.")
    ),
    "E011": Wording(
        N_("“{value}” cannot be an id."),
        N_("Begin with a letter, go on with letters without accents, digits or _ (64 at most)."),
    ),
    "E012": Wording(N_("“{value}” is not a number."), N_("Write {example} or {grouped}.")),
    "E013": Wording(
        N_("“{value}” can be read in two ways: {decimal} or {whole}."),
        N_("Write {whole}, or {decimal} with another number of decimals."),
    ),
    "E014": Wording(
        N_("“{value}”: a percentage makes no sense here."),
        N_("Write a plain number in the unit of the column."),
    ),
    "E015": Wording(
        N_("“{value}”: the unit “{unit}” does not fit (the scenario's money is {money})."),
        N_("Write the figure alone, in the unit of the column."),
    ),
    "E016": Wording(N_("“{value}” is negative."), N_("Write zero or a positive number.")),
    "E017": Wording(
        N_("“{value}” is not a share: a number above 1 needs its percent sign."),
        N_("Write {percent}, or a number from 0 to 1."),
    ),
    "E018": Wording(N_("“{value}” is more than 100 %."), N_("Write a percentage from 0 to 100.")),
    "E019": Wording(
        N_("“{value}” is too large or has too many decimals."),
        N_("Stay within 15 digits before the decimal mark and 15 after."),
    ),
    # References
    "E021": Wording(N_("{what} “{value}”: unknown criterion."), KNOWN),
    "E022": Wording(N_("“{value}”: unknown action."), KNOWN),
    "E023": Wording(N_("“{value}”: unknown partner."), KNOWN),
    "E024": Wording(N_("“{value}”: no partner is in this group."), KNOWN),
    "E025": Wording(N_("“{value}”: no action has this theme."), KNOWN),
    "E026": Wording(N_("“{value}”: this partner leads no action."), KNOWN),
    "E027": Wording(N_("“{value}”: unknown variant or override."), KNOWN),
    "E028": Wording(N_("“{value}” is linked to itself."), N_("Remove the row, or name another one.")),
    "E029": Wording(
        N_("“{value}” is its own parent: {loop}."), N_("Leave “parent” blank for one of them.")
    ),
    # Rules and settings
    "E030": Wording(N_("unknown key “{value}”."), KNOWN),
    "E031": Wording(N_("the key “{value}” is missing."), N_("Add “{value}:” and its value.")),
    "E032": Wording(N_("“{value}”: unknown type of rule."), KNOWN),
    "E033": Wording(N_("this rule asks for nothing."), N_("Give at least one of: {keys}.")),
    "E034": Wording(N_("“{other}” needs “{key}” beside it."), N_("Add “{key}:” to the rule.")),
    "E035": Wording(
        N_("the rule “{value}” needs {need}."), N_("Add what is missing, or remove the rule.")
    ),
    "E036": Wording(
        N_("“{value}” stands alone after a comma: in YAML a comma separates, it is no decimal mark."),
        N_("Write 12.5 with a point."),
    ),
    "E037": Wording(
        N_("this rule needs a group or a partner, and only one of them."),
        N_("Keep “group:” or “partner:”."),
    ),
    "E038": Wording(
        N_("these actions are both mandatory and excluded: {actions}."), N_("Keep each in one list.")
    ),
    "E039": Wording(
        N_("a budget per partner counts what partners pay, the local cost."),
        N_("Write “of: local_cost”, or remove “per: partner”."),
    ),
    # Tables and structure
    "E040": Wording(
        N_("the table {table} is missing or empty."),
        N_("Fill {table}.csv, {french}.csv or the sheet of that name: headers, then one row each."),
    ),
    "E041": Wording(
        N_("the column “{value}” is missing."), N_("Add a column “{value}” (in French “{french}”).")
    ),
    "E042": Wording(N_("two columns are “{column}”: “{first}” and “{value}”."), N_("Keep one of them.")),
    "E043": Wording(
        N_("{value} cells where the headers are {expected}."),
        N_("A separator is missing or too many: quote texts that hold commas or semicolons."),
    ),
    "E044": Wording(
        N_("“{value}” stands twice (first on line {first})."),
        N_("Give each its own id, or remove one row."),
    ),
    "E045": Wording(
        N_("the key “{value}” cannot be read, or stands twice."),
        N_("A key is a path such as rules.budget.max, once."),
    ),
    "E046": Wording(
        N_("column {position} holds figures or text without a header."),
        N_("Give it a header, or empty it."),
    ),
    "E047": Wording(N_("tabs separate the cells."), N_("Save as CSV with commas or semicolons.")),
    "E048": Wording(N_("the table {value} is given twice (first in {first})."), N_("Keep one of them.")),
    "E049": Wording(
        N_("“{value}” stands twice (first on line {first})."), N_("Keep one row for each pair.")
    ),
    # Figures that do not fit together
    "E050": Wording(
        N_("what is paid for {action} sums to {total} %, not 100 %."),
        N_("Change the column pays of its rows by {difference} points; 50 stands for 50 %, not 0.5."),
    ),
    "E051": Wording(
        N_("what is received of {action} sums to {total} %, not 100 %."),
        N_(
            "Change the column receives of its rows by {difference} points; 50 stands for 50 %, not 0.5."
        ),
    ),
    "E052": Wording(
        N_("“{value}”: {low} is above {high}."), N_("Exchange them, or correct the wrong one.")
    ),
    "E053": Wording(
        N_("zero and full are the same level ({value})."),
        N_("Write in full the level worth 100 points."),
    ),
    "E054": Wording(
        N_("{value} has no level for “{criterion}”, and a blank is no level."),
        N_("Write its level: for a mark or a threshold, nothing is not zero."),
    ),
    "E055": Wording(
        N_("the losses of {action} could add up to {total} %: an action cannot lose more than all."),
        N_("Reduce the negative effects about {action}."),
    ),
    "E056": Wording(
        N_("{value} is mandatory, but it or what it requires fails the threshold “{criterion}”."),
        N_("Remove it from mandatory, or lower the threshold."),
    ),
    "E057": Wording(
        N_("the mark {value} gives a chance of success of {chance} %."),
        N_("Let the shape stay from 0 to 100."),
    ),
    "E058": Wording(
        N_("nobody pays for {value} nor receives it."),
        N_("Add its rows to the table shares: pays and receives sum to 100."),
    ),
    "E059": Wording(
        N_("the groups of {partner} sum to {total} %, not 100 %."),
        N_("Correct the shares, or leave all of them blank."),
    ),
    # Files
    "E060": Wording(
        N_("“{value}” cannot be found or read."),
        N_("Check the path; “mcda new” makes a scenario to start from."),
    ),
    "E061": Wording(
        N_("this is not UTF-8 text (near “{value}”)."), N_("In the spreadsheet: save as, “CSV UTF-8”.")
    ),
    "E062": Wording(
        N_("this is too large (limit: {limit})."), N_("Split it, or remove what is not needed.")
    ),
    "E063": Wording(
        N_("this cannot be read: damaged, or not what its name says."),
        N_("Open it in the spreadsheet and save it again; in CSV, look for a quote left open."),
    ),
    "E064": Wording(
        N_("this is not YAML."),
        N_("Often a space is missing after a colon, a quote is left open, or a tab indents."),
    ),
    "E065": Wording(
        N_("the key “{value}” stands twice (first on line {first})."), N_("Keep one of them.")
    ),
    "E066": Wording(
        N_("“{value}”: anchors, aliases and tags are not read."),
        N_("Write the value itself; quote a text that begins with &, * or !."),
    ),
    "E067": Wording(
        N_("more than {limit} levels inside each other."), N_("A scenario needs five at most.")
    ),
    "E068": Wording(
        N_("“{value}” is outside the scenario's folder."),
        N_("Put the tables in this folder or under it."),
    ),
    "E069": Wording(N_("a character that no text should hold: {value}."), N_("Type this text again.")),
    # Cells of a particular form
    "E070": Wording(
        N_("“{value}” is finer than a cent."),
        N_("Round it to the cent (the scenario's money is {money})."),
    ),
    "E071": Wording(N_("“{value}” is not a whole number."), N_("Write a whole number.")),
    "E072": Wording(N_("“{value}” is not a year."), N_("Write a year such as 2027.")),
    "E073": Wording(
        N_("“{value}” is not a shape."),
        N_(
            "Write linear, pairs level:points separated by spaces, such as 0:0 200:60 500:100, "
            "exponential 30, or names: weak:0 fair:40 strong:100."
        ),
    ),
    "E074": Wording(
        N_("“{value}” goes up and down, or its levels are not in order."),
        N_("Order the levels; points may only rise, or only fall."),
    ),
    "E075": Wording(
        N_("“{value}” has no result."),
        N_("Recalculate and save the workbook in the spreadsheet, or type the figure."),
    ),
    "E076": Wording(
        N_("“{value}” means something else here and cannot be an id."), N_("Choose another id.")
    ),
    "E077": Wording(N_("“{value}” is neither yes nor no."), N_("Write yes, no, or x.")),
    "E078": Wording(
        N_("“{value}”: points or commas cannot separate thousands."), N_("Write {example} or {grouped}.")
    ),
    "E079": Wording(
        N_("the cell is longer than {limit} characters."),
        N_("Shorten it; a quote left open may have swallowed what follows."),
    ),
    # Settings, continued
    "E080": Wording(N_("“{value}” is not possible here."), N_("Possible: {known}.")),
    "E081": Wording(N_("“{value}” stands where {expected} is expected."), N_("Write {expected}.")),
    "E082": Wording(
        N_("“{value}”: two values are needed."), N_("Write the first and the last: [2027, 2031].")
    ),
    "E083": Wording(
        N_("format {value} is not known."), N_("Write “mcda: {known}”, or install a newer mcda.")
    ),
    "E084": Wording(
        N_("“{value}”: the last year is before the first."), N_("Write the first year, then the last.")
    ),
    "E085": Wording(
        N_("“{value}” names nothing in the scenario."),
        N_("Only a full rule (with its type) or an optional setting can be added."),
    ),
    "E086": Wording(
        N_("“{value}” is no setting."), N_("Write KEY=VALUE, such as rules.budget.max=9000.")
    ),
    "E087": Wording(
        N_("“{value}”: no scenario is kept in this kind of file."),
        N_("Give a folder, scenario.yaml, a workbook (.xlsx, .ods) or a .pb file."),
    ),
    "E088": Wording(
        N_("“{value}” is not a table."),
        N_("Write a list of rows, each with its columns: “- action: M1”."),
    ),
    "E089": Wording(N_("“{value}” cannot be used here ({reason}).")),
    # Requests
    "E091": Wording(N_("“{value}”: unknown engine."), KNOWN),
    "E092": Wording(N_("“{value}”: this solver is not installed here."), N_("Found here: {known}.")),
    "E093": Wording(N_("“{value}”: unknown action."), KNOWN),
    "E094": Wording(
        N_("“{value}” is not a result of mcda."),
        N_("Give a file written by “mcda solve --json” or “mcda judge --json”."),
    ),
    "E095": Wording(
        N_("“{value}”: a model is written as .lp or .mps."), N_("Choose one of these two endings.")
    ),
    "E096": Wording(
        N_("“{value}”: the scenario of this result cannot be read from here."),
        N_("Name it with --scenario, or run from the folder where it was solved."),
    ),
    "E097": Wording(
        N_("{value} changes nothing without {other}."), N_("Add {other}, or remove {value}.")
    ),
    "E098": Wording(N_("{value} changes nothing with {other}."), N_("Remove one of the two.")),
    # Figures that do not fit together, continued
    "E101": Wording(
        N_("“{value}” sums to {total}, not 100."),
        N_("Write percentages per year that sum to 100, such as 20 50 30."),
    ),
    "E102": Wording(
        N_("the latest start ({value}) is before the earliest."),
        N_("Exchange them, or correct the wrong one."),
    ),
    "E103": Wording(
        N_("{value} is outside the years of the scenario ({first} to {last})."),
        N_("Correct it, or the setting “years”."),
    ),
    "E104": Wording(N_("this synergy has no effect."), N_("Write a percentage such as 15 or -10.")),
    "E105": Wording(
        N_("“{value}”: a link of type {type} has no effect."),
        N_("Empty the cell, or make the link a synergy."),
    ),
    "E106": Wording(
        N_("“{value}”: a row about one criterion only says who receives."),
        N_("Empty pays on this row; it belongs on the row without criterion."),
    ),
    "E107": Wording(
        N_("what is received of {action} on “{criterion}” sums to {total} %, not 100 %."),
        N_("Rows that name a criterion sum to 100, alone or with the other partners' plain rows."),
    ),
    "E108": Wording(
        N_("rule “{value}”: {low} is above {high}."), N_("Exchange them, or correct the wrong one.")
    ),
    # Writing
    "E110": Wording(
        N_("“{value}” exists already and is not overwritten."),
        N_("Choose another name, or remove it first."),
    ),
    "E111": Wording(N_("“{value}”: unknown example."), KNOWN),
    "E112": Wording(
        N_("a .pb file has no place for {value}."), N_("Convert to a folder or a workbook.")
    ),
    "E113": Wording(N_("“{value}”: no scenario is written in this kind of file."), KNOWN),
    "E114": Wording(
        N_("“{value}” ... is longer than a spreadsheet keeps ({limit} characters)."),
        N_("Shorten it, or convert to a folder."),
    ),
    "E118": Wording(
        N_("the column “{value}” is missing, and “{found}” means nothing here."),
        N_("Rename it “{value}” (in French “{french}”)."),
    ),
    # Criteria
    "E119": Wording(
        N_("all these siblings weigh nothing: {value}."), N_("Give at least one of them a weight.")
    ),
    "E120": Wording(
        N_("“{criterion}” is a family of criteria: it has a weight and nothing else."),
        N_("Empty “{column}”, or give its children another parent."),
    ),
    "E121": Wording(
        N_("“{criterion}” has no level “{column}”."),
        N_("Write zero (doing nothing) and full (100 points); a family of criteria needs children."),
    ),
    "E122": Wording(
        N_("“{value}” gives {at_zero} points at zero and {at_full} at full, not 0 and 100."),
        N_("Let the shape begin at the level zero with 0 and reach 100 at the level full."),
    ),
    "E123": Wording(
        N_("zero is {value}; for a common target (scope portfolio) it must be 0."),
        N_("Write 0, and full as the change that is aimed at."),
    ),
    "E124": Wording(
        N_("“{criterion}” is a mark or a threshold: it has no {column}."),
        N_("Remove it: marks and thresholds are not weighed."),
    ),
    "E125": Wording(N_("this threshold has no bound."), N_("Fill at_least or at_most.")),
    "E126": Wording(
        N_("“{value}”: only a threshold has {column}."),
        N_("Empty the cell, or write threshold as role."),
    ),
    "E127": Wording(
        N_("this mark has no shape to be read as a probability."),
        N_("Write mark:percent pairs, such as 1:30 2:60 3:80 4:90 5:100."),
    ),
    "E128": Wording(
        N_("no criterion carries value."), N_("Give at least one criterion its levels zero and full.")
    ),
    "E129": Wording(
        N_("“{value}” is a family, a mark or a threshold: it carries no value of its own."),
        N_("Name a criterion with levels zero and full."),
    ),
    # Participatory budgets
    "E130": Wording(
        N_("the section {value} is missing or empty."), N_("A .pb file holds META, PROJECTS and VOTES.")
    ),
    "E131": Wording(
        N_("the field “{value}” is missing."),
        N_("META needs budget; PROJECTS needs project_id and cost."),
    ),
    # Rankings
    "E150": Wording(
        N_("“{value}” stands twice in the matrix."), N_("Give every row and column its own name.")
    ),
    "E151": Wording(
        N_("{action} has no level on {criterion} ({number} gaps in all)."),
        N_("Fill it, or ask for an imputation: a ranking would place it at random."),
    ),
    "E152": Wording(N_("there is nothing to rank."), N_("Give at least one action and one criterion.")),
    "E153": Wording(
        N_("weights {value}: they cannot be normalised."),
        N_("Give weights of zero or more, at least one of them above zero."),
    ),
    "E160": Wording(
        N_("“{value}”: the preference function {function} needs the {threshold} ({letter})."),
        N_("Fill “{column}”, in the unit of the criterion, or choose “usual”, which needs none."),
    ),
    "E161": Wording(
        N_("“{value}”: the {threshold} ({letter}) cannot be {number}."),
        N_("q is at least 0, p at least q; p for “v_shape” and s for “gaussian” are above 0."),
    ),
    "E164": Wording(
        N_("“{value}”: indifference {q}, preference {p}, veto {v} do not rise from zero."),
        N_("Give each threshold at least the one before it; leave empty what is not known."),
    ),
    "E165": Wording(
        N_("distillation with alpha {alpha} and beta {beta}: the threshold falls below zero."),
        N_("Give beta and alpha + beta of zero or more; usual are -0.15 and 0.30."),
    ),
    "E166": Wording(
        N_("“{value}”: the limit of “{better}”, {high}, is less good than that of “{worse}”, {low}."),
        N_("Ask at least as much of a better class, on every criterion."),
    ),
    "E167": Wording(
        N_("the cutting level is {value}: it must lie from 0.5 to 1."),
        N_("Give 0.75, or another level."),
    ),
    "E168": Wording(
        N_("the limits do not fit {classes} classes on {columns} criteria."),
        N_("Give two classes or more, and a limit on each criterion for each class but the last."),
    ),
    "E170": Wording(N_("“{value}”: unknown method."), KNOWN),
    "E171": Wording(N_("“{value}”: {method} does not take this normalisation."), KNOWN),
    "E172": Wording(
        N_("{method} needs {need}; on {value}, {action} has {level}."),
        N_("Choose a normalisation or a method that takes such levels: {known}."),
    ),
    "E173": Wording(
        N_(
            "{method} finds no score for {value}: on these levels it divides by zero, or has no optimum."
        ),
        N_("Choose another method, such as {known}, or another normalisation."),
    ),
    "E174": Wording(
        N_("{method} takes more for better, and {value} is to be minimised."),
        N_("Choose a normalisation that turns costs into gains: {known}."),
    ),
    "E175": Wording(N_("“{value}”: {reason}."), N_("Ask for something else, or change the levels.")),
    "E176": Wording(N_("“{value}”: unknown method of ranking."), KNOWN),
    "E177": Wording(
        N_("{key} is {value}: it must lie from {low} to {high}."),
        N_("Give a number within these bounds."),
    ),
    "E178": Wording(
        N_("“{value}”: the limit of the class “priority” is less good than “to mature”, {mature}."),
        N_("Exchange priority_from and mature_from, or correct the wrong one."),
    ),
    "E179": Wording(
        N_("no limits of classes on: {value}."),
        N_("Fill the columns priority_from and mature_from of the table of criteria."),
    ),
    # Weights
    "E180": Wording(
        N_("“{value}”: an exponential needs the level worth 50 points."),
        N_("Write it after the word, in the unit of the criterion, such as exponential 30."),
    ),
    "E181": Wording(
        N_("the level worth 50 points is {midvalue}: it must lie from {low} to {high}."),
        N_(
            "Between zero and full, and not too near either; for a jump there, draw the curve by "
            "points, such as 0:0 5:50 100:100."
        ),
    ),
    "E182": Wording(
        N_("“{name}” cannot name a level."),
        N_(
            "Write either figures, 0:0 200:60 500:100, or names of letters, digits, _ and -, such as "
            "weak:0 fair:40 strong:100."
        ),
    ),
    "E183": Wording(
        N_("“{value}” gives “{twice}” twice."),
        N_("Each level has its own name and its own points; merge those that are worth the same."),
    ),
    "E184": Wording(
        N_("“{value}” has no level worth {missing} points."),
        N_("One level is worth 0 (what doing nothing gives) and one 100; the others need no order."),
    ),
    "E185": Wording(N_("“{value}” is none of the levels of this criterion."), KNOWN),
    "E186": Wording(
        N_("“{value}”: the levels of this criterion have names, a figure says nothing here."),
        N_("Write one of: {known}. Their points stand in the column shape of the criteria."),
    ),
    "E187": Wording(
        N_("what happens if the action is not done cannot be told on “{criterion}”: {reason}."),
        N_("Leave the cell blank: only criteria of scope action and role value have such a level."),
    ),
    "E188": Wording(
        N_("“{column}” is {value}, and the levels of this criterion have names."),
        N_("Leave it blank, or write {expected}: the points stand with the names, in shape."),
    ),
    "E189": Wording(N_("“{value}”: no criterion of this name is valued or read as a chance."), KNOWN),
    "E190": Wording(
        N_("“{value}” is not a statement about weights."),
        N_("Write trips >= 2*jobs, 0.1 <= water <= 0.3, a >= b >= c, or a = b."),
    ),
    "E191": Wording(
        N_("“{value}” is not an equality of two changes."),
        N_("Write 100 trips = 40 water: two amounts, each with its criterion."),
    ),
    "E192": Wording(
        N_("“{value}” cannot be a judgement."), N_("Write a number above zero, such as 3 or 1/3.")
    ),
    "E193": Wording(
        N_("“{value}” is not a pair of criteria."), N_("Write two different criteria as trips/water.")
    ),
    "E194": Wording(
        N_("nothing is said of {value}, though others of the same family are compared ({family})."),
        N_("Answer for every member of the family, or for none."),
    ),
    "E195": Wording(
        N_("“{value}”: these criteria cannot be compared with each other here."),
        N_("Compare different criteria of one branch, or name every leaf of the tree and nothing else."),
    ),
    "E196": Wording(N_("“{value}” is answered twice."), N_("Keep one of the answers.")),
    "E197": Wording(
        N_("no weights meet these statements together: {value}."), N_("Remove or loosen one of them.")
    ),
    "E198": Wording(
        N_("no equality ties {value} to the other criteria."),
        N_("Add an equality with one of the others, so that a chain connects all criteria."),
    ),
    "E199": Wording(
        N_("“{value}”: these changes cannot be worth the same ({one} and {other} points)."),
        N_("Both must bring value, or both must cost some; more is better where full exceeds zero."),
    ),
    "E200": Wording(N_("no college is called “{value}”."), KNOWN),
    "E201": Wording(
        N_("there are no colleges to agree."),
        N_("Fill the table weights: college, criterion, weight."),
    ),
    "E202": Wording(
        N_(
            "the swing of {value} has {more} points, that of {above} only {less}, though it comes after."
        ),
        N_("Correct the order or the points."),
    ),
    "E203": Wording(
        N_("“{value}” is no table of answers about weights."),
        N_("Name one of the tables {known}, or write the weights themselves."),
    ),
    "E204": Wording(
        N_("{value} is given two voices."),
        N_("State the voice of a college once, or the same each time."),
    ),
    "E205": Wording(
        N_("these statements leave weights of too many kinds: more than {most} extreme ones."),
        N_("Rank the criteria, or state fewer intervals."),
    ),
    "E206": Wording(
        N_("not judged: {value} ({family})."), N_("Judge every pair of the family, or none of it.")
    ),
    "E207": Wording(
        N_("“{value}” is less than 1, or not 1 where the best or the worst meets itself."),
        N_("The best is worth 1 time each other or more, each other 1 time the worst or more."),
    ),
    "E208": Wording(N_("no college has a voice."), N_("Give at least one of them a voice above zero.")),
    "E209": Wording(
        N_("the table {table} holds no answers."),
        N_("Answer its questions; mcda weights SCENARIO --questions FILE.xlsx writes them."),
    ),
    "E211": Wording(
        N_("{value} holds no answers."), N_("Answer for every criterion of a family, or remove it.")
    ),
    "E210": Wording(N_("“{value}” is no criterion with value of its own."), KNOWN),
    # Warnings
    "W011": Wording(
        N_("“{value}” moves like “{other}” on {number} actions ({ratio} to 1): counted twice?"),
        N_("Keep one of them, or share the weight between them."),
    ),
    "W012": Wording(
        N_("“{value}” decides nearly everything: {share} %, alone, of what separates the actions."),
        N_("Check its weight and its level full."),
    ),
    "W013": Wording(
        N_("all actions together move “{criterion}” by {total}: {times} times its swing."),
        N_("Raise full: 100 points should be within reach of a portfolio, not of one action."),
    ),
    "W014": Wording(
        N_("“{override}” moves “{value}” under an unchanged weight."),
        N_("A weight is worth the swing from zero to full: adapt it in the same override."),
    ),
    "W015": Wording(
        N_("the header says {value}, the scenario counts in {money}."),
        N_("Amounts without a unit are read in {money}; correct the header or the figures."),
    ),
    "W016": Wording(N_("unknown column “{value}”: kept, without effect.")),
    "W017": Wording(
        N_("{value} neither pays, receives nor leads anything."),
        N_("Remove it, or complete the shares."),
    ),
    "W018": Wording(
        N_("label of {what} “{value}”, which does not exist."), N_("Remove it, or correct its name.")
    ),
    "W019": Wording(
        N_("no action moves “{value}”: it changes nothing."),
        N_("Complete the impacts, or remove the criterion."),
    ),
    "W020": Wording(
        N_("“{value}” has no weight beside siblings that have one: it counts for nothing."),
        N_("Give it a weight (0 says so openly)."),
    ),
    "W021": Wording(
        N_(
            "all actions together move “{criterion}” by {total}: {share} % of the way from zero to full."
        ),
        N_(
            "Its weight hardly means anything: bring full nearer, to what a good portfolio reaches, and "
            "ask for the weight again."
        ),
    ),
    "W025": Wording(
        N_("the judgements contradict each other: consistency ratio {ratio}, 0.10 at most ({family})."),
        N_("Look at {revisit} again first: the weights say {implied}."),
    ),
    "W026": Wording(
        N_("the best-worst answers contradict each other: ratio {ratio}, {limit} at most ({family})."),
        N_("Look at the two answers on {revisit} again first."),
    ),
    "W027": Wording(
        N_("the equalities contradict each other by up to {ratio} %."),
        N_("Look at “{revisit}” again first: the weights say {implied}."),
    ),
    "W029": Wording(
        N_("the statements leave no weight at all to {value}."),
        N_("If that is not meant, two of them contradict each other: loosen one."),
    ),
    "W030": Wording(
        N_("the answers of the table {table} count: the swing points beside its name are set aside."),
        N_("Remove weights.answers to return to the points."),
    ),
    "W028": Wording(
        N_("weights computed from the spread of the impacts change whenever a candidate is added."),
        N_("Use them to compare; ask people before a portfolio is adopted."),
    ),
}
