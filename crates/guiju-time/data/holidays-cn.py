"""Rewrites holidays-cn.tsv from the Python package chinesecalendar.

    pip install chinesecalendar && python holidays-cn.py > holidays-cn.tsv

Run it when the package has a new year (the State Council announces it in November). `free` are the days of a public
holiday, those on a weekend included (who works on Saturdays has them free too); `work` are weekend days that are worked
instead.
"""

from importlib.metadata import version

from chinese_calendar.constants import Holiday, holidays, workdays

NAMES = {holiday.value: holiday.chinese for holiday in Holiday}

days = {day: ("free", name) for day, name in holidays.items()}
days |= {day: ("work", name) for day, name in workdays.items()}
years = sorted({day.year for day in holidays})
assert years == list(range(years[0], years[-1] + 1)), "a year is missing in between"

print(f"# Chinese public holidays and the days worked for them (调休), {years[0]} to {years[-1]}.")
print(f"# Origin: PyPI chinesecalendar {version('chinesecalendar')}, https://github.com/LKI/chinese-calendar")
print("# Licence of the origin: MIT, see LICENSE-chinesecalendar. Made by holidays-cn.py; do not edit.")
print(f"years\t{years[0]}\t{years[-1]}")
for day, (kind, name) in sorted(days.items()):
    print(f"{day}\t{kind}\t{NAMES.get(name, name)}")
