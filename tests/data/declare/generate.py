"""Random small logs and models, for comparing Guiju with Declare4Py."""
import random
from xml.sax.saxutils import quoteattr

ACTIVITIES = ["a", "b", "c", "d e", "审 批", "x:y (1)", "f|g"]
TEXTS = ["low", "high", "5", "nothing", "orange", "A order", "甲", "", "two words", "y", "7.0", "b"]
ATTRIBUTES = {"x": "int", "f": "float", "s": "string", "org:res": "string", "ok": "boolean", "d": "date", "m": "mixed", "n": "nested"}
UNARY = ["Existence", "Existence1", "Existence2", "Existence0", "Absence", "Absence2", "Absence3", "Exactly", "Exactly1", "Exactly2"]
FIRST_LAST = ["Init", "End"]
CHOICES = ["Choice", "Exclusive Choice"]
RELATIONS = [
    "Responded Existence", "Response", "Alternate Response", "Chain Response", "Precedence", "Alternate Precedence",
    "Chain Precedence", "Not Responded Existence", "Not Response", "Not Precedence", "Not Chain Response", "Not Chain Precedence",
]
SHORTCUTS = [
    "Succession", "Alternate Succession", "Co-Existence", "Chain Succession", "Not Chain Succession", "Not Co-Existence", "Not Succession",
]


def value(kind, r):
    if kind == "mixed":
        kind = r.choice(["int", "string"])
    if kind == "nested":
        inner = "<string key='in' value='1'/>" if r.random() < 0.5 else ""
        return "string", r.choice(TEXTS), inner
    return kind, {
        "int": lambda: str(r.choice([0, 1, 3, 5, 6, -2, 100])),
        "float": lambda: str(r.choice([0.0, 0.5, 5.0, 5.5, -1.25, 1e3])),
        "string": lambda: r.choice(TEXTS),
        "boolean": lambda: r.choice(["true", "false"]),
        "date": lambda: time(r),
    }[kind](), ""


def time(r):
    minute = r.choice([0, 0, 1, 5, 30, 59])
    zone = r.choice(["+00:00", "+02:00", "Z", ""])
    return f"2024-03-0{r.randint(1, 3)}T{r.randint(0, 3):02}:{minute:02}:{r.choice(['00', '00.001', '30.5', '00.000001'])}{zone}"


def log(r):
    lines = ['<log xes.version="1.0">']
    density = r.choice([0.2, 0.7, 1.0])
    names = list(ATTRIBUTES)
    r.shuffle(names)
    names = names[: r.randint(2, len(names))]
    activities = r.sample(ACTIVITIES, r.randint(2, len(ACTIVITIES)))
    twins = r.random() < 0.2
    for trace in range(r.randint(1, 7)):
        name = f"c{trace // 2 if twins else trace}"
        lines.append(f"<trace><string key='concept:name' value='{name}'/><int key='amount' value='{r.randint(0, 9)}'/>")
        for _ in range(r.choice([0, 1, 2, 3, 5, 8, 12])):
            event = f"<event><string key='concept:name' value={quoteattr(r.choice(activities))}/><date key='time:timestamp' value='{time(r)}'/>"
            for attribute in names:
                if r.random() < density:
                    kind, text, inner = value(ATTRIBUTES[attribute], r)
                    event += f"<{kind} key={quoteattr(attribute)} value={quoteattr(text)}>{inner}</{kind}>"
            lines.append(event + "</event>")
            if r.random() < 0.1:
                lines.append(lines[-1])
        lines.append("</trace>")
    return "\n".join(lines + ["</log>"])


def operand(r, whose):
    return f"{r.choice(whose)}.{r.choice([*ATTRIBUTES, 'concept:name', 'time:timestamp', 'absent', 'case:amount', 'amount'])}"


def atom(r, whose):
    left = operand(r, whose)
    number = r.choice(["5", "0", "-2", "5.5", "1e3", "3"])
    text = r.choice(TEXTS)
    sign = r.choice([">", "<", ">=", "<=", "==", "!=", "="])
    listed = r.choice([", ", ",", ",  "]).join(r.sample(TEXTS, r.randint(1, 4)))
    return r.choice([
        f"{left} {sign} {number}",
        f"{left} {sign} {number}",
        f'{left} {sign} "{text}"',
        f"{left} {r.choice(['is', 'IS', 'is not', 'is Not'])} {text}",
        f"{left} {r.choice(['is', 'is not'])} {text}",
        f"{left} {r.choice(['in', 'not in'])} ({listed})",
        f"{left} {r.choice(['in', 'not  in'])} ( {listed} )",
        f"{left} {sign} {operand(r, whose)}",
        left,
        f"{number} {sign} {left}",
        f"{left}{sign}{number}",
        f"{left} in ({number})",
        f"{left} {sign} True",
        f"{r.choice(['same', 'different'])} {r.choice(list(ATTRIBUTES))}" if r.random() < 0.3 else f"{left} is {text}",
        r.choice(["true", "False", "1", "0"]),
        f"abs({left}) > 3" if "T" in whose else f"{left} > 3",
        f"{left} + 1 > {number}",
        f"{left} > {number} + 1 * 2",
    ]) if r.random() < 0.9 else f"{left} is {text} {r.choice(['and', 'or'])} {left} {sign} {number}"


def condition(r, whose, deep=0):
    roll = r.random()
    if roll < (0.35 if deep == 0 else 0):
        return ""
    if roll < 0.75 or deep > 2:
        return atom(r, whose)
    if roll < 0.8:
        return f"not {condition(r, whose, deep + 1)}"
    if roll < 0.88:
        return f"({condition(r, whose, deep + 1)})"
    return f"{condition(r, whose, deep + 1)} {r.choice(['and', 'or', 'AND', 'Or'])} {condition(r, whose, deep + 1)}"


def window(r):
    least = r.choice(["0", "0", "", "1", "0.5", "-1", "1.5"])
    most = r.choice(["0", "1", "30", "1.5", "", "2", "100", "60"])
    usual = ["", "", f"{least},{most},{r.choice('smhdSMHD')}", f"{least} , {most} , {r.choice('smhd')}", f"{least},{most}, m,x"]
    return r.choice(usual if r.random() < 0.95 else ["0,5", "5", "0,5,w"])


def line(r):
    pick = lambda: r.choice(ACTIVITIES)  # noqa: E731
    kind = r.random()
    bar = r.choice([" |", " |", " |", " |", "  |", " | ", "|"])
    if kind < 0.2:
        return f"{r.choice(UNARY)}[{pick()}]{bar}{condition(r, 'AAAT')}{r.choice([bar, ' | |'])}{window(r)}"
    if kind < 0.25:
        return f"{r.choice(FIRST_LAST)}[{pick()}]{bar}{condition(r, 'A')}{bar}"
    pair = r.choice([", "] * 11 + [","]).join([pick(), pick()])
    if kind < 0.35:
        return f"{r.choice(CHOICES)}[{pair}]{bar}{condition(r, 'AAAT')}{bar}{r.choice(['', condition(r, 'AT')])}{bar}{window(r)}"
    template = r.choice(SHORTCUTS if kind < 0.4 else RELATIONS)
    template = r.choice([template, template, template.lower(), template.replace(" ", ""), template.replace(" ", "-")])
    fields = [condition(r, "A"), condition(r, "ATT"), window(r)]
    if r.random() < 0.05:
        fields = fields[: r.randint(0, 2)]
    return f"{template}[{pair}]" + "".join(bar + field for field in fields)


def pair(seed, lines):
    r = random.Random(seed)
    return log(r), [line(r) for _ in range(lines)]
